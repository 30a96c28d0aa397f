package io.asbru.session;

import io.asbru.Secret;
import java.io.Serializable;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Session content as types of the JDK alone: {@code Object[] {version, map}}. No class of the library is serialized, so that an upgrade
 * cannot make a replicated session unreadable; and an array's {@code toString()} does not show tokens.
 */
final class Stored {

  private final Map<?, ?> map;

  private Stored(Map<?, ?> map) {
    this.map = map;
  }

  static Serializable of(int version, Map<String, Object> content) {
    return new Object[] {version, new HashMap<>(content)};
  }

  static <T> Optional<T> read(int version, @Nullable Object stored, Function<Stored, T> make) {
    if (!(stored instanceof Object[] pair) || pair.length != 2 || !Integer.valueOf(version).equals(pair[0])
        || !(pair[1] instanceof Map<?, ?> map)) {
      return Optional.empty();
    }
    try {
      return Optional.of(make.apply(new Stored(map)));
    } catch (ClassCastException | IllegalArgumentException | NullPointerException e) {
      return Optional.empty();
    }
  }

  String text(String name) {
    return optionalText(name).orElseThrow(IllegalArgumentException::new);
  }

  Optional<String> optionalText(String name) {
    return Optional.ofNullable((String) map.get(name));
  }

  Secret secret(String name) {
    return Secret.of(text(name));
  }

  Optional<Secret> optionalSecret(String name) {
    return optionalText(name).map(Secret::of);
  }

  Instant instant(String name) {
    return optionalInstant(name).orElseThrow(IllegalArgumentException::new);
  }

  Optional<Instant> optionalInstant(String name) {
    return Optional.ofNullable((Long) map.get(name)).map(Instant::ofEpochMilli);
  }

  Set<String> texts(String name) {
    return ((Collection<?>) map.get(name)).stream().map(String.class::cast).collect(Collectors.toUnmodifiableSet());
  }

  Map<String, Object> object(String name) {
    return ((Map<?, ?>) map.get(name)).entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(entry -> (String) entry.getKey(), Map.Entry::getValue));
  }
}
