package io.asbru.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.local.LocalOrganization;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS with a certificate that no public authority has signed, as self-hosted servers have it. */
@Timeout(60)
class TrustStoreTest {

  private static final String PASSWORD = "store-password";

  @TempDir
  private static Path directory;
  private static LocalOrganization organization;

  @BeforeAll
  static void start() throws Exception {
    keytool("-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "SAN=dns:localhost",
        "-keystore", file("server.p12"));
    keytool("-exportcert", "-alias", "server", "-keystore", file("server.p12"), "-file", file("server.crt"));
    for (String type : List.of("PKCS12", "JKS")) {
      keytool("-importcert", "-noprompt", "-alias", "server", "-file", file("server.crt"), "-storetype", type,
          "-keystore", file("trust." + type));
    }
    KeyStore keys = KeyStore.getInstance(Path.of(file("server.p12")).toFile(), PASSWORD.toCharArray());
    organization = LocalOrganization.builder().tls(keys, PASSWORD).start();
  }

  @AfterAll
  static void stop() {
    organization.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PKCS12", "JKS"})
  void certificateInTheTrustStore_isTrusted(String type) throws Exception {
    try (OrganizationClient client = OrganizationClient.of(settings(organization.baseUrl())
        .set(Setting.TRUST_STORE, file("trust." + type)).set(Setting.TRUST_STORE_PASSWORD, PASSWORD).build())) {
      assertThat(client.clientCredentials(Set.of())).isInstanceOf(TokenResponse.Granted.class);
    }
  }

  @Test
  void certificateOfNobody_isNotTrustedAndTheSettingIsNamed() {
    try (OrganizationClient client = OrganizationClient.of(settings(organization.baseUrl()).build())) {
      assertThatThrownBy(() -> client.clientCredentials(Set.of())).isInstanceOf(AuthorizationServerUnavailableException.class)
          .hasMessageContaining("no secure connection").hasMessageContaining("trust-store");
    }
  }

  @Test
  void certificateForAnotherHost_isNotTrusted() {
    URI other = URI.create(organization.baseUrl().toString().replace("localhost", "127.0.0.1"));
    try (OrganizationClient client = OrganizationClient.of(settings(other)
        .set(Setting.TRUST_STORE, file("trust.PKCS12")).set(Setting.TRUST_STORE_PASSWORD, PASSWORD).build())) {
      assertThatThrownBy(() -> client.clientCredentials(Set.of())).isInstanceOf(AuthorizationServerUnavailableException.class)
          .hasMessageContaining("no secure connection");
    }
  }

  @Test
  void storeOfKeysAlone_isNoTrustStore() {
    assertThatThrownBy(() -> settings(organization.baseUrl()).set(Setting.TRUST_STORE, file("server.p12"))
        .set(Setting.TRUST_STORE_PASSWORD, PASSWORD).build()).hasMessageContaining("no trusted certificate is in it");
  }

  private static Settings.Builder settings(URI baseUrl) {
    return Settings.builder()
        .set(Setting.BASE_URL, baseUrl.toString())
        .set(Setting.ROOT_ORGANIZATION, "bestcarmart")
        .set(Setting.ORGANIZATION_ID, "7e98b86f-63c7-41a1-8c56-c909a21a2615")
        .set(Setting.CLIENT_ID, "sample_application_client_id")
        .set(Setting.CLIENT_SECRET, "sample_application_client_secret");
  }

  private static String file(String name) {
    return directory.resolve(name).toString();
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    Path log = Files.createTempFile(directory, "keytool", ".log");
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storepass", PASSWORD));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }
}
