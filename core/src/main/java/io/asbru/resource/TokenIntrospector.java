package io.asbru.resource;

import io.asbru.AuthorizationServerUnavailableException;

/** Finds out what an access token stands for. */
public interface TokenIntrospector {

  /**
   * What is known of this token.
   *
   * @param token the token as it was presented
   * @throws AuthorizationServerUnavailableException if it could not be found out, which says nothing about the token
   */
  IntrospectionResponse introspect(String token) throws AuthorizationServerUnavailableException;
}
