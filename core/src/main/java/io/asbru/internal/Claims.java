package io.asbru.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Claims of a token or an introspection response, read by type: a claim of another type than the specification gives it is a fault,
 * not an absent claim.
 */
record Claims(Map<String, Object> all) {

  /** The end of the year 9999, in seconds: every calendar, database and {@code long} of milliseconds can hold it. */
  private static final double LATEST = 253_402_300_799d;
  /** A hundred years, in seconds. */
  private static final double LONGEST = 3_153_600_000d;

  /** A string; one that is blank counts as absent. */
  Optional<String> text(String name) throws InvalidTokenException {
    Object value = all.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      return Optional.of(text).filter(given -> !given.isBlank());
    }
    throw new InvalidTokenException(name + " is not a string");
  }

  /** A string that has to be there. */
  String required(String name) throws InvalidTokenException {
    return text(name).orElseThrow(() -> new InvalidTokenException(name + " is missing"));
  }

  /**
   * A time in seconds since 1970, whole or decimal (RFC 7519, section 2, NumericDate). One before 1970 reads as 1970, one after the year 9999
   * as that.
   */
  Optional<Instant> time(String name) throws InvalidTokenException {
    Object value = all.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof Number number) || Double.isNaN(number.doubleValue())) {
      throw new InvalidTokenException(name + " is not a number");
    }
    double seconds = Math.max(0, Math.min(LATEST, number.doubleValue()));
    return Optional.of(Instant.ofEpochMilli((long) (seconds * 1000)));
  }

  /**
   * A number of seconds, not negative and cut to a hundred years: {@code expires_in}. RFC 6749 has it a number; a number in quotes is a fault
   * like any other.
   */
  Optional<Duration> seconds(String name) throws InvalidTokenException {
    Object value = all.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof Number number) || !(number.doubleValue() >= 0)) {
      throw new InvalidTokenException(name + " is not a number of seconds");
    }
    return Optional.of(Duration.ofSeconds((long) Math.min(number.doubleValue(), LONGEST)));
  }

  /** A string, or an array of strings: {@code aud}, roles, groups. <strong>A single string is one value</strong>. */
  Set<String> texts(String name) throws InvalidTokenException {
    Object value = all.get(name);
    if (value == null) {
      return Set.of();
    }
    return Collections.unmodifiableSet(new LinkedHashSet<>(texts(name, value)));
  }

  /** Scopes: a string of them separated by spaces (RFC 6749, section 3.3), or an array, as some providers send. */
  Optional<Set<String>> scope() throws InvalidTokenException {
    Object value = all.get("scope");
    if (value == null) {
      return Optional.empty();
    }
    Set<String> scopes = new LinkedHashSet<>();
    for (String text : texts("scope", value)) {
      for (String word : text.split("\\s+")) {
        if (!word.isEmpty()) {
          scopes.add(word);
        }
      }
    }
    return Optional.of(Collections.unmodifiableSet(scopes));
  }

  private static List<String> texts(String name, Object value) throws InvalidTokenException {
    if (value instanceof String text) {
      return List.of(text);
    }
    if (!(value instanceof List<?> list)) {
      throw new InvalidTokenException(name + " is neither a string nor an array of strings");
    }
    List<String> texts = new ArrayList<>(list.size());
    for (Object element : list) {
      if (!(element instanceof String text)) {
        throw new InvalidTokenException(name + " is neither a string nor an array of strings");
      }
      texts.add(text);
    }
    return texts;
  }
}
