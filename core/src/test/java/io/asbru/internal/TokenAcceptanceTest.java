package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.Caller;
import io.asbru.Secret;
import io.asbru.client.TokenResponse.Granted;
import io.asbru.session.PendingLogin;
import io.asbru.session.SignIn;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenAcceptanceTest extends TokenTestBase {

  private static final Secret NONCE = Secret.of("n-0S6_WzA2Mj");
  private static final String PATH = KEYS.replace("/oauth2/jwks", "/oauth2/");

  private AuthorizationServer authorizationServer = authorizationServer();

  @Test
  void scopeInUserInfo_isNotGranted() throws Exception {
    server.on(PATH + "introspect", 200, "{\"active\":true,\"aut\":\"APPLICATION_USER\",\"username\":\"charlie\",\"org_id\":\""
        + ORGANIZATION + "\"}");
    server.on(PATH + "userinfo", 200, "{\"sub\":\"charlie-id\",\"scope\":\"write_stores\",\"acr\":\"strong\",\"email\":\"c@x.example\"}");
    Settings settings = organization().set(Setting.USERINFO_AT_SIGN_IN, "true").build();
    Caller caller = acceptance(settings).signedIn(tokens(Optional.empty(), Optional.of(TestKeys.sign(claims("nonce", NONCE.value())))),
        login(settings)).caller();
    assertThat(caller.scopes()).isEmpty();
    assertThat(caller.claims()).doesNotContainKeys("scope", "acr").containsEntry("email", "c@x.example");
  }

  @Test
  void accessTokenOfAnotherOrganizationThanTheIdToken_isRefused() {
    server.on(PATH + "introspect", 200,
        "{\"active\":true,\"aut\":\"APPLICATION_USER\",\"username\":\"charlie\",\"org_id\":\"taken-too\"}");
    Settings settings = organization().set(Setting.ACCEPTED_ORGANIZATIONS, "taken-too").build();
    assertThatThrownBy(() -> acceptance(settings).signedIn(
        tokens(Optional.empty(), Optional.of(TestKeys.sign(claims("nonce", NONCE.value())))), login(settings)))
        .isInstanceOf(InvalidTokenException.class).hasMessageContaining("another organization than the ID token");
  }

  @Test
  void refreshThatTellsNoScope_grantsWhatWasGrantedBeforeAndNotWhatWasAskedFor() throws Exception {
    Settings settings = Settings.builder().set(Setting.ISSUER, server.url()).set(Setting.CLIENT_ID, CLIENT)
        .set(Setting.SCOPES, "openid read_stores write_stores").build();
    SignIn renewed = acceptance(settings).renewed(tokens(Optional.empty(), Optional.empty()), signIn(Map.of("sub", "charlie-id"),
        "openid", "read_stores"));
    assertThat(renewed.caller().scopes()).containsExactlyInAnyOrder("openid", "read_stores");
  }

  @Test
  void idTokenOfAnotherSession_doesNotSayHowThisUserAuthenticated() throws Exception {
    Settings settings = organization().set(Setting.INTROSPECT_AT_SIGN_IN, "false").build();
    String ofAnother = TestKeys.sign(claims("sid", "another", "acr", "strong", "auth_time", now()));
    SignIn renewed = acceptance(settings).renewed(tokens(Optional.of(Set.of("openid")), Optional.of(ofAnother)),
        signIn(Map.of("sub", "charlie-id", "acr", "weak", "sid", "own"), "openid"));
    assertThat(renewed.caller().claims()).containsEntry("acr", "weak").containsEntry("sid", "own").doesNotContainKey("auth_time");
  }

  @Test
  void encryptedIdToken_isKeptAsTheSignedOneThatTheProviderKnows(@TempDir Path directory) throws Exception {
    String key = Files.writeString(directory.resolve("client.jwk"), EncryptedTokensTest.OURS.toJSONString()).toString();
    Settings settings = organization().set(Setting.INTROSPECT_AT_SIGN_IN, "false").set(Setting.CLIENT_KEY, key)
        .set(Setting.ID_TOKEN_ENCRYPTION_ALGORITHM, "RSA-OAEP-256").set(Setting.ID_TOKEN_CONTENT_ENCRYPTION, "A256GCM").build();
    TokenAcceptance acceptance = acceptance(settings);
    String signed = TestKeys.sign(claims("nonce", NONCE.value()));
    SignIn signIn = acceptance.signedIn(tokens(Optional.of(Set.of("openid")),
        Optional.of(EncryptedTokensTest.token(EncryptedTokensTest.OURS, signed, header -> {}))), login(settings));
    assertThat(signIn.idToken()).contains(Secret.of(signed));
    String refreshed = TestKeys.sign(claims("jti", "refreshed"));
    SignIn renewed = acceptance.renewed(tokens(Optional.of(Set.of("openid")),
        Optional.of(EncryptedTokensTest.token(EncryptedTokensTest.OURS, refreshed, header -> {}))), signIn);
    assertThat(renewed.idToken()).contains(Secret.of(refreshed));
  }

  private SignIn signIn(Map<String, Object> claims, String... scopes) {
    Caller caller = Caller.builder(Caller.Kind.USER, "charlie-id").subject("charlie-id").claims(claims).scopes(Set.of(scopes)).build();
    return new SignIn("id", "provider", caller, Optional.empty(), Optional.ofNullable((String) claims.get("sid")), Secret.of("old"),
        Optional.of(Secret.of("refresh")), Optional.empty(), Optional.empty(), clock.instant());
  }

  private Settings.Builder organization() {
    return Settings.builder().set(Setting.BASE_URL, server.url()).set(Setting.ROOT_ORGANIZATION, "bestcarmart")
        .set(Setting.ORGANIZATION_ID, ORGANIZATION).set(Setting.CLIENT_ID, CLIENT).set(Setting.CLIENT_SECRET, "secret");
  }

  private TokenAcceptance acceptance(Settings settings) {
    authorizationServer = AuthorizationServer.of(settings, clock);
    return new TokenAcceptance(settings, authorizationServer, clock);
  }

  @AfterEach
  void stop() {
    authorizationServer.close();
  }

  private static Granted tokens(Optional<Set<String>> scopes, Optional<String> idToken) {
    return new Granted(Secret.of("access"), Optional.empty(), idToken.map(Secret::of), scopes, Optional.of(Duration.ofHours(1)));
  }

  private PendingLogin login(Settings settings) {
    return new PendingLogin("state", NONCE, Secret.of("verifier"), "https://shop.example/callback", "/", settings.provider().key(),
        clock.instant().plusSeconds(60));
  }
}
