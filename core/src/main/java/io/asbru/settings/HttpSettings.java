package io.asbru.settings;

import io.asbru.Secret;
import io.asbru.settings.ConfigurationException.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * How the authorization server is reached.
 *
 * @param connectTimeout how long connecting may take
 * @param requestTimeout how long a request may take, body included
 * @param maxResponseSize bytes of a response that are read at the most
 * @param maxConcurrentRequests requests to one endpoint under way at once; a provider has twice as many for all endpoints of all organizations
 * @param circuitBreakerFailures failures in a row after which an endpoint is not asked for a while
 * @param circuitBreakerDelay how long it is not asked then
 * @param keySetMinInterval least time between two fetches of the key set for an unknown key
 * @param trustStore certificates trusted; absent for the JVM's
 * @param trustStorePassword its password
 * @param clientCertificate the client's certificate and private key for TLS; absent for none
 * @param clientCertificatePassword its password
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
    Optional<Path> clientCertificate,
    Optional<Secret> clientCertificatePassword,
    boolean allowInsecureHttp) {

  private static final String REMEDY = "Name a PKCS#12 or JKS file with certificates that the server's user may read, and its "
      + Setting.TRUST_STORE_PASSWORD.key() + ".";

  private static final String CERTIFICATE_REMEDY = "Name a PKCS#12, JKS or PEM file with one certificate and its private key, that the "
      + "server's user may read, and its " + Setting.CLIENT_CERTIFICATE_PASSWORD.key() + ".";

  static HttpSettings read(SettingsReader reader) {
    HttpSettings settings = new HttpSettings(
        positive(reader, Setting.CONNECT_TIMEOUT),
        positive(reader, Setting.REQUEST_TIMEOUT),
        reader.number(Setting.MAX_RESPONSE_SIZE, 1024, 100 * 1024 * 1024),
        reader.number(Setting.MAX_CONCURRENT_REQUESTS, 1, 10_000),
        reader.number(Setting.CIRCUIT_BREAKER_FAILURES, 1, 1_000_000),
        positive(reader, Setting.CIRCUIT_BREAKER_DELAY),
        reader.duration(Setting.KEY_SET_MIN_INTERVAL),
        PrivateKeyFile.path(reader, Setting.TRUST_STORE, REMEDY),
        reader.secret(Setting.TRUST_STORE_PASSWORD),
        PrivateKeyFile.path(reader, Setting.CLIENT_CERTIFICATE, CERTIFICATE_REMEDY),
        reader.secret(Setting.CLIENT_CERTIFICATE_PASSWORD),
        reader.flag(Setting.ALLOW_INSECURE_HTTP));
    settings.trustManagers(fault -> reader.fault(Setting.TRUST_STORE, fault.problem(), fault.remedy()));
    settings.keyManagers(fault -> reader.fault(Setting.CLIENT_CERTIFICATE, fault.problem(), fault.remedy()));
    return settings;
  }

  /**
   * The TLS context for connections to the authorization server: it trusts what the trust store holds, or what the JVM does, and presents
   * the client's certificate to a server that asks for one.
   *
   * @throws ConfigurationException if a file, which was good when the settings were read, is not any more
   */
  public SSLContext sslContext() {
    Consumer<Fault> fatal = fault -> {
      throw new ConfigurationException(List.of(fault));
    };
    try {
      if (trustStore.isEmpty() && clientCertificate.isEmpty()) {
        return SSLContext.getDefault();
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers(fatal), trustManagers(fatal), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no TLS", e);
    }
  }

  private TrustManager @Nullable [] trustManagers(Consumer<Fault> faults) {
    try {
      return trustStore.isPresent() ? TrustStore.read(trustStore.get(), trustStorePassword) : null;
    } catch (IOException | GeneralSecurityException e) {
      faults.accept(new Fault(Setting.TRUST_STORE.key(), unusable("cannot be used as a trust store", e), REMEDY));
      return null;
    }
  }

  private KeyManager @Nullable [] keyManagers(Consumer<Fault> faults) {
    try {
      return clientCertificate.isPresent() ? ClientCertificate.read(clientCertificate.get(), clientCertificatePassword) : null;
    } catch (IOException | GeneralSecurityException e) {
      String problem = unusable("cannot be used as the client's certificate", e);
      faults.accept(new Fault(Setting.CLIENT_CERTIFICATE.key(), problem, CERTIFICATE_REMEDY));
      return null;
    }
  }

  private static String unusable(String what, Exception cause) {
    return what + " (" + cause.getClass().getSimpleName()
        + (cause.getMessage() == null ? "" : ": " + cause.getMessage()) + ").";
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
