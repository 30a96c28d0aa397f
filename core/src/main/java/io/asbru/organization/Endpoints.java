package io.asbru.organization;

import java.net.URI;
import java.util.Optional;

/**
 * The addresses of an authorization server. What a provider does not have is absent.
 *
 * @param authorization authorization endpoint (RFC 6749, section 3.1)
 * @param token token endpoint (RFC 6749, section 3.2)
 * @param introspection introspection endpoint (RFC 7662)
 * @param revocation revocation endpoint (RFC 7009)
 * @param userInfo UserInfo endpoint (OpenID Connect Core, section 5.3)
 * @param jwks address of the JSON Web Key Set
 * @param endSession end session endpoint (OpenID Connect RP-Initiated Logout)
 * @param pushedAuthorizationRequest pushed authorization request endpoint (RFC 9126)
 */
public record Endpoints(
    Optional<URI> authorization,
    Optional<URI> token,
    Optional<URI> introspection,
    Optional<URI> revocation,
    Optional<URI> userInfo,
    Optional<URI> jwks,
    Optional<URI> endSession,
    Optional<URI> pushedAuthorizationRequest) {

  /** No endpoint at all. */
  public static final Endpoints NONE = new Endpoints(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
      Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** These endpoints, and for those that are absent the ones of {@code other}. */
  public Endpoints or(Endpoints other) {
    return new Endpoints(
        authorization.or(other::authorization),
        token.or(other::token),
        introspection.or(other::introspection),
        revocation.or(other::revocation),
        userInfo.or(other::userInfo),
        jwks.or(other::jwks),
        endSession.or(other::endSession),
        pushedAuthorizationRequest.or(other::pushedAuthorizationRequest));
  }
}
