package io.asbru.local;

import io.asbru.local.Effect.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Issues tokens, or hands out again those that are still active, and says so in a token response.
 *
 * <p>The time is a parameter and in whole seconds, as the claims are, so that a new token has all of its lifetime left.
 */
final class TokenIssuer {

  private final TokenStore store;
  private final TokenClaims claims;
  private final TokenSigner signer;
  private final ActiveFaults faults;
  private final Definition definition;
  TokenIssuer(TokenStore store, TokenClaims claims, TokenSigner signer, ActiveFaults faults, Definition definition) {
    this.store = store;
    this.claims = claims;
    this.signer = signer;
    this.faults = faults;
    this.definition = definition;
  }

  /** Tokens for an authorization, in the format of its application. */
  TokenPair issue(Authorization authorization, Instant now) {
    return issue(authorization, authorization.application().accessTokenFormat(), now);
  }

  TokenPair issue(Authorization authorization, AccessTokenFormat format, Instant now) {
    if (!definition.on(Switch.SAME_TOKEN_WHILE_ACTIVE)) {
      return store.add(fresh(authorization, format, refreshToken(authorization, now), now));
    }
    return store.activeOr(authorization, now,
        () -> fresh(authorization, format, refreshToken(authorization, now), now));
  }

  /** New tokens in the place of those that are refreshed; empty if these have just been used up. */
  Optional<TokenPair> renew(TokenPair refreshed, Authorization authorization, Instant now) {
    TokenPair.RefreshToken old = refreshed.refreshToken().orElseThrow();
    Application application = authorization.application();
    Instant expiresAt = definition.on(Switch.REFRESH_EXTENDS_LIFETIME)
        ? now.plus(application.lifetimes().refreshToken()) : old.expiresAt();
    TokenPair.RefreshToken next = application.refreshTokenRotated()
        ? new TokenPair.RefreshToken(UUID.randomUUID().toString(), now, expiresAt) : old;
    TokenPair renewed = fresh(authorization, refreshed.format(), Optional.of(next), now);
    return store.replace(refreshed, renewed, now) ? Optional.of(renewed) : Optional.empty();
  }

  /** @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5.1">RFC 6749, section 5.1</a> */
  Reply reply(Call call, TokenPair pair, Authorization authorization, Optional<String> nonce, Instant now) {
    String accessToken = accessToken(call, pair);
    Map<String, Object> body = Json.object("access_token", accessToken);
    pair.refreshToken().ifPresent(token -> body.put("refresh_token", token.value()));
    if (!authorization.scopes().isEmpty()) {
      body.put("scope", String.join(" ", authorization.scopes()));
    }
    if (authorization.user().isPresent() && authorization.scopes().contains("openid")
        && definition.on(Switch.ID_TOKEN_FOR_OPENID)) {
      body.put("id_token", idToken(call, authorization, accessToken, nonce, now));
    }
    body.put("token_type", "Bearer");
    body.put("expires_in", Duration.between(now, pair.expiresAt()).toSeconds());
    return Reply.json(200, body).notStored();
  }

  private TokenPair fresh(Authorization authorization, AccessTokenFormat format,
      Optional<TokenPair.RefreshToken> refreshToken, Instant now) {
    TokenLifetimes lifetimes = authorization.application().lifetimes();
    Instant expiresAt = now.plus(
        authorization.user().isPresent() ? lifetimes.userAccessToken() : lifetimes.applicationAccessToken());
    Map<String, Object> tokenClaims = claims.accessToken(authorization, now, expiresAt);
    String value = format == AccessTokenFormat.OPAQUE ? UUID.randomUUID().toString()
        : signer.sign(tokenClaims, "at+jwt", claims.signer(authorization));
    return new TokenPair(authorization, format, value, tokenClaims, now, expiresAt, refreshToken);
  }

  private static Optional<TokenPair.RefreshToken> refreshToken(Authorization authorization, Instant now) {
    Application application = authorization.application();
    if (authorization.user().isEmpty() || !application.grants().contains(Application.REFRESH_TOKEN)) {
      return Optional.empty();
    }
    return Optional.of(new TokenPair.RefreshToken(UUID.randomUUID().toString(), now,
        now.plus(application.lifetimes().refreshToken())));
  }

  private String accessToken(Call call, TokenPair pair) {
    if (pair.format() == AccessTokenFormat.OPAQUE) {
      return pair.accessToken();
    }
    return faults.signed(call, Endpoint.TOKEN, Target.ACCESS_TOKEN, pair.claims())
        .map(forged -> signer.sign(forged.claims(), "at+jwt", claims.signer(pair.authorization()), forged.forgery()))
        .orElse(pair.accessToken());
  }

  private String idToken(Call call, Authorization authorization, String accessToken, Optional<String> nonce,
      Instant now) {
    Map<String, Object> honest = claims.idToken(authorization, accessToken, nonce, now);
    Organization by = claims.signer(authorization);
    return faults.signed(call, Endpoint.TOKEN, Target.ID_TOKEN, honest)
        .map(forged -> signer.sign(forged.claims(), "JWT", by, forged.forgery()))
        .orElseGet(() -> signer.sign(honest, "JWT", by));
  }
}
