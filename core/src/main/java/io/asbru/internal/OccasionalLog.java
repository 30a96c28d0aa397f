package io.asbru.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Logs each kind of event at most once a minute, so that nobody can fill the log by sending bad requests. */
final class OccasionalLog {

  private static final long INTERVAL = Duration.ofMinutes(1).toMillis();
  private static final int MOST_CHARACTERS = 200;

  private final Clock clock;
  private final Map<String, Long> last = new ConcurrentHashMap<>();

  OccasionalLog(Clock clock) {
    this.clock = clock;
  }

  /** Logs a warning, unless one of this kind was logged within the last minute. {@code kind} is a constant. */
  void warn(Logger logger, String kind, Supplier<String> message) {
    long now = clock.millis();
    Long before = last.get(kind);
    if (before != null && now - before < INTERVAL) {
      return;
    }
    boolean mine = before == null ? last.putIfAbsent(kind, now) == null : last.replace(kind, before, now);
    if (mine) {
      logger.log(Level.WARNING, message);
    }
  }

  /** Remote text as one short line. */
  static String plain(String remote) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < remote.length() && i < MOST_CHARACTERS; i++) {
      char c = remote.charAt(i);
      plain.append(c < 0x20 || c > 0x7e ? '?' : c);
    }
    return plain.toString();
  }
}
