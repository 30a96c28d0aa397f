package io.asbru.settings;

import io.asbru.Secret;
import io.asbru.settings.ConfigurationException.Fault;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How the authorization server is reached.
 *
 * @param connectTimeout how long connecting may take
 * @param requestTimeout how long a request may take, body included
 * @param maxResponseSize bytes of a response that are read at the most
 * @param maxConcurrentRequests requests to one endpoint under way at once
 * @param circuitBreakerFailures failures in a row after which an endpoint is not asked for a while
 * @param circuitBreakerDelay how long it is not asked then
 * @param keySetMinInterval least time between two fetches of the key set for an unknown key
 * @param trustStore certificates trusted; absent for the JVM's
 * @param trustStorePassword its password
 * @param allowInsecureHttp whether secrets may travel over http to other machines
 */
public record HttpSettings(
    Duration connectTimeout,
    Duration requestTimeout,
    int maxResponseSize,
    int maxConcurrentRequests,
    int circuitBreakerFailures,
    Duration circuitBreakerDelay,
    Duration keySetMinInterval,
    Optional<Path> trustStore,
    Optional<Secret> trustStorePassword,
    boolean allowInsecureHttp) {

  private static final String REMEDY = "Name a PKCS#12 or JKS file with certificates that the server's user may read, and its "
      + Setting.TRUST_STORE_PASSWORD.key() + ".";

  static HttpSettings read(SettingsReader reader) {
    HttpSettings settings = new HttpSettings(
        positive(reader, Setting.CONNECT_TIMEOUT),
        positive(reader, Setting.REQUEST_TIMEOUT),
        reader.number(Setting.MAX_RESPONSE_SIZE, 1024, 100 * 1024 * 1024),
        reader.number(Setting.MAX_CONCURRENT_REQUESTS, 1, 10_000),
        reader.number(Setting.CIRCUIT_BREAKER_FAILURES, 1, 1_000_000),
        positive(reader, Setting.CIRCUIT_BREAKER_DELAY),
        reader.duration(Setting.KEY_SET_MIN_INTERVAL),
        trustStore(reader),
        reader.secret(Setting.TRUST_STORE_PASSWORD),
        reader.flag(Setting.ALLOW_INSECURE_HTTP));
    settings.reportUnreadableTrustStore(reader);
    return settings;
  }

  /**
   * The TLS context for connections to the authorization server: it trusts what the trust store holds, or what the JVM does.
   *
   * @throws ConfigurationException if the trust store, which was good when the settings were read, is not any more
   */
  public SSLContext sslContext() {
    try {
      return trustStore.isPresent() ? TrustStore.context(trustStore.get(), trustStorePassword) : SSLContext.getDefault();
    } catch (IOException | GeneralSecurityException e) {
      throw new ConfigurationException(List.of(new Fault(Setting.TRUST_STORE.key(), unreadable(e), REMEDY)));
    }
  }

  private void reportUnreadableTrustStore(SettingsReader reader) {
    if (trustStore.isEmpty()) {
      return;
    }
    try {
      TrustStore.context(trustStore.get(), trustStorePassword);
    } catch (IOException | GeneralSecurityException e) {
      reader.fault(Setting.TRUST_STORE, unreadable(e), REMEDY);
    }
  }

  private static String unreadable(Exception cause) {
    return "cannot be used as a trust store (" + cause.getClass().getSimpleName()
        + (cause.getMessage() == null ? "" : ": " + cause.getMessage()) + ").";
  }

  private static Optional<Path> trustStore(SettingsReader reader) {
    try {
      return reader.text(Setting.TRUST_STORE).map(Path::of);
    } catch (InvalidPathException e) {
      reader.fault(Setting.TRUST_STORE, "is not a path.", REMEDY);
      return Optional.empty();
    }
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
