package io.asbru.internal;

import io.asbru.AuthenticationResult;
import io.asbru.AuthorizationParameters;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.HttpReply;
import io.asbru.HttpRequestView;
import io.asbru.Requirement;
import io.asbru.client.TokenResponse;
import io.asbru.organization.Endpoints;
import io.asbru.resource.IntrospectionStatistics;
import io.asbru.session.SessionStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What stands behind a {@link io.asbru.RequestAuthenticator}, whose methods have the same names: the engine of one organization, or
 * {@link Organizations} with one for each.
 */
public interface RequestEngine extends AutoCloseable {

  AuthenticationResult authenticate(HttpRequestView view, SessionStore session, Requirement requirement);

  boolean tokenInQuery(HttpRequestView view);

  boolean ownPath(String path);

  HttpReply signIn(HttpRequestView view, SessionStore session, AuthorizationParameters parameters);

  void signOut(HttpRequestView view, SessionStore session);

  HttpReply refuse(HttpRequestView view, int status, String error, String title, String message, List<HttpReply.Header> headers);

  Optional<TokenResponse> switchOrganization(HttpRequestView view, SessionStore session, String organizationId, Set<String> scopes)
      throws AuthorizationServerUnavailableException;

  SessionStore session(HttpRequestView view, SessionStore session);

  IntrospectionStatistics statistics();

  Endpoints endpoints() throws AuthorizationServerUnavailableException;

  @Override
  void close();
}
