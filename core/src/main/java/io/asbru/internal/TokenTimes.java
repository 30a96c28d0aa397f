package io.asbru.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Checks the times in a token (RFC 7519, section 4.1), with some leniency because two clocks never agree.
 *
 * @param clock this machine's clock
 * @param skew by how much the provider's clock may differ
 */
record TokenTimes(Clock clock, Duration skew) {

  /** {@code exp} is there and has not passed. */
  Instant requireUnexpired(Claims claims) throws InvalidTokenException {
    Instant expiry = claims.time("exp").orElseThrow(() -> new InvalidTokenException("exp is missing"));
    if (!clock.instant().minus(skew).isBefore(expiry)) {
      throw new InvalidTokenException("it has expired");
    }
    return expiry;
  }

  /** {@code iat} is there and does not lie in the future. */
  Instant requireIssued(Claims claims) throws InvalidTokenException {
    Instant issued = claims.time("iat").orElseThrow(() -> new InvalidTokenException("iat is missing"));
    if (issued.isAfter(clock.instant().plus(skew))) {
      throw new InvalidTokenException("it was issued in the future; compare the clocks");
    }
    return issued;
  }

  /** {@code nbf} has been reached, if there is one. */
  void refuseEarly(Claims claims) throws InvalidTokenException {
    if (claims.time("nbf").filter(begin -> begin.isAfter(clock.instant().plus(skew))).isPresent()) {
      throw new InvalidTokenException("it is not valid yet; compare the clocks");
    }
  }
}
