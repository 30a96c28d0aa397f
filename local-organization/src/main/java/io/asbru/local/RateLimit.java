package io.asbru.local;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts the requests of each address to each group of endpoints, anew in every minute.
 *
 * <p>Safe for use by several threads.
 */
final class RateLimit {

  static final int REQUESTS_PER_MINUTE = 200;
  private static final int MOST_ADDRESSES = 10_000;

  private final boolean on;
  private final Clock clock;
  private final Map<Group, Integer> counted = new HashMap<>();
  private long minute;

  private record Group(String address, Endpoint endpoint) {}

  RateLimit(boolean on, Clock clock) {
    this.on = on;
    this.clock = clock;
  }

  /** Counts a request, unless there were too many. */
  synchronized void count(String address, Endpoint endpoint) throws ManagementRefusal {
    if (!on) {
      return;
    }
    long now = Math.floorDiv(clock.instant().getEpochSecond(), 60L);
    if (now != minute || counted.size() == MOST_ADDRESSES) {
      counted.clear();
      minute = now;
    }
    Group group = new Group(address, endpoint);
    int before = counted.getOrDefault(group, 0);
    if (before == REQUESTS_PER_MINUTE) {
      throw ManagementRefusal.tooManyRequests();
    }
    counted.put(group, before + 1);
  }
}
