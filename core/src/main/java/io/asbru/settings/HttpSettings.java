package io.asbru.settings;

import io.asbru.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the authorization server is reached.
 *
 * @param connectTimeout how long connecting may take
 * @param requestTimeout how long a request may take, body included
 * @param maxResponseSize bytes of a response that are read at the most
 * @param keySetMinInterval least time between two fetches of the key set for an unknown key
 * @param trustStore certificates trusted; absent for the JVM's
 * @param trustStorePassword its password
 */
public record HttpSettings(
    Duration connectTimeout,
    Duration requestTimeout,
    int maxResponseSize,
    Duration keySetMinInterval,
    Optional<Path> trustStore,
    Optional<Secret> trustStorePassword) {

  static HttpSettings read(SettingsReader reader) {
    return new HttpSettings(
        positive(reader, Setting.CONNECT_TIMEOUT),
        positive(reader, Setting.REQUEST_TIMEOUT),
        reader.number(Setting.MAX_RESPONSE_SIZE, 1024, 100 * 1024 * 1024),
        reader.duration(Setting.KEY_SET_MIN_INTERVAL),
        reader.text(Setting.TRUST_STORE).map(Path::of),
        reader.secret(Setting.TRUST_STORE_PASSWORD));
  }

  private static Duration positive(SettingsReader reader, SettingKey key) {
    Duration duration = reader.duration(key);
    if (duration.isZero()) {
      reader.fault(key, "must be longer than zero.", "Write for example " + key.defaultValue() + ".");
      return Duration.ofSeconds(5);
    }
    return duration;
  }
}
