package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.client.TokenResponse;
import io.asbru.settings.ConfigurationException;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A token endpoint that knows its client by the certificate in TLS (RFC 8705). */
@Timeout(60)
class MutualTlsTest {

  @TempDir
  private static Path directory;
  private static Path client;
  private static Path trust;
  private static HttpsServer server;
  private static ExecutorService threads;
  /** Who was let in by its certificate, and what it sent. */
  private static final List<String> SEEN = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    Path keys = Keytool.keyPair(directory, "server");
    client = Keytool.keyPair(directory, "client");
    trust = Keytool.trust(directory, keys, "server");
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(store(keys), Keytool.PASSWORD.toCharArray());
    TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(store(Keytool.trust(directory, client, "client")));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context) {
      @Override
      public void configure(HttpsParameters parameters) {
        SSLParameters demand = getSSLContext().getDefaultSSLParameters();
        demand.setNeedClientAuth(true);
        parameters.setSSLParameters(demand);
      }
    });
    server.createContext("/", exchange -> {
      try (exchange) {
        SEEN.add(((X509Certificate) ((HttpsExchange) exchange).getSSLSession().getPeerCertificates()[0]).getSubjectX500Principal()
            + " " + exchange.getRequestURI() + " " + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] body = "{\"access_token\":\"at\",\"token_type\":\"Bearer\"}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
      }
    });
    threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @BeforeEach
  void forget() {
    SEEN.clear();
  }

  @Test
  void pkcs12_isPresentedAndNothingElseProvesTheClient() throws Exception {
    assertKnown(settings().set(Setting.CLIENT_CERTIFICATE, client.toString())
        .set(Setting.CLIENT_CERTIFICATE_PASSWORD, Keytool.PASSWORD));
  }

  @Test
  void pem_isPresented() throws Exception {
    assertKnown(settings().set(Setting.CLIENT_CERTIFICATE, pem().toString()));
  }

  @Test
  void clientWithoutItsCertificate_isNotLetIn() {
    Settings settings = settings().set(Setting.CLIENT_AUTHENTICATION, "none").build();
    try (AuthorizationServer asked = AuthorizationServer.of(settings, Clock.systemUTC())) {
      assertThatThrownBy(() -> asked.tokenEndpoint().clientCredentials(Set.of()))
          .isInstanceOf(AuthorizationServerUnavailableException.class);
    }
    assertThat(SEEN).isEmpty();
  }

  @Test
  void endpointsForCertificates_areTakenFromTheDiscoveryDocument() throws Exception {
    try (StubServer plain = new StubServer()) {
      plain.on("/.well-known/openid-configuration", 200, "{\"issuer\":\"" + plain.url() + "\",\"token_endpoint\":\"" + plain.url()
          + "/token\",\"revocation_endpoint\":\"" + plain.url() + "/revoke\",\"mtls_endpoint_aliases\":{\"token_endpoint\":\"" + url()
          + "/mtls/token\"}}");
      Settings settings = Settings.builder().set(Setting.ISSUER, plain.url()).set(Setting.CLIENT_ID, "me")
          .set(Setting.TRUST_STORE, trust.toString()).set(Setting.TRUST_STORE_PASSWORD, Keytool.PASSWORD)
          .set(Setting.CLIENT_AUTHENTICATION, "self_signed_tls_client_auth").set(Setting.CLIENT_CERTIFICATE, client.toString())
          .set(Setting.CLIENT_CERTIFICATE_PASSWORD, Keytool.PASSWORD).build();
      try (AuthorizationServer asked = AuthorizationServer.of(settings, Clock.systemUTC())) {
        assertThat(asked.tokenEndpoint().clientCredentials(Set.of())).isInstanceOf(TokenResponse.Granted.class);
        assertThat(asked.provider().metadata().endpoints().revocation()).hasValueSatisfying(
            uri -> assertThat(uri.toString()).as("has no alias").isEqualTo(plain.url() + "/revoke"));
      }
      assertThat(plain.requests("/token")).isEmpty();
      assertThat(SEEN).containsExactly("CN=client /mtls/token grant_type=client_credentials&client_id=me");
    }
  }

  @Test
  void otherClients_doNotUseTheEndpointsForCertificates() throws Exception {
    try (StubServer plain = new StubServer()) {
      plain.on("/.well-known/openid-configuration", 200, "{\"issuer\":\"" + plain.url() + "\",\"token_endpoint\":\"" + plain.url()
          + "/token\",\"mtls_endpoint_aliases\":{\"token_endpoint\":\"" + url() + "/mtls/token\"}}");
      Settings settings = Settings.builder().set(Setting.ISSUER, plain.url()).set(Setting.CLIENT_ID, "me").build();
      try (AuthorizationServer asked = AuthorizationServer.of(settings, Clock.systemUTC())) {
        assertThat(asked.provider().metadata().endpoints().token()).hasValueSatisfying(
            uri -> assertThat(uri.toString()).isEqualTo(plain.url() + "/token"));
      }
    }
  }

  @Test
  void fileThatHoldsNoCertificate_stopsTheStart() throws Exception {
    Path keyAlone = Files.writeString(directory.resolve("key-alone.pem"), ClientKeysTest.pem(key()));
    Path certificateAlone = Files.writeString(directory.resolve("certificate-alone.pem"), certificate());
    Path broken = Files.writeString(directory.resolve("broken.pem"), ClientKeysTest.pem(key()) + "-----BEGIN CERTIFICATE-----\nAAAA");
    for (Path file : List.of(keyAlone, certificateAlone, broken, trust, directory, directory.resolve("absent"),
        Keytool.keyPair(directory, "first", "second"))) {
      assertThatThrownBy(() -> settings().set(Setting.CLIENT_CERTIFICATE, file.toString())
          .set(Setting.CLIENT_CERTIFICATE_PASSWORD, Keytool.PASSWORD).build()).as(file.toString())
          .isInstanceOf(ConfigurationException.class).hasMessageContaining("client-certificate: cannot be used as the client's certificate");
    }
  }

  private static void assertKnown(Settings.Builder settings) throws Exception {
    try (AuthorizationServer asked = AuthorizationServer.of(settings.build(), Clock.systemUTC())) {
      assertThat(asked.tokenEndpoint().clientCredentials(Set.of())).isInstanceOf(TokenResponse.Granted.class);
    }
    assertThat(SEEN).containsExactly("CN=client /t/bestcarmart/oauth2/token grant_type=client_credentials&client_id=me");
  }

  private static Settings.Builder settings() {
    return Settings.builder().set(Setting.BASE_URL, url()).set(Setting.ROOT_ORGANIZATION, "bestcarmart").set(Setting.CLIENT_ID, "me")
        .set(Setting.TRUST_STORE, trust.toString()).set(Setting.TRUST_STORE_PASSWORD, Keytool.PASSWORD)
        .set(Setting.CLIENT_AUTHENTICATION, "tls_client_auth");
  }

  private static String url() {
    return "https://localhost:" + server.getAddress().getPort();
  }

  private static Path pem() throws Exception {
    return Files.writeString(directory.resolve("client.pem"), "A comment\n" + ClientKeysTest.pem(key()) + certificate());
  }

  private static PrivateKey key() throws Exception {
    return (PrivateKey) store(client).getKey("client", Keytool.PASSWORD.toCharArray());
  }

  private static String certificate() throws Exception {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(store(client).getCertificate("client").getEncoded()) + "\n-----END CERTIFICATE-----\n";
  }

  private static KeyStore store(Path file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, Keytool.PASSWORD.toCharArray());
    }
    return store;
  }
}
