package io.asbru;

import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The authorization server could not be asked, or gave no usable answer: it is away, too slow, overloaded, or does not
 * speak the protocol. <strong>It says nothing about the token in question</strong>; a front end answers 503, never 401.
 */
public final class AuthorizationServerUnavailableException extends Exception {

  @Serial
  private static final long serialVersionUID = 1L;

  private final @Nullable Duration retryAfter;

  /** What happened, in words without any token or secret. */
  public AuthorizationServerUnavailableException(String message, @Nullable Throwable cause) {
    this(message, cause, null);
  }

  /** The same, with the time after which the server wants to be asked again. */
  public AuthorizationServerUnavailableException(
      String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
    super(message, cause);
    this.retryAfter = retryAfter;
  }

  /** How long to wait, where the server said so ({@code Retry-After}). */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
