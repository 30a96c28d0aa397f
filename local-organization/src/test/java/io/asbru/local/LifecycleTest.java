package io.asbru.local;

import static io.asbru.local.Wire.SAMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting, stopping, several at once, ports in use, https, and the program. */
class LifecycleTest {

  @Test
  void default_isTheDemoOnAFreeLoopbackPort() {
    try (LocalOrganization local = LocalOrganization.builder().start()) {
      assertThat(local.baseUrl()).isEqualTo(URI.create("http://localhost:" + local.port()));
      assertThat(local.root().handle()).isEqualTo("bestcarmart");
      assertThat(local.organization("best-car-mart-east")).isSameAs(local.organization(Wire.EAST));
      assertThat(local.organizations()).hasSize(2);
      assertThatThrownBy(() -> local.organization("nowhere")).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void manyRunAtOnce_eachWithItsOwnState() {
    List<LocalOrganization> all = new ArrayList<>();
    try {
      for (int i = 0; i < 10; i++) {
        all.add(LocalOrganization.builder().start());
      }
      String token = wire(all.get(0)).password(SAMPLE, "Charlie", "openid").text("access_token");
      assertThat(wire(all.get(0)).active(SAMPLE, token)).isTrue();
      assertThat(all.subList(1, 10)).noneMatch(other -> wire(other).active(SAMPLE, token));
    } finally {
      all.forEach(LocalOrganization::close);
    }
  }

  @Test
  void close_freesThePort() {
    LocalOrganization first = LocalOrganization.builder().start();
    first.close();

    LocalOrganization.builder().port(first.port()).start().close();
  }

  @Test
  void threads_areDaemonsAndEndWithTheLast() throws InterruptedException {
    LocalOrganization local = LocalOrganization.builder().start();
    wire(local).password(SAMPLE, "Charlie", "openid");
    List<Thread> threads = Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("local-organization")).toList();
    local.close();

    assertThat(threads).isNotEmpty().allMatch(Thread::isDaemon);
    for (Thread thread : threads) {
      thread.join(10_000);
      assertThat(thread.isAlive()).isFalse();
    }
  }

  @Test
  void stop_refusesConnections_andRestartGoesOnWithTheSameState() {
    try (LocalOrganization local = LocalOrganization.builder().start()) {
      String token = wire(local).password(SAMPLE, "Charlie", "openid").text("access_token");
      local.stop();
      assertThatThrownBy(() -> wire(local).active(SAMPLE, token)).isInstanceOf(UncheckedIOException.class)
          .hasCauseInstanceOf(ConnectException.class);

      local.restart();
      assertThat(wire(local).active(SAMPLE, token)).isTrue();
    }
  }

  @Test
  void portInUse_isAnUncheckedIoExceptionThatNamesIt() {
    try (LocalOrganization local = LocalOrganization.builder().start()) {
      assertThatThrownBy(() -> LocalOrganization.builder().port(local.port()).start())
          .isInstanceOf(UncheckedIOException.class).hasMessageContaining("localhost:" + local.port());
    }
  }

  @Test
  void badDefinition_leavesNothingListening() {
    OrganizationDefinition bad = OrganizationDefinition.builder("bad")
        .application(Application.builder("a").grants("organization_switch").build()).build();
    Definition definition =
        Definition.builder(OrganizationDefinition.builder("root").build()).organization(bad).build();

    assertThatThrownBy(() -> LocalOrganization.builder().definition(definition).start())
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("may only use the grants");
  }

  @Test
  void host_isThatOfTheBaseUrl() {
    try (LocalOrganization local = LocalOrganization.builder().host("127.0.0.1").start()) {
      assertThat(local.baseUrl().getHost()).isEqualTo("127.0.0.1");
      assertThat(wire(local).token(SAMPLE).status()).isEqualTo(400);
    }
  }

  @Test
  void https_isSpokenWithAGivenKey(@TempDir Path directory) throws Exception {
    KeyStore keyStore = selfSigned(directory);
    try (LocalOrganization local = LocalOrganization.builder().tls(keyStore, "changeit").start()) {
      assertThat(local.baseUrl().getScheme()).isEqualTo("https");
      HttpClient client = HttpClient.newBuilder().sslContext(trusting(keyStore)).build();
      HttpRequest request = HttpRequest.newBuilder(URI.create(local.url(local.root()) + "/oauth2/jwks")).build();
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);

      local.inject(Fault.reset(), Endpoint.JWKS);
      assertThatThrownBy(() -> client.send(request, HttpResponse.BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void programOnAPortInUse_saysSoInOneLineAndGivesExitCode1() {
    try (LocalOrganization local = LocalOrganization.builder().start()) {
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      int code = CommandLine.run(new String[] {"--port", Integer.toString(local.port())}, out(),
          new PrintStream(err, true));

      assertThat(code).isEqualTo(1);
      assertThat(err.toString()).hasLineCount(1).contains("localhost:" + local.port(), "--port");
    }
  }

  @Test
  void programWithWrongOptions_saysSoAndGivesExitCode2(@TempDir Path directory) throws IOException {
    Path bad = Files.writeString(directory.resolve("bad.yaml"), "root: {}");

    assertThat(error("--prot", "1")).contains("--prot");
    assertThat(error("--port")).contains("--port");
    assertThat(error("--port", "x")).contains("x is no port");
    assertThat(error("--definition", bad.toString())).contains("bad.yaml.root: the key 'handle' is missing");
  }

  @Test
  void programWithoutItsFile_saysSo(@TempDir Path directory) {
    assertThat(error("--definition", directory.resolve("none.yaml").toString())).contains("There is no file");
  }

  @Test
  void program_tellsItsOptions() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    assertThat(CommandLine.run(new String[] {"--help"}, new PrintStream(out, true), out())).isZero();
    assertThat(out.toString()).contains("--port", "--host", "--definition");
  }

  private static String error(String... args) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertThat(CommandLine.run(args, out(), new PrintStream(err, true))).isNotZero();
    assertThat(err.toString()).hasLineCount(1);
    return err.toString();
  }

  private static PrintStream out() {
    return new PrintStream(new ByteArrayOutputStream(), true);
  }

  private static Wire wire(LocalOrganization local) {
    return new Wire(local, Wire.EAST);
  }

  private static KeyStore selfSigned(Path directory) throws Exception {
    Path file = directory.resolve("key.p12");
    Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair", "-alias", "local", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost",
        "-storepass", "changeit", "-keystore", file.toString()).redirectErrorStream(true).start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
  }

  private static SSLContext trusting(KeyStore keyStore) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("local", keyStore.getCertificate("local"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
