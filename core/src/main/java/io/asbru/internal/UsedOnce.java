package io.asbru.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** What counts once, each remembered until it would not count anyway. Bounded. */
final class UsedOnce {

  private static final int MOST = 100_000;

  private final Cache<String, Instant> used;

  UsedOnce(Clock clock) {
    used = Caffeine.newBuilder()
        .maximumSize(MOST)
        .executor(Runnable::run)
        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
        .expireAfter(Expiry.<String, Instant>creating((key, until) -> Duration.between(clock.instant(), until)))
        .build();
  }

  /** Uses it up: true for one of all who ask. */
  boolean first(String key, Instant until) {
    return used.asMap().putIfAbsent(key, until) == null;
  }

  boolean contains(String key) {
    return used.getIfPresent(key) != null;
  }
}
