package io.asbru.servlet;

import io.asbru.settings.ConfigurationException;
import io.asbru.settings.ConfigurationException.Fault;
import io.asbru.settings.PropertySource;
import io.asbru.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Settings as they were declared; where there is none, from the file that {@code settings-file} among them names. */
final class SettingsFile implements PropertySource {

  private final PropertySource declared;
  private final PropertySource file;

  private SettingsFile(PropertySource declared, PropertySource file) {
    this.declared = declared;
    this.file = file;
  }

  /**
   * These settings and those of the file that they name.
   *
   * @throws ConfigurationException if the file cannot be read
   */
  static PropertySource below(PropertySource declared) {
    String key = FilterSetting.SETTINGS_FILE.key();
    Optional<String> written = declared.get(key).filter(value -> !value.isBlank());
    if (written.isEmpty()) {
      return declared;
    }
    SettingsReader reader = new SettingsReader(PropertySource.of(Map.of(key, written.get())));
    Optional<String> path = reader.text(FilterSetting.SETTINGS_FILE);
    reader.throwIfFaulty();
    if (path.isEmpty()) {
      return declared;
    }
    try {
      return new SettingsFile(declared, PropertySource.load(Path.of(path.get())));
    } catch (IOException | InvalidPathException e) {
      throw new ConfigurationException(List.of(new Fault(declared.describe(key),
          "the file cannot be read (" + e.getClass().getSimpleName() + ").",
          "Name a properties file that the server's user may read, as onboard writes it.")));
    }
  }

  @Override
  public Optional<String> get(String key) {
    return declared.get(key).or(() -> file.get(key));
  }

  @Override
  public Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>(declared.keys());
    keys.addAll(file.keys());
    return keys;
  }

  @Override
  public String describe(String key) {
    return declared.get(key).isEmpty() && file.get(key).isPresent() ? "settings-file, " + key : declared.describe(key);
  }
}
