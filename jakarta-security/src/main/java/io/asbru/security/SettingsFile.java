package io.asbru.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.asbru.settings.PropertySource;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** Settings from {@code META-INF/asbru.properties} on the application's class path: the bare keys, UTF-8. */
final class SettingsFile implements PropertySource {

  static final String NAME = "META-INF/asbru.properties";

  private final Properties properties;

  private SettingsFile(Properties properties) {
    this.properties = properties;
  }

  /** The application's file; empty if it has none. */
  static Optional<SettingsFile> find(ClassLoader loader) {
    URL url = loader.getResource(NAME);
    if (url == null) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (InputStream in = url.openStream(); Reader reader = new InputStreamReader(in, UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(NAME + " cannot be read", e);
    }
    return Optional.of(new SettingsFile(properties));
  }

  @Override
  public Optional<String> get(String key) {
    return Optional.ofNullable(properties.getProperty(key));
  }

  @Override
  public Set<String> keys() {
    return properties.stringPropertyNames();
  }

  @Override
  public String describe(String key) {
    return NAME + ", " + key;
  }
}
