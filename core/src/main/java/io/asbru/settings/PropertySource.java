package io.asbru.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where settings come from: init-params, a map, a builder. */
public interface PropertySource {

  /** The raw value of this key. */
  Optional<String> get(String key);

  /**
   * The keys that this source is meant to hold for the library alone, so that a misspelt one can be told. Sources shared
   * with others return the empty set.
   */
  Set<String> keys();

  /** Says where a key is written, for messages: {@code init-param client-id}. */
  default String describe(String key) {
    return key;
  }

  /** A source over these values. */
  static PropertySource of(Map<String, String> values) {
    Map<String, String> copy = new LinkedHashMap<>(values);
    return new PropertySource() {
      @Override
      public Optional<String> get(String key) {
        return Optional.ofNullable(copy.get(key));
      }

      @Override
      public Set<String> keys() {
        return copy.keySet();
      }
    };
  }
}
