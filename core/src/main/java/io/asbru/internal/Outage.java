package io.asbru.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether something has stopped working, for those who log it: they say it at the beginning and at the end, and not for each request in
 * between. What comes and goes all the time is said once a minute at the most.
 */
final class Outage {

  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final Clock clock;
  private volatile @Nullable Instant since;
  private @Nullable Instant lastTold;

  Outage(Clock clock) {
    this.clock = clock;
  }

  /** Whether its beginning has to be told now. */
  boolean begins() {
    if (since != null) {
      return false;
    }
    synchronized (this) {
      Instant now = clock.instant();
      if (since != null || lastTold != null && !now.isBefore(lastTold) && now.isBefore(lastTold.plus(INTERVAL))) {
        return false;
      }
      since = now;
      lastTold = now;
      return true;
    }
  }

  /** How long it lasted, if its beginning was told and its end has to be. */
  Optional<Duration> ends() {
    if (since == null) {
      return Optional.empty();
    }
    synchronized (this) {
      Instant begin = since;
      since = null;
      return Optional.ofNullable(begin).map(told -> Duration.between(told, clock.instant()));
    }
  }
}
