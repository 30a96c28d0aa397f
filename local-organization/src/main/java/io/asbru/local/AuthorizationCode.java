package io.asbru.local;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** An authorization code and what has become of it. */
final class AuthorizationCode {

  static final Duration LIFETIME = Duration.ofMinutes(5);

  private enum State { ACTIVE, USED, BURNT }

  private final String value = UUID.randomUUID().toString();
  private final AuthorizationRequest request;
  private final Authorization authorization;
  private final Instant expiresAt;
  private State state = State.ACTIVE;
  private Optional<TokenPair> tokens = Optional.empty();

  AuthorizationCode(AuthorizationRequest request, Authorization authorization, Instant issuedAt) {
    this.request = request;
    this.authorization = authorization;
    this.expiresAt = issuedAt.plus(LIFETIME);
  }

  String value() {
    return value;
  }

  AuthorizationRequest request() {
    return request;
  }

  Authorization authorization() {
    return authorization;
  }

  synchronized boolean used() {
    return state == State.USED;
  }

  synchronized boolean expired(Instant now) {
    return state == State.BURNT || !now.isBefore(expiresAt);
  }

  /** The code is good for nothing any more, although nobody got tokens for it. */
  synchronized void burn() {
    state = State.BURNT;
  }

  /** Claims the code for one caller; false if another was faster. */
  synchronized boolean use() {
    if (state != State.ACTIVE) {
      return false;
    }
    state = State.USED;
    return true;
  }

  synchronized void gave(TokenPair pair) {
    tokens = Optional.of(pair);
  }

  /** Ends the tokens that were issued for the code, because it came a second time. */
  synchronized void revokeTokens() {
    tokens.ifPresent(pair -> {
      pair.revokeAccess();
      pair.revokeRefresh();
    });
  }
}
