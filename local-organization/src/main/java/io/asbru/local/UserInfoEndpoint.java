package io.asbru.local;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /oauth2/userinfo}.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#UserInfo">OpenID Connect Core, section 5.3</a>
 */
final class UserInfoEndpoint implements EndpointHandler {

  private final TokenStore store;
  private final TokenClaims tokenClaims;
  private final Clock clock;

  UserInfoEndpoint(TokenStore store, TokenClaims tokenClaims, Clock clock) {
    this.store = store;
    this.tokenClaims = tokenClaims;
    this.clock = clock;
  }

  @Override
  public Reply handle(Call call, Organization organization) {
    Optional<String> token = Bearer.token(call)
        .or(() -> call.post() ? call.parameter("access_token") : Optional.empty());
    if (token.isEmpty()) {
      return refused(400, "invalid_request", "Bearer token missing in authorization header");
    }
    Optional<Authorization> authorization = store.byAccessToken(token.get())
        .filter(pair -> pair.accessActive(clock.instant()))
        .map(TokenPair::authorization)
        .filter(found -> found.residence() == organization && found.user().isPresent());
    if (authorization.isEmpty()) {
      return refused(401, "invalid_token", "Access token validation failed");
    }
    if (!authorization.get().scopes().contains("openid")) {
      return refused(403, "insufficient_scope", "Access token does not have the openid scope");
    }
    Map<String, Object> claims = Json.object("sub", authorization.get().subject());
    claims.putAll(tokenClaims.organization(authorization.get()));
    claims.putAll(tokenClaims.userClaims(authorization.get()));
    return Reply.json(200, claims).notStored();
  }

  private static Reply refused(int status, String error, String description) {
    return Reply.json(status, Json.object("error_description", description, "error", error))
        .header("WWW-Authenticate", "Bearer error=\"" + error + "\", error_description=\"" + description + "\"");
  }
}
