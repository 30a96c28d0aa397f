package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.organization.Endpoints;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderTest {

  private static final String DOCUMENT = "/.well-known/openid-configuration";
  private static final String ORGANIZATION = "7e98b86f-63c7-41a1-8c56-c909a21a2615";
  private static final String ORGANIZATION_DOCUMENT = "/t/bestcarmart/o/" + ORGANIZATION + "/oauth2/token" + DOCUMENT;

  private final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final StubServer server = new StubServer();
  private AuthorizationServer authorizationServer = generalProvider("");

  @AfterEach
  void close() {
    authorizationServer.close();
    server.close();
  }

  @Test
  void organization_isKnownWithoutAsking() throws Exception {
    ProviderMetadata metadata = organization().metadata();
    assertThat(metadata.endpoints().token()).contains(at("/t/bestcarmart/o/" + ORGANIZATION + "/oauth2/token"));
    assertThat(metadata.issuers()).containsExactlyInAnyOrder(
        server.url() + "/t/bestcarmart/oauth2/token", server.url() + "/t/bestcarmart/o/" + ORGANIZATION + "/oauth2/token");
    assertThat(metadata.issParameterExpected()).isFalse();
    assertThat(organization().organizationSwitchEndpoint()).isEqualTo(at("/t/bestcarmart/oauth2/token"));
  }

  @Test
  void generalProvider_isDiscoveredOnceWhenNeeded() throws Exception {
    document(server.url(), ",\"token_endpoint\":\"" + server.url() + "/token\",\"jwks_uri\":\"https://keys.example/jwks\","
        + "\"authorization_response_iss_parameter_supported\":true,\"scopes_supported\":[\"openid\"]");
    assertThat(server.requests(DOCUMENT)).isEmpty();
    ProviderMetadata metadata = provider().metadata();
    assertThat(metadata.endpoints().token()).contains(at("/token"));
    assertThat(metadata.endpoints().jwks()).contains(URI.create("https://keys.example/jwks"));
    assertThat(metadata.endpoints().userInfo()).isEmpty();
    assertThat(metadata.issuers()).containsExactly(server.url());
    assertThat(metadata.issParameterExpected()).isTrue();
    provider().metadata();
    assertThat(server.requests(DOCUMENT)).hasSize(1);
    clock.advance(Duration.ofHours(1));
    provider().metadata();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (server.requests(DOCUMENT).size() < 2 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(server.requests(DOCUMENT)).as("renewed in the background").hasSize(2);
  }

  @Test
  void issuerWithPath_isDiscoveredBelowIt() throws Exception {
    use(generalProvider("/realms/demo/"));
    server.on("/realms/demo" + DOCUMENT, 200, "{\"issuer\":\"" + server.url() + "/realms/demo/\"}");
    assertThat(provider().metadata().issuers()).containsExactly(server.url() + "/realms/demo/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/x", "x"})
  void otherIssuerThanConfigured_isRefused(String suffix) {
    document(server.url() + suffix, "");
    assertUnusable("names another issuer");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "{} | names no issuer",
      "{\"issuer\":5} | malformed",
      "[] | not a JSON object",
      "<html> | not a JSON object"})
  void malformedDocument_isRefused(String body, String reason) {
    server.on(DOCUMENT, 200, body);
    assertUnusable(reason);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "5 | malformed",
      "\"/token\" | no http or https URL",
      "\"ftp://idp.example/token\" | no http or https URL",
      "\"javascript:alert(1)\" | no http or https URL",
      "\"https://idp.example/to ken\" | no http or https URL",
      "\"https:///token\" | no http or https URL",
      "\"https://user:pw@idp.example/token\" | no http or https URL",
      "\"https://idp.example/token#f\" | no http or https URL",
      "\"http://idp.example/token\" | allow-insecure-http"})
  void unsuitableEndpoint_spoilsTheDocument(String endpoint, String reason) {
    document(server.url(), ",\"token_endpoint\":" + endpoint);
    assertUnusable(reason);
  }

  @Test
  void plainHttpToAnotherMachine_isTakenWhenAllowed() throws Exception {
    use(generalProvider("", Setting.ALLOW_INSECURE_HTTP, "true"));
    document(server.url(), ",\"token_endpoint\":\"http://idp.example/token\"");
    assertThat(provider().metadata().endpoints().token()).contains(URI.create("http://idp.example/token"));
  }

  @Test
  void redirectedDocument_isRefused() {
    server.on(DOCUMENT, request -> new StubServer.Reply(302, java.util.Map.of("Location", "/elsewhere"), ""));
    assertUnusable("status 302");
  }

  @Test
  void organizationsDocument_mayNameTheRootsIssuer() throws Exception {
    use(organizationWithDiscovery());
    server.on(ORGANIZATION_DOCUMENT, 200, "{\"issuer\":\"" + server.url() + "/t/bestcarmart/oauth2/token\",\"token_endpoint\":\""
        + server.url() + "/custom\"}");
    assertThat(provider().metadata().issuers()).hasSize(2);
    assertThat(provider().endpoint(Endpoints::token, Setting.TOKEN_ENDPOINT)).isEqualTo(at("/custom"));
  }

  @Test
  void organizationsDocument_mayNotNameAnotherOrganizationsIssuer() {
    use(organizationWithDiscovery());
    server.on(ORGANIZATION_DOCUMENT, 200, "{\"issuer\":\"" + server.url() + "/t/other/oauth2/token\"}");
    assertUnusable("names another issuer");
  }

  @Test
  void endpointOfTheSettings_winsAndNeedsNoDiscovery() throws Exception {
    use(generalProvider("", Setting.TOKEN_ENDPOINT, "https://own.example/token"));
    server.on(DOCUMENT, 500, "");
    assertThat(provider().endpoint(Endpoints::token, Setting.TOKEN_ENDPOINT)).isEqualTo(URI.create("https://own.example/token"));
    assertThatThrownBy(() -> provider().endpoint(Endpoints::jwks, Setting.JWKS_URI))
        .isInstanceOf(AuthorizationServerUnavailableException.class);
  }

  @Test
  void endpointOfTheSettings_winsOverTheDocument() throws Exception {
    use(generalProvider("", Setting.TOKEN_ENDPOINT, "https://own.example/token"));
    document(server.url(), ",\"token_endpoint\":\"https://idp.example/token\"");
    assertThat(provider().metadata().endpoints().token()).contains(URI.create("https://own.example/token"));
  }

  @Test
  void missingEndpoint_namesTheSettingToSet() {
    document(server.url(), "");
    assertThatThrownBy(() -> provider().endpoint(Endpoints::revocation, Setting.REVOCATION_ENDPOINT))
        .isInstanceOf(AuthorizationServerUnavailableException.class).hasMessageContaining("revocation-endpoint");
  }

  @Test
  void outage_keepsWhatIsKnown() throws Exception {
    document(server.url(), ",\"token_endpoint\":\"https://idp.example/token\"");
    provider().metadata();
    server.on(DOCUMENT, 503, "");
    clock.advance(Duration.ofDays(1));
    assertThat(provider().metadata().endpoints().token()).isPresent();
  }

  @Test
  void acceptedIssuers_areWhatTokensMayName() throws Exception {
    use(generalProvider("", Setting.ACCEPTED_ISSUERS, "https://a.example https://b.example"));
    document(server.url(), "");
    assertThat(provider().metadata().issuers()).containsExactlyInAnyOrder("https://a.example", "https://b.example");
  }

  private void document(String issuer, String more) {
    server.on(DOCUMENT, 200, "{\"issuer\":\"" + issuer + "\"" + more + "}");
  }

  private Provider provider() {
    return authorizationServer.provider();
  }

  private Provider organization() {
    use(AuthorizationServer.of(organizationSettings().build(), clock));
    return provider();
  }

  private AuthorizationServer organizationWithDiscovery() {
    return AuthorizationServer.of(organizationSettings().set(Setting.DISCOVERY, "true").build(), clock);
  }

  private Settings.Builder organizationSettings() {
    return Settings.builder().set(Setting.BASE_URL, server.url()).set(Setting.ROOT_ORGANIZATION, "bestcarmart")
        .set(Setting.ORGANIZATION_ID, ORGANIZATION).set(Setting.CLIENT_ID, "client");
  }

  private AuthorizationServer generalProvider(String path) {
    return generalProvider(path, Setting.CLIENT_ID, "client");
  }

  private AuthorizationServer generalProvider(String path, Setting more, String value) {
    return AuthorizationServer.of(Settings.builder().set(Setting.ISSUER, server.url() + path).set(Setting.CLIENT_ID, "client")
        .set(more, value).build(), clock);
  }

  private void use(AuthorizationServer other) {
    authorizationServer.close();
    authorizationServer = other;
  }

  private void assertUnusable(String reason) {
    assertThatThrownBy(() -> provider().metadata()).isInstanceOf(AuthorizationServerUnavailableException.class)
        .hasMessageContaining(reason);
  }

  private URI at(String path) {
    return Optional.of(server.url() + path).map(URI::create).get();
  }
}
