package io.asbru.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.asbru.session.EndedSessions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Ended sessions of this JVM alone, remembered longer than a session is likely to live, and bounded. */
final class EndedSessionsInMemory implements EndedSessions {

  private static final Duration REMEMBERED = Duration.ofDays(1);
  private static final int MOST = 100_000;

  private final Cache<Key, Instant> ended =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(REMEMBERED).executor(Runnable::run).build();

  private record Key(String provider, Kind kind, String key) {}

  @Override
  public void end(String provider, Kind kind, String key, Instant at) {
    ended.asMap().merge(new Key(provider, kind, key), at, (a, b) -> a.isAfter(b) ? a : b);
  }

  @Override
  public Optional<Instant> endedAt(String provider, Kind kind, String key) {
    return Optional.ofNullable(ended.getIfPresent(new Key(provider, kind, key)));
  }
}
