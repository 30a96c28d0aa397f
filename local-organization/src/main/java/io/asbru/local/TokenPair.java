package io.asbru.local;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** An access token and the refresh token issued with it: one row in the server's table. */
final class TokenPair {

  /** What has become of a token that was issued. */
  enum State { ACTIVE, REPLACED, REVOKED }

  private final Authorization authorization;
  private final AccessTokenFormat format;
  private final String accessToken;
  private final Map<String, Object> claims;
  private final Instant issuedAt;
  private final Instant expiresAt;
  private final Optional<RefreshToken> refreshToken;
  private volatile State accessState = State.ACTIVE;
  private volatile State refreshState = State.ACTIVE;

  /**
   * A refresh token.
   *
   * @param value what the client holds
   * @param issuedAt when it was issued
   * @param expiresAt the first instant at which it is no longer taken
   */
  record RefreshToken(String value, Instant issuedAt, Instant expiresAt) {}

  TokenPair(Authorization authorization, AccessTokenFormat format, String accessToken, Map<String, Object> claims,
      Instant issuedAt, Instant expiresAt, Optional<RefreshToken> refreshToken) {
    this.authorization = authorization;
    this.format = format;
    this.accessToken = accessToken;
    this.claims = claims;
    this.issuedAt = issuedAt;
    this.expiresAt = expiresAt;
    this.refreshToken = refreshToken;
  }

  Authorization authorization() {
    return authorization;
  }

  AccessTokenFormat format() {
    return format;
  }

  String accessToken() {
    return accessToken;
  }

  /** The claims of a JWT access token; for an opaque token what they would be. */
  Map<String, Object> claims() {
    return claims;
  }

  Instant issuedAt() {
    return issuedAt;
  }

  Instant expiresAt() {
    return expiresAt;
  }

  Optional<RefreshToken> refreshToken() {
    return refreshToken;
  }

  State refreshState() {
    return refreshState;
  }

  boolean accessActive(Instant now) {
    return accessState == State.ACTIVE && now.isBefore(expiresAt) && authorization.stillRegistered();
  }

  boolean refreshActive(Instant now) {
    return refreshState == State.ACTIVE && authorization.stillRegistered()
        && refreshToken.map(token -> now.isBefore(token.expiresAt())).orElse(false);
  }

  void replaced() {
    accessState = State.REPLACED;
    refreshState = State.REPLACED;
  }

  void revokeAccess() {
    accessState = State.REVOKED;
  }

  void revokeRefresh() {
    refreshState = State.REVOKED;
  }
}
