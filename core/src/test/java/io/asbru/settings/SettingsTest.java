package io.asbru.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.Secret;
import io.asbru.settings.ClientSettings.Method;
import io.asbru.settings.ConfigurationException.Fault;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  private static final String ORGANIZATION = "7e98b86f-63c7-41a1-8c56-c909a21a2615";

  @TempDir
  private Path directory;

  @Test
  void leastSettings_giveTheDefaults() {
    Settings settings = organization().build();
    assertThat(settings.provider().organization()).hasValueSatisfying(organization -> {
      assertThat(organization.baseUrl()).isEqualTo(URI.create("https://api.asgardeo.io"));
      assertThat(organization.id()).isEmpty();
      assertThat(organization.sharedApplication()).isFalse();
    });
    assertThat(settings.provider().discovery()).isFalse();
    assertThat(settings.client().method()).isEqualTo(Method.NONE);
    assertThat(settings.client().formEncoded()).isFalse();
    assertThat(settings.client().introspectionSecret()).isEmpty();
    assertThat(settings.resourceServer().acceptedAudiences()).containsExactly("client");
    assertThat(settings.resourceServer().ttl()).isEqualTo(Duration.ofSeconds(60));
    assertThat(settings.resourceServer().inactiveTtl()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.resourceServer().clockSkew()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.resourceServer().validateJwts()).isFalse();
    assertThat(settings.login().revokeOnSignOut()).isTrue();
    assertThat(settings.login().introspectAtSignIn()).isTrue();
    assertThat(settings.login().postLogoutRedirectPath()).isEqualTo(settings.login().redirectPath());
    assertThat(settings.http().requestTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(settings.http().allowInsecureHttp()).isFalse();
  }

  @Test
  void client_authenticatesByItsSecret() {
    Settings settings = organization().set(Setting.CLIENT_SECRET, "s").build();
    assertThat(settings.client().method()).isEqualTo(Method.CLIENT_SECRET_BASIC);
    assertThat(settings.client().introspectionId()).isEqualTo("client");
    assertThat(settings.client().introspectionSecret()).contains(Secret.of("s"));
  }

  @Test
  void otherProvider_isDiscoveredAndFormEncodedAndHasNoOrganization() {
    Settings settings = Settings.builder().set(Setting.ISSUER, "https://idp.example/realms/x").set(Setting.CLIENT_ID, "client").build();
    assertThat(settings.provider().discovery()).isTrue();
    assertThat(settings.client().formEncoded()).isTrue();
    assertThat(settings.provider().organizationRule().checked()).isFalse();
    assertThat(settings.provider().key()).isEqualTo("https://idp.example/realms/x");
  }

  @Test
  void secretWithAColon_isToldBecauseAsgardeoRefusesIt() {
    assertThatThrownBy(() -> organization().set(Setting.CLIENT_SECRET, "a:b").build())
        .isInstanceOf(ConfigurationException.class).hasMessageContaining("client-secret: contains a colon").hasMessageNotContaining("a:b");
  }

  @Test
  void allFaults_areToldAtOnceWithKeyAndRemedy() {
    Settings.Builder builder = Settings.builder()
        .set(Setting.BASE_URL, "http://idp.example")
        .set(Setting.ORGANIZATION_ID, "NOT-A-UUID")
        .set(Setting.CLIENT_SECRET, "${env.SURELY_NOT_SET}")
        .set(Setting.REQUEST_TIMEOUT, "soon")
        .set(Setting.INTROSPECTION_CACHE_SIZE, "0")
        .set(Setting.ID_TOKEN_ALGORITHMS, "RS256 HS256 none")
        .set(Setting.REDIRECT_PATH, "https://evil.example")
        .set(Setting.TRUST_STORE, directory.resolve("absent.p12").toString());
    assertThatThrownBy(builder::build).isInstanceOfSatisfying(ConfigurationException.class, e -> {
      assertThat(e.faults()).extracting(Fault::key).containsExactlyInAnyOrder("root-organization", "base-url", "organization-id",
          "client-id", "client-secret", "request-timeout", "introspection-cache-size", "id-token-algorithms", "id-token-algorithms",
          "redirect-path", "trust-store");
      assertThat(e.faults()).allSatisfy(fault -> assertThat(fault.remedy()).isNotBlank());
      assertThat(e.getMessage()).startsWith("Asbru is not configured correctly; 11 faults:");
    });
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "root-organization | best car | is not the name of an organization",
      "root-organization | a/../b | is not the name of an organization",
      "organization-id | 7E98B86F-63C7-41A1-8C56-C909A21A2615 | is not a lower-case UUID",
      "base-url | https://api.asgardeo.io/t/bestcarmart | is more than the base",
      "base-url | https://api.asgardeo.io/t/bestcarmart/ | is more than the base",
      "base-url | https://api.asgardeo.io?x=y | is more than the base",
      "base-url | api.asgardeo.io | is not an absolute http or https URL",
      "base-url | http://idp.example | uses http to another machine",
      "token-endpoint | http://idp.example/token | uses http to another machine",
      "issuer | https://idp.example | contradicts root-organization",
      "shared-application | true | needs organization-id",
      "client-authentication | client_secret_post | is missing for this client-authentication",
      "client-authentication | private_key | is not known",
      "client-authentication | client_secret_jwt | client-secret: is missing for this client-authentication",
      "client-authentication | private_key_jwt | client-key: is missing for this client-authentication",
      "client-authentication | tls_client_auth | client-certificate: is missing for this client-authentication",
      "client-authentication | self_signed_tls_client_auth | client-certificate: is missing for this client-authentication",
      "introspection-authentication | none | is not known",
      "introspection-authentication | client_secret_post | client-secret: is missing for this introspection-authentication",
      "introspection-authentication | private_key_jwt | client-key: is missing for this introspection-authentication",
      "client-key | /nowhere/client.jwk | client-key: cannot be read",
      "client-certificate | /nowhere/client.p12 | cannot be used as the client's certificate",
      "client-assertion-algorithm | none | is not known",
      "client-assertion-audience | somewhere | is not an absolute http or https URL",
      "pushed-authorization-request-endpoint | http://idp.example/par | uses http to another machine",
      "id-token-algorithms | HS256 | client-secret: is missing for the HMACs of id-token-algorithms",
      "id-token-encryption-algorithm | RSA1_5 | is not known",
      "id-token-encryption-algorithm | dir | is not known",
      "id-token-encryption-algorithm | RSA-OAEP-256 | client-key: is missing for id-token-encryption-algorithm",
      "id-token-content-encryption | A256GCM | says nothing without id-token-encryption-algorithm",
      "id-token-content-encryption | none | is not known",
      "cross-site-token | yes | is neither true nor false",
      "pushed-authorization-requests | maybe | is neither true nor false",
      "authorization-parameters | max_age=soon | has a value for 'max_age' that cannot be sent",
      "authorization-parameters | prompt=%0A | has a value for 'prompt' that cannot be sent",
      "authorization-parameters | prompt=%zz | has a value for 'prompt' that cannot be sent",
      "authorization-parameters | request_uri=x | is set by the library",
      "authorization-parameters | client_assertion=x | is set by the library",
      "initiate-login-path | login | is not a plain path",
      "initiate-login-path | / | is the start page or another path of the library",
      "initiate-login-path | /oauth2/callback | is the start page or another path of the library",
      "client-secret-encoding | url | is not known",
      "client-id | a:b | contains a colon",
      "introspection-client-id | other | belong together",
      "introspection-client-secret | other | belong together",
      "connect-timeout | 0 | must be longer than zero",
      "request-timeout | 0s | must be longer than zero",
      "max-response-size | 10 | is not a whole number",
      "jwt-algorithms | HS256 | is not taken",
      "id-token-algorithms | none | is not taken",
      "jwt-access-tokens | maybe | is not known",
      "sign-out-path | /oauth2/callback | same as another path",
      "backchannel-logout-path | /oauth2/sign-out | same as another path",
      "external-url | https://app.example/?x | has a query",
      "authorization-parameters | prompt | is not name=value",
      "authorization-parameters | =login | is not name=value",
      "authorization-parameters | state=x | is set by the library",
      "trusted-proxies | 10.0.0.1/8 | is neither an IP address nor a range",
      "trusted-proxies | 0.0.0.0/0 | is neither an IP address nor a range",
      "trusted-proxies | proxy.example | is neither an IP address nor a range",
      "trusted-proxies | 10.0.0.256 | is neither an IP address nor a range",
      "forwarded-headers | both | is not known",
      "response-mode | fragment | is not known",
      "session-store | redis | is not known",
      "session-store | cookie | is missing, but session-store is cookie",
      "session-cookie-keys | 0123456789012345678901234567890 | holds a key of fewer than 32 characters",
      "session-idle-timeout | 59s | is shorter than a minute",
      "session-idle-timeout | soon | is not a duration",
      "session-lifetime | 0s | is nothing",
      "session-lifetime | -1h | is not a duration",
      "frontchannel-logout-path | /oauth2/sign-out | is the same as another path",
      "frontchannel-logout-path | logout | is not a plain path",
      "signed-out-path | /oauth2/callback | is one of the library's own paths",
      "redirect-path | / | is one of the library's own paths",
      "request-timeout | 999999999d | is not a duration",
      "realm | \"quoted\" | has characters",
      "clock-skew | -5s | is not a duration",
      "revoke-on-sign-out | no | is neither true nor false"})
  void badValue_isAFault(String key, String value, String problem) {
    Map<String, String> values = new LinkedHashMap<>(Map.of("root-organization", "bestcarmart", "client-id", "client"));
    values.put(key, value);
    SettingsReader reader = new SettingsReader(PropertySource.of(values));
    Settings.read(reader);
    assertThatThrownBy(reader::throwIfFaulty).isInstanceOf(ConfigurationException.class).hasMessageContaining(problem);
  }

  @Test
  void pushedRequests_needSomebodyWhoTakesThem() {
    Settings.Builder below = organization().set(Setting.ORGANIZATION_ID, ORGANIZATION).set(Setting.PUSHED_AUTHORIZATION_REQUESTS, "true");
    assertThatThrownBy(below::build).hasMessageContaining("pushed-authorization-requests: is true, but nothing is known to take them");
    assertThat(below.set(Setting.PUSHED_AUTHORIZATION_REQUEST_ENDPOINT, "https://idp.example/par").build().login()
        .pushAuthorizationRequests()).isTrue();
    assertThat(organization().set(Setting.PUSHED_AUTHORIZATION_REQUESTS, "true").build().login().pushAuthorizationRequests())
        .as("the root has an endpoint").isTrue();
    assertThat(organization().build().login().pushAuthorizationRequests()).isFalse();
    assertThat(organization().build().login().initiateLoginPath()).isEmpty();
  }

  @Test
  void clientSecretJwt_needsASecretAsLongAsItsDigest() {
    Settings.Builder settings = organization().set(Setting.CLIENT_AUTHENTICATION, "client_secret_jwt");
    assertThatThrownBy(() -> settings.set(Setting.CLIENT_SECRET, "x".repeat(31)).build())
        .hasMessageContaining("client-secret: is shorter than the 32 bytes that HS256 needs");
    assertThat(settings.set(Setting.CLIENT_SECRET, "x".repeat(32)).build().client().method()).isEqualTo(Method.CLIENT_SECRET_JWT);
    assertThatThrownBy(() -> settings.set(Setting.CLIENT_ASSERTION_ALGORITHM, "HS384").build())
        .hasMessageContaining("client-secret: is shorter than the 48 bytes that HS384 needs");
    assertThatThrownBy(() -> settings.set(Setting.CLIENT_ASSERTION_ALGORITHM, "RS256").build())
        .hasMessageContaining("client-assertion-algorithm: does not fit client-authentication");
  }

  @Test
  void introspectionClientOfItsOwn_hasNothingButItsSecret() {
    assertThatThrownBy(() -> organization().set(Setting.CLIENT_SECRET, "s").set(Setting.INTROSPECTION_CLIENT_ID, "other")
        .set(Setting.INTROSPECTION_CLIENT_SECRET, "x".repeat(32)).set(Setting.INTROSPECTION_AUTHENTICATION, "client_secret_jwt").build())
        .hasMessageContaining("introspection-authentication: does not go with introspection-client-secret");
  }

  @ParameterizedTest
  @CsvSource({"client-secret,s,client-authentication,none", "accepted-audiences,a,allow-insecure-any-audience,true"})
  void contradiction_isAFault(String key, String value, String otherKey, String otherValue) {
    Map<String, String> values = new HashMap<>(Map.of("root-organization", "bestcarmart", "client-id", "client"));
    values.put(key, value);
    values.put(otherKey, otherValue);
    SettingsReader reader = new SettingsReader(PropertySource.of(values));
    Settings.read(reader);
    assertThatThrownBy(reader::throwIfFaulty).hasMessageContaining(otherKey);
  }

  @ParameterizedTest
  @CsvSource({"base-url,https://idp.example", "shared-application,true", "discovery,false"})
  void settingThatContradictsAnIssuer_isAFault(String key, String value) {
    Map<String, String> values = new HashMap<>(Map.of("issuer", "https://idp.example", "client-id", "client", key, value));
    SettingsReader reader = new SettingsReader(PropertySource.of(values));
    Settings.read(reader);
    assertThatThrownBy(reader::throwIfFaulty).hasMessageContaining(key);
  }

  @Test
  void organizationsListedForAnIssuer_haveToBeNamedByTokens() {
    Settings settings = Settings.builder().set(Setting.ISSUER, "https://idp.example").set(Setting.CLIENT_ID, "client")
        .set(Setting.ACCEPTED_ORGANIZATIONS, "one").build();
    assertThat(settings.provider().organizationRule().permits(Map.of("org_id", "one"))).isTrue();
    assertThat(settings.provider().organizationRule().permits(Map.of("org_id", "two", "org_handle", ""))).isFalse();
    assertThat(settings.provider().organizationRule().permits(Map.of())).isFalse();
  }

  @Test
  void plainHttp_isTakenOnThisMachineOrWhenAllowed() {
    organization().set(Setting.BASE_URL, "http://localhost:8090").build();
    organization().set(Setting.BASE_URL, "http://[::1]:8090").build();
    organization().set(Setting.BASE_URL, "http://idp.example").set(Setting.ALLOW_INSECURE_HTTP, "true").build();
  }

  @Test
  void organizationBelowTheRoot_isRequiredOfTokens() {
    Settings settings = organization().set(Setting.ORGANIZATION_ID, ORGANIZATION).build();
    assertThat(settings.provider().organizationRule().permits(Map.of("org_id", ORGANIZATION))).isTrue();
    assertThat(settings.provider().organizationRule().permits(Map.of())).isFalse();
    assertThat(settings.provider().key()).isEqualTo("https://api.asgardeo.io/t/bestcarmart/o/" + ORGANIZATION);
  }

  @Test
  void noFault_showsASecret() {
    assertThatThrownBy(() -> Settings.builder().set(Setting.CLIENT_SECRET, "top-secret").set(Setting.CLIENT_AUTHENTICATION, "none")
        .set(Setting.TRUST_STORE_PASSWORD, "top-secret").set(Setting.TRUST_STORE, "/nowhere").build())
        .isInstanceOf(ConfigurationException.class).hasMessageNotContaining("top-secret");
  }

  @Test
  void noSettings_showASecret() {
    Settings settings = organization().set(Setting.CLIENT_SECRET, "top-secret").build();
    assertThat(settings.client().toString() + settings.http()).doesNotContain("top-secret");
  }

  @Test
  void trustStoreThatCannotBeUsed_isAFault() throws Exception {
    KeyStore empty = KeyStore.getInstance("PKCS12");
    empty.load(null, null);
    Path file = directory.resolve("empty.p12");
    try (var out = Files.newOutputStream(file)) {
      empty.store(out, "password".toCharArray());
    }
    Path text = Files.writeString(directory.resolve("text.p12"), "-----BEGIN CERTIFICATE-----");
    for (Path path : List.of(file, text, directory, directory.resolve("absent"))) {
      assertThatThrownBy(() -> organization().set(Setting.TRUST_STORE, path.toString())
          .set(Setting.TRUST_STORE_PASSWORD, "password").build())
          .isInstanceOf(ConfigurationException.class).hasMessageContaining("trust-store: cannot be used as a trust store");
    }
    assertThatThrownBy(() -> organization().set(Setting.TRUST_STORE, file.toString())
        .set(Setting.TRUST_STORE_PASSWORD, "wrong").build()).hasMessageContaining("trust-store: cannot be used as a trust store");
    assertThatThrownBy(() -> organization().set(Setting.TRUST_STORE, "\u0000").build()).hasMessageContaining("trust-store");
  }

  @Test
  void exposed_meansPlainHttpToAnotherMachine() {
    for (String safe : Set.of("https://idp.example", "http://localhost", "http://127.0.0.1:8", "http://[::1]/")) {
      assertThat(Settings.exposed(URI.create(safe))).as(safe).isFalse();
    }
    for (String exposed : Set.of("http://idp.example", "HTTP://idp.example", "http://localhost.evil.example", "http://127.0.0.2",
        "http://ho_st/x")) {
      assertThat(Settings.exposed(URI.create(exposed))).as(exposed).isTrue();
    }
  }

  private static Settings.Builder organization() {
    return Settings.builder().set(Setting.ROOT_ORGANIZATION, "bestcarmart").set(Setting.CLIENT_ID, "client");
  }

  @Test
  void sessions_areTheContainersForADay_unlessSetOtherwise() {
    SessionSettings standard = Settings.builder().set(Setting.ROOT_ORGANIZATION, "o").set(Setting.CLIENT_ID, "c").build().session();
    assertThat(standard).isEqualTo(new SessionSettings(false, List.of(), Optional.empty(), Duration.ofDays(1), false));

    String newest = "n".repeat(32);
    String older = "o".repeat(44);
    SessionSettings cookie = Settings.builder().set(Setting.ROOT_ORGANIZATION, "o").set(Setting.CLIENT_ID, "c")
        .set(Setting.SESSION_STORE, "cookie").set(Setting.SESSION_COOKIE_KEYS, newest + "," + older).set(Setting.SESSION_LIFETIME, "8h")
        .set(Setting.RESPONSE_MODE, "form_post").build().session();
    assertThat(cookie).isEqualTo(new SessionSettings(
        true, List.of(Secret.of(newest), Secret.of(older)), Optional.of(Duration.ofMinutes(30)), Duration.ofHours(8), true));
    assertThat(cookie.toString()).contains("2 keys").doesNotContain(newest);
  }

  @Test
  void cookieKeys_areFiveAtTheMost_andNeverShown() {
    String keys = "a".repeat(32) + " " + "b".repeat(32) + " " + "c".repeat(32) + " " + "d".repeat(32) + " " + "e".repeat(32) + " " + "f".repeat(32);
    assertThatThrownBy(() -> Settings.builder().set(Setting.ROOT_ORGANIZATION, "o").set(Setting.CLIENT_ID, "c")
        .set(Setting.SESSION_COOKIE_KEYS, keys).build())
        .isInstanceOf(ConfigurationException.class).hasMessageContaining("more than 5 keys").hasMessageNotContaining("aaaa");
  }
}
