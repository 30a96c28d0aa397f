package io.asbru.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.asbru.session.EndedSessions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Ended sessions of this JVM alone, remembered as long as a sign-in can last, and bounded. */
final class EndedSessionsInMemory implements EndedSessions {

  private static final int MOST = 100_000;

  private final Cache<Key, Instant> ended;

  private record Key(String provider, Kind kind, String key) {}

  EndedSessionsInMemory(Duration lifetime, Clock clock) {
    ended = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(lifetime.plusMinutes(1)).executor(Runnable::run)
        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis())).build();
  }

  @Override
  public void end(String provider, Kind kind, String key, Instant at) {
    ended.asMap().merge(new Key(provider, kind, key), at, (a, b) -> a.isAfter(b) ? a : b);
  }

  @Override
  public Optional<Instant> endedAt(String provider, Kind kind, String key) {
    return Optional.ofNullable(ended.getIfPresent(new Key(provider, kind, key)));
  }
}
