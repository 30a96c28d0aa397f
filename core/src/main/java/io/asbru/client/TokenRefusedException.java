package io.asbru.client;

import java.io.Serial;

/** A token endpoint refused a request, and the caller of {@link TokenResponse#orThrow()} did not expect it to. */
public final class TokenRefusedException extends RuntimeException {

  @Serial
  private static final long serialVersionUID = 1L;

  private final transient TokenResponse.Refused refusal;

  TokenRefusedException(TokenResponse.Refused refusal) {
    super("token request refused: " + refusal.error() + refusal.description().map(text -> " (" + text + ")").orElse("")
        + ", HTTP status " + refusal.status());
    this.refusal = refusal;
  }

  /** What the endpoint answered. */
  public TokenResponse.Refused refusal() {
    return refusal;
  }
}
