package io.asbru.local;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The claims of access tokens, ID tokens and logout tokens. */
final class TokenClaims {

  private final Addresses addresses;
  private final Organizations organizations;
  private final ScopePolicy scopePolicy;
  private final boolean organizationClaimsAtRoot;

  TokenClaims(Addresses addresses, Organizations organizations, ScopePolicy scopePolicy,
      boolean organizationClaimsAtRoot) {
    this.addresses = addresses;
    this.organizations = organizations;
    this.scopePolicy = scopePolicy;
    this.organizationClaimsAtRoot = organizationClaimsAtRoot;
  }

  /** The organization whose keys sign the tokens of an authorization. */
  Organization signer(Authorization authorization) {
    return addresses.signer(authorization.application(), authorization.residence(), organizations.root());
  }

  /** @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-2.2">RFC 9068, section 2.2</a> */
  Map<String, Object> accessToken(Authorization authorization, Instant issuedAt, Instant expiresAt) {
    String clientId = authorization.application().clientId();
    Map<String, Object> claims = Json.object(
        "sub", authorization.subject(),
        "aut", authorization.user().isPresent() ? "APPLICATION_USER" : "APPLICATION",
        "iss", addresses.issuer(signer(authorization)),
        "aud", audience(authorization.application()),
        "azp", clientId,
        "client_id", clientId,
        "iat", issuedAt.getEpochSecond(),
        "nbf", issuedAt.getEpochSecond(),
        "exp", expiresAt.getEpochSecond(),
        "jti", UUID.randomUUID().toString());
    if (!authorization.scopes().isEmpty()) {
      claims.put("scope", String.join(" ", authorization.scopes()));
    }
    claims.putAll(organization(authorization));
    return claims;
  }

  /** @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDToken">OpenID Connect Core, section 2</a> */
  Map<String, Object> idToken(Authorization authorization, String accessToken, Optional<String> nonce, Instant now) {
    Application application = authorization.application();
    Map<String, Object> claims = Json.object(
        "iss", addresses.issuer(signer(authorization)),
        "sub", authorization.subject(),
        "aud", application.clientId(),
        "azp", application.clientId(),
        "iat", now.getEpochSecond(),
        "nbf", now.getEpochSecond(),
        "exp", now.plus(application.lifetimes().idToken()).getEpochSecond(),
        "jti", UUID.randomUUID().toString(),
        "at_hash", leftHalfOfHash(accessToken),
        "amr", List.of(authorization.session().isPresent() ? "BasicAuthenticator" : "password"),
        "acr", "urn:mace:incommon:iap:silver",
        "auth_time", authorization.authenticatedAt().getEpochSecond());
    nonce.ifPresent(value -> claims.put("nonce", value));
    authorization.session().ifPresent(session -> {
      claims.put("isk", session.key());
      claims.put("sid", session.sid());
    });
    claims.putAll(organization(authorization));
    claims.putAll(userClaims(authorization));
    return claims;
  }

  /** @see <a href="https://openid.net/specs/openid-connect-backchannel-1_0.html#LogoutToken">2.4</a> */
  Map<String, Object> logoutToken(Authorization authorization, SsoSession session, Instant now) {
    return Json.object(
        "iss", addresses.issuer(signer(authorization)),
        "sub", authorization.subject(),
        "aud", authorization.application().clientId(),
        "iat", now.getEpochSecond(),
        "exp", now.plusSeconds(120).getEpochSecond(),
        "jti", UUID.randomUUID().toString(),
        "sid", session.sid(),
        "events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
  }

  Map<String, Object> userClaims(Authorization authorization) {
    Map<String, Object> claims = authorization.user()
        .map(user -> UserClaims.of(user, scopePolicy.roles(authorization.application(), authorization.residence(), user,
            authorization.userOrganization()), authorization.scopes()))
        .orElse(Map.of());
    return ApplicationJson.requestedClaims(authorization.application()).map(requested -> UserClaims.only(requested, claims))
        .orElse(claims);
  }

  /** {@code org_id}, {@code org_name}, {@code org_handle}, and {@code user_org} for users. */
  Map<String, Object> organization(Authorization authorization) {
    Organization organization = authorization.organization();
    if (organization.root() && authorization.userOrganization().root() && !organizationClaimsAtRoot) {
      return Map.of();
    }
    Map<String, Object> claims = Json.object("org_id", organization.id(), "org_name", organization.name(), "org_handle",
        organization.handle());
    if (authorization.user().isPresent()) {
      claims.put("user_org", authorization.userOrganization().id());
    }
    return claims;
  }

  private static Object audience(Application application) {
    if (application.audiences().isEmpty()) {
      return application.clientId();
    }
    List<String> audience = new ArrayList<>(List.of(application.clientId()));
    audience.addAll(application.audiences());
    return audience;
  }

  private static String leftHalfOfHash(String token) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, hash.length / 2));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
