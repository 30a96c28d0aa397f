package io.asbru;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

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

  private static final Pattern ACR = Pattern.compile("[\\x21-\\x7e&&[^\"\\\\]]+");

  public StepUp {
    acrValues = List.copyOf(acrValues);
    requireNonNull(maxAge, "maxAge");
    for (String value : acrValues) {
      if (!ACR.matcher(value).matches()) {
        throw new IllegalArgumentException("'" + value + "' cannot stand in acr_values, which are separated by spaces and quoted");
      }
    }
    if (maxAge.filter(Duration::isNegative).isPresent()) {
      throw new IllegalArgumentException("maxAge is negative");
    }
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
    return maxAge.isEmpty() || caller.claims().get("auth_time") instanceof Number time && young(time.doubleValue(), now, skew);
  }

  /** In floating point, because the claim may be any number. A time in the future is no time at which anybody authenticated. */
  private boolean young(double authTime, Instant now, Duration skew) {
    double age = now.toEpochMilli() / 1000.0 - authTime;
    return age >= -skew.toSeconds() && age <= (double) maxAge.map(Duration::toSeconds).orElse(0L) + skew.toSeconds();
  }
}
