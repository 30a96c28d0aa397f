package io.asbru.local;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Things that wait under a random key until somebody comes back for them. Bounded: the oldest make room.
 *
 * @param <T> what waits
 */
final class Waiting<T> {

  private static final int CAPACITY = 1000;

  private record Entry<T>(T value, Instant expiresAt) {}

  private final Map<String, Entry<T>> entries = new LinkedHashMap<>();
  private final Duration patience;
  private final Clock clock;

  Waiting(Duration patience, Clock clock) {
    this.patience = patience;
    this.clock = clock;
  }

  /** Lets something wait and tells its key. */
  String add(T value) {
    String key = UUID.randomUUID().toString();
    put(key, value);
    return key;
  }

  synchronized void put(String key, T value) {
    entries.put(key, new Entry<>(value, clock.instant().plus(patience)));
    if (entries.size() > CAPACITY) {
      Iterator<String> oldest = entries.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  synchronized Optional<T> look(String key) {
    return Optional.ofNullable(entries.get(key)).filter(entry -> clock.instant().isBefore(entry.expiresAt()))
        .map(Entry::value);
  }

  /** Fetches something for good. */
  synchronized Optional<T> take(String key) {
    Optional<T> value = look(key);
    entries.remove(key);
    return value;
  }
}
