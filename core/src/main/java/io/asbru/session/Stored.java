package io.asbru.session;

import io.asbru.Secret;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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
    } catch (ClassCastException | IllegalArgumentException | NullPointerException | DateTimeException e) {
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
    Set<String> copy = new HashSet<>();
    for (Object text : present(name, Collection.class)) {
      copy.add((String) text);
    }
    return Set.copyOf(copy);
  }

  Map<String, Object> object(String name) {
    Map<String, Object> copy = new HashMap<>();
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) present(name, Map.class)).entrySet()) {
      copy.put((String) entry.getKey(), entry.getValue());
    }
    return Map.copyOf(copy);
  }

  private <T> T present(String name, Class<T> type) {
    return Optional.ofNullable(map.get(name)).map(type::cast).orElseThrow(IllegalArgumentException::new);
  }
}
