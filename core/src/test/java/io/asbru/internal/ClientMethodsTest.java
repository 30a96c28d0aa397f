package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Secret;
import io.asbru.client.TokenTypeHint;
import io.asbru.settings.ConfigurationException;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each method of client authentication at each endpoint that asks for it, as it goes over the wire. */
class ClientMethodsTest {

  private static final String SECRET = "a-secret-of-at-least-sixty-four-bytes-so-that-hs512-can-be-used-as-well";
  private static final String ORGANIZATION = "7e98b86f-63c7-41a1-8c56-c909a21a2615";

  private final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final StubServer server = new StubServer();
  @TempDir
  private Path directory;

  @BeforeEach
  void answer() {
    server.on("/.well-known/openid-configuration", 200, "{\"issuer\":\"" + server.url() + "\",\"token_endpoint\":\"" + server.url()
        + "/token\",\"introspection_endpoint\":\"" + server.url() + "/introspect\",\"revocation_endpoint\":\"" + server.url()
        + "/revoke\"}");
    for (String prefix : List.of("", "/t/bestcarmart/o/" + ORGANIZATION + "/oauth2")) {
      server.on(prefix + "/token", 200, "{\"access_token\":\"at\",\"token_type\":\"Bearer\"}")
          .on(prefix + "/introspect", 200, "{\"active\":false}").on(prefix + "/revoke", 200, "");
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/token", "/introspect", "/revoke"})
  void clientSecretBasic_isAHeaderAtEachEndpoint(String endpoint) throws Exception {
    ask(with(Setting.CLIENT_SECRET, SECRET));
    assertThat(server.only(endpoint).header("Authorization")).startsWith("Basic ");
    assertThat(form(endpoint)).doesNotContainKeys("client_secret", "client_assertion", "client_id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/token", "/revoke"})
  void clientSecretPost_isInTheBody(String endpoint) throws Exception {
    ask(with(Setting.CLIENT_SECRET, SECRET, Setting.CLIENT_AUTHENTICATION, "client_secret_post"));
    assertThat(server.only(endpoint).header("Authorization")).isEmpty();
    assertThat(form(endpoint)).containsEntry("client_id", "client").containsEntry("client_secret", SECRET);
  }

  @Test
  void introspection_isByBasicHeaderUnlessTheSettingsSayOtherwise() throws Exception {
    ask(with(Setting.CLIENT_SECRET, SECRET, Setting.CLIENT_AUTHENTICATION, "client_secret_post"));
    assertThat(server.only("/introspect").header("Authorization")).startsWith("Basic ");
  }

  @Test
  void introspection_isByWhatTheSettingsSay() throws Exception {
    ask(with(Setting.CLIENT_SECRET, SECRET, Setting.INTROSPECTION_AUTHENTICATION, "client_secret_post"));
    assertThat(server.only("/token").header("Authorization")).startsWith("Basic ");
    assertThat(form("/introspect")).containsEntry("client_secret", SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/token", "/introspect", "/revoke"})
  void privateKeyJwt_isAnAssertionSignedByTheKey(String endpoint) throws Exception {
    ask(with(Setting.CLIENT_AUTHENTICATION, "private_key_jwt", Setting.CLIENT_KEY, key()));
    JWSObject assertion = assertion(endpoint);
    assertThat(assertion.verify(new RSASSAVerifier(TestKeys.KEY.toRSAPublicKey()))).isTrue();
    assertThat(assertion.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
    assertThat(assertion.getHeader().getKeyID()).isEqualTo("key-1");
    assertAssertion(endpoint, server.url() + "/token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/token", "/introspect", "/revoke"})
  void clientSecretJwt_isAnAssertionWithAnHmacByTheSecret(String endpoint) throws Exception {
    ask(with(Setting.CLIENT_AUTHENTICATION, "client_secret_jwt", Setting.CLIENT_SECRET, SECRET));
    JWSObject assertion = assertion(endpoint);
    assertThat(assertion.verify(new MACVerifier(SECRET))).isTrue();
    assertThat(assertion.getHeader().getAlgorithm().getName()).isEqualTo("HS256");
    assertAssertion(endpoint, server.url() + "/token");
  }

  @Test
  void assertionAlgorithm_isTheOneOfTheSettings() throws Exception {
    ask(with(Setting.CLIENT_AUTHENTICATION, "client_secret_jwt", Setting.CLIENT_SECRET, SECRET,
        Setting.CLIENT_ASSERTION_ALGORITHM, "HS512"));
    assertThat(assertion("/token").getHeader().getAlgorithm().getName()).isEqualTo("HS512");
    ask(with(Setting.CLIENT_AUTHENTICATION, "private_key_jwt", Setting.CLIENT_KEY, key(), Setting.CLIENT_ASSERTION_ALGORITHM, "PS384"));
    assertThat(JWSObject.parse(form(server.requests("/token").get(1)).get("client_assertion")).getHeader().getAlgorithm().getName())
        .isEqualTo("PS384");
  }

  @ParameterizedTest
  @ValueSource(strings = {"issuer", "https://as.example/of-ones-own"})
  void assertionAudience_isTheOneOfTheSettings(String audience) throws Exception {
    ask(with(Setting.CLIENT_AUTHENTICATION, "private_key_jwt", Setting.CLIENT_KEY, key(), Setting.CLIENT_ASSERTION_AUDIENCE, audience));
    assertAssertion("/introspect", audience.equals("issuer") ? server.url() : audience);
  }

  @Test
  void assertion_isANewOneForEachRequest() throws Exception {
    Set<Object> ids = new HashSet<>();
    try (AuthorizationServer asked = server(settings -> settings.set(Setting.CLIENT_AUTHENTICATION, "private_key_jwt")
        .set(Setting.CLIENT_KEY, key()))) {
      for (int i = 0; i < 20; i++) {
        asked.tokenEndpoint().clientCredentials(Set.of());
      }
    }
    for (StubServer.Request request : server.requests("/token")) {
      ids.add(JWSObject.parse(form(request).get("client_assertion")).getPayload().toJSONObject().get("jti"));
    }
    assertThat(ids).hasSize(20);
  }

  @Test
  void keyThatIsReplaced_isUsedWithoutARestart() throws Exception {
    Path file = Path.of(key());
    try (AuthorizationServer asked = server(settings -> settings.set(Setting.CLIENT_AUTHENTICATION, "private_key_jwt")
        .set(Setting.CLIENT_KEY, file.toString()))) {
      asked.tokenEndpoint().clientCredentials(Set.of());
      Files.writeString(file, TestKeys.OTHER_KEY.toJSONString());
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
      asked.tokenEndpoint().clientCredentials(Set.of());
    }
    JWSObject second = JWSObject.parse(form(server.requests("/token").get(1)).get("client_assertion"));
    assertThat(second.getHeader().getKeyID()).isEqualTo("key-2");
    assertThat(second.verify(new RSASSAVerifier(TestKeys.OTHER_KEY.toRSAPublicKey()))).isTrue();
  }

  @Test
  void publicClient_sendsItsIdAndDoesNotIntrospect() throws Exception {
    try (AuthorizationServer asked = server(settings -> {})) {
      asked.tokenEndpoint().clientCredentials(Set.of());
      asked.revocationEndpoint().revoke(Secret.of("t"), TokenTypeHint.ACCESS_TOKEN);
      assertThatThrownBy(() -> asked.introspectionEndpoint().introspect("t")).isInstanceOf(AuthorizationServerUnavailableException.class)
          .hasMessageContaining("introspection-client-secret").hasMessageContaining("introspection-authentication");
    }
    for (String endpoint : List.of("/token", "/revoke")) {
      assertThat(server.only(endpoint).header("Authorization")).isEmpty();
      assertThat(form(endpoint)).containsEntry("client_id", "client").doesNotContainKeys("client_secret", "client_assertion");
    }
  }

  @Test
  void organization_isAskedByBasicHeaderForIntrospectionAlone() throws Exception {
    String prefix = "/t/bestcarmart/o/" + ORGANIZATION + "/oauth2";
    Settings settings = organization().set(Setting.CLIENT_AUTHENTICATION, "private_key_jwt").set(Setting.CLIENT_KEY, key())
        .set(Setting.CLIENT_SECRET, SECRET).build();
    try (AuthorizationServer asked = AuthorizationServer.of(settings, clock)) {
      asked.tokenEndpoint().clientCredentials(Set.of());
      asked.introspectionEndpoint().introspect("t");
    }
    assertThat(form(prefix + "/token")).containsKey("client_assertion").doesNotContainKey("client_secret");
    assertThat(server.only(prefix + "/token").header("Authorization")).isEmpty();
    assertThat(server.only(prefix + "/introspect").header("Authorization")).startsWith("Basic ");
    assertThat(form(prefix + "/introspect")).doesNotContainKey("client_assertion");
    JWSObject assertion = assertion(prefix + "/token");
    assertThat(assertion.getPayload().toJSONObject()).containsEntry("aud", server.url() + prefix + "/token");
  }

  @Test
  void organization_isNotAskedByAnAssertionUnlessTheSettingsSaySo() throws Exception {
    Settings.Builder settings = organization().set(Setting.CLIENT_AUTHENTICATION, "private_key_jwt").set(Setting.CLIENT_KEY, key());
    assertThat(settings.build().client().introspects()).isFalse();
    assertThat(settings.set(Setting.INTROSPECTION_AUTHENTICATION, "private_key_jwt").build().client().introspects()).isTrue();
  }

  @Test
  void audienceIssuerOfAnOrganization_isTheRoots() throws Exception {
    Settings settings = organization().set(Setting.CLIENT_AUTHENTICATION, "private_key_jwt").set(Setting.CLIENT_KEY, key())
        .set(Setting.CLIENT_ASSERTION_AUDIENCE, "issuer").build();
    try (AuthorizationServer asked = AuthorizationServer.of(settings, clock)) {
      asked.tokenEndpoint().clientCredentials(Set.of());
    }
    assertThat(assertion("/t/bestcarmart/o/" + ORGANIZATION + "/oauth2/token").getPayload().toJSONObject())
        .containsEntry("aud", server.url() + "/t/bestcarmart/oauth2/token");
  }

  @Test
  void keyThatDoesNotGoWithTheAlgorithm_stopsTheStart() {
    assertThatThrownBy(() -> with(Setting.CLIENT_AUTHENTICATION, "private_key_jwt", Setting.CLIENT_KEY, key(),
        Setting.CLIENT_ASSERTION_ALGORITHM, "ES256")).isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("client-assertion-algorithm: does not go with the key");
  }

  private void ask(AuthorizationServer asked) throws Exception {
    try (asked) {
      asked.tokenEndpoint().clientCredentials(Set.of());
      asked.introspectionEndpoint().introspect("t");
      asked.revocationEndpoint().revoke(Secret.of("t"), TokenTypeHint.ACCESS_TOKEN);
    }
  }

  private AuthorizationServer with(Object... settings) {
    return server(builder -> {
      for (int i = 0; i < settings.length; i += 2) {
        builder.set((Setting) settings[i], (String) settings[i + 1]);
      }
    });
  }

  private AuthorizationServer server(Consumer<Settings.Builder> more) {
    Settings.Builder settings = Settings.builder().set(Setting.ISSUER, server.url()).set(Setting.CLIENT_ID, "client");
    more.accept(settings);
    return AuthorizationServer.of(settings.build(), clock);
  }

  private Settings.Builder organization() {
    return Settings.builder().set(Setting.BASE_URL, server.url()).set(Setting.ROOT_ORGANIZATION, "bestcarmart")
        .set(Setting.ORGANIZATION_ID, ORGANIZATION).set(Setting.CLIENT_ID, "client");
  }

  private String key() {
    try {
      return Files.writeString(directory.resolve("client.jwk"), TestKeys.KEY.toJSONString()).toString();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void assertAssertion(String endpoint, String audience) throws Exception {
    assertThat(server.only(endpoint).header("Authorization")).isEmpty();
    assertThat(form(endpoint)).containsEntry("client_id", "client").doesNotContainKey("client_secret")
        .containsEntry("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    Map<String, Object> claims = JSONObjectUtils.parse(assertion(endpoint).getPayload().toString());
    long now = clock.instant().getEpochSecond();
    assertThat(claims).containsEntry("iss", "client").containsEntry("sub", "client").containsEntry("aud", audience)
        .containsEntry("iat", now).containsEntry("exp", now + 60).containsKey("jti").hasSize(6);
  }

  private JWSObject assertion(String endpoint) throws Exception {
    return JWSObject.parse(form(endpoint).get("client_assertion"));
  }

  private Map<String, String> form(String endpoint) {
    return form(server.only(endpoint));
  }

  private static Map<String, String> form(StubServer.Request request) {
    Map<String, String> form = new HashMap<>();
    URLUtils.parseParameters(request.body()).forEach((name, values) -> {
      assertThat(values).as(name).hasSize(1);
      form.put(name, values.get(0));
    });
    return form;
  }
}
