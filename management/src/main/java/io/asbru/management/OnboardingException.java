package io.asbru.management;

import java.io.Serial;
import java.util.List;

/**
 * An onboarding stopped. What had been done was undone as far as possible; {@link #remaining()} says what could not be. The cause says what
 * went wrong.
 */
public final class OnboardingException extends Exception {

  @Serial
  private static final long serialVersionUID = 1L;

  private final transient List<String> undone;
  private final transient List<String> remaining;

  OnboardingException(String message, Throwable cause, List<String> undone, List<String> remaining) {
    super(message, cause);
    this.undone = List.copyOf(undone);
    this.remaining = List.copyOf(remaining);
  }

  /** What was undone, newest first. */
  public List<String> undone() {
    return undone;
  }

  /** What could not be undone and has to be looked after by hand; empty if all is as it was. */
  public List<String> remaining() {
    return remaining;
  }
}
