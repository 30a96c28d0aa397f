package io.asbru.sample;

import java.time.Duration;
import java.time.Instant;

/** How long it is until a point in time, as people say it. */
final class Remaining {

  private Remaining() {}

  static String until(Instant end, Instant now) {
    Duration left = Duration.between(now, end);
    if (left.isNegative() || left.isZero()) {
      return "expired";
    }
    if (left.toMinutes() == 0) {
      return "in less than a minute";
    }
    if (left.toHours() == 0) {
      return "in " + count(left.toMinutes(), "minute");
    }
    if (left.toDays() == 0) {
      return "in " + count(left.toHours(), "hour")
          + (left.toMinutesPart() == 0 ? "" : " and " + count(left.toMinutesPart(), "minute"));
    }
    return "in " + count(left.toDays(), "day");
  }

  private static String count(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }
}
