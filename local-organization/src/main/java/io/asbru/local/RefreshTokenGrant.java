package io.asbru.local;

import static io.asbru.local.OAuthRefusal.invalidGrant;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-6">RFC 6749, section 6</a> */
final class RefreshTokenGrant implements GrantHandler {

  private static final String STALE = "Invalid refresh token value in the request";

  private final TokenStore store;
  private final TokenIssuer issuer;

  RefreshTokenGrant(TokenStore store, TokenIssuer issuer) {
    this.store = store;
    this.issuer = issuer;
  }

  @Override
  public List<String> required() {
    return List.of("refresh_token");
  }

  @Override
  public Reply grant(Call call, Application client, Organization organization, Instant now) throws OAuthRefusal {
    TokenPair pair = store.byRefreshToken(call.parameter("refresh_token").orElseThrow())
        .filter(found -> found.authorization().application().clientId().equals(client.clientId()))
        .filter(found -> found.authorization().residence() == organization)
        .filter(found -> found.authorization().stillRegistered())
        .orElseThrow(() -> invalidGrant("Persisted access token data not found"));
    checkState(pair, now);
    Authorization authorization = pair.authorization().renewed(client, scopes(call, pair));
    TokenPair renewed = issuer.renew(pair, authorization, now).orElseThrow(() -> invalidGrant(STALE));
    return issuer.reply(call, renewed, authorization, Optional.empty(), now);
  }

  private void checkState(TokenPair pair, Instant now) throws OAuthRefusal {
    if (pair.refreshState() == TokenPair.State.REVOKED) {
      throw invalidGrant("Invalid refresh token state");
    }
    if (pair.refreshState() == TokenPair.State.REPLACED) {
      throw invalidGrant(STALE);
    }
    if (!pair.refreshActive(now)) {
      throw invalidGrant("Refresh token is expired.");
    }
  }

  private static Set<String> scopes(Call call, TokenPair pair) throws OAuthRefusal {
    Set<String> wanted = call.words("scope");
    Set<String> granted = pair.authorization().scopes();
    if (!granted.containsAll(wanted)) {
      throw new OAuthRefusal(400, "invalid_scope", "Invalid Scope!");
    }
    return wanted.isEmpty() ? granted : new LinkedHashSet<>(wanted);
  }
}
