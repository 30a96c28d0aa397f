package io.asbru.settings;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
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

  /**
   * The settings in a file: the bare keys, as {@code client-id = …}, in the format of {@link Properties} and UTF-8.
   *
   * @throws IOException if the file cannot be read
   */
  static PropertySource load(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " is no properties file: " + e.getMessage(), e);
    }
    Map<String, String> values = new LinkedHashMap<>();
    properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
    return of(values);
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
