package io.asbru;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a user must have authenticated.
 *
 * @param acrValues authentication context classes of which one is needed; empty for any
 * @param maxAge the longest time since the user authenticated; absent for any
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9470">RFC 9470</a>
 */
public record StepUp(List<String> acrValues, Optional<Duration> maxAge) {

  /** Nothing beyond a sign-in. */
  public static final StepUp NONE = new StepUp(List.of(), Optional.empty());

  public StepUp {
    acrValues = List.copyOf(acrValues);
    requireNonNull(maxAge, "maxAge");
  }

  /**
   * Whether this caller authenticated so, by the claims {@code acr} and {@code auth_time}. A claim that is not there satisfies nothing.
   *
   * @param skew by how much the provider's clock may differ
   */
  public boolean satisfiedBy(Caller caller, Instant now, Duration skew) {
    if (!acrValues.isEmpty() && !(caller.claims().get("acr") instanceof String acr && acrValues.contains(acr))) {
      return false;
    }
    if (maxAge.isEmpty()) {
      return true;
    }
    Instant earliest = now.minus(maxAge.get()).minus(skew);
    // As numbers, because no instant holds every number that a provider may send.
    return caller.claims().get("auth_time") instanceof Number time
        && time.doubleValue() >= earliest.getEpochSecond() + earliest.getNano() / 1e9;
  }
}
