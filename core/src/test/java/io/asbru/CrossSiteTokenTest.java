package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthenticationResult.Anonymous;
import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Credential;
import io.asbru.AuthenticationResult.Reason;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.session.MemorySessionStore;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The token that pages send along with what may change something, where the settings ask for it. */
@Timeout(60)
class CrossSiteTokenTest {

  private static final String OLD_KEY = "o".repeat(32);
  private static final String NEW_KEY = "n".repeat(32);

  private final EngineFixture fixture = new EngineFixture(Map.of(Setting.CROSS_SITE_TOKEN, "true", Setting.SESSION_COOKIE_KEYS, OLD_KEY));
  private MemorySessionStore browser;
  private String token;

  @BeforeEach
  void signIn() throws Exception {
    browser = fixture.signedIn("store-reader", "store-reader-pw");
    token = token(browser);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private String token(MemorySessionStore session) {
    return ((Authenticated) fixture.visit(EngineFixture.page("/account"), session)).crossSiteToken().orElseThrow().value();
  }

  private static FakeRequest change(String method) {
    return EngineFixture.api("/stores").method(method).with("Sec-Fetch-Site", "same-origin");
  }

  private void assertRefused(FakeRequest request) {
    assertThat(fixture.visit(request, browser)).isInstanceOfSatisfying(Refused.class, refused -> {
      assertThat(refused.reason()).isEqualTo(Reason.CROSS_SITE);
      assertThat(refused.reply().status()).isEqualTo(403);
      assertThat(refused.reply().body()).contains("cross_site_request").doesNotContain(token);
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "PROPFIND"})
  void change_needsTheToken(String method) {
    assertRefused(change(method));
    assertThat(fixture.visit(change(method).with("X-CSRF-Token", token), browser)).isInstanceOf(Authenticated.class);
    assertThat(fixture.visit(change(method).form("csrf_token", token), browser)).isInstanceOf(Authenticated.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
  void whatChangesNothing_needsNone(String method) {
    assertThat(fixture.visit(change(method), browser)).isInstanceOf(Authenticated.class);
  }

  @Test
  void wrongToken_isRefused() throws Exception {
    String salt = token.substring(0, token.indexOf('.'));
    String mac = token.substring(token.indexOf('.') + 1);
    String other = token(fixture.signedIn("store-manager", "store-manager-pw"));
    String ofAnotherSignIn = token(fixture.signedIn("store-reader", "store-reader-pw"));
    String forged = salt + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]);
    for (String wrong : new String[] {"", ".", salt, mac, salt + ".", "." + mac, "x" + token, token + "x", salt + mac, forged,
        other, ofAnotherSignIn, other.substring(0, other.indexOf('.')) + "." + mac, "null", "\u00e4.\u00e4"}) {
      assertRefused(change("POST").with("X-CSRF-Token", wrong));
      assertRefused(change("POST").form("csrf_token", wrong));
    }
    assertRefused(change("POST").with("X-CSRF-Token", token).with("X-CSRF-Token", token));
    assertRefused(change("POST").form("csrf_token", token).form("csrf_token", token));
    assertRefused(change("POST").with("X-CSRF-Token", "wrong").form("csrf_token", token));
    assertRefused(change("POST").query("csrf_token=" + token));
  }

  @Test
  void everyPage_showsAnotherToken_andAllAreGood() {
    String second = token(browser);
    assertThat(second).isNotEqualTo(token).matches("[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{43}");
    for (String each : new String[] {token, second, token}) {
      assertThat(fixture.visit(change("POST").with("X-CSRF-Token", each), browser)).isInstanceOf(Authenticated.class);
    }
  }

  @Test
  void tokenDoesNotReplaceTheSameOrigin() {
    FakeRequest foreign = EngineFixture.api("/stores").method("POST").with("Sec-Fetch-Site", "cross-site").with("X-CSRF-Token", token);
    assertRefused(foreign);
  }

  @Test
  void navigationWithoutToken_getsAPageThatSaysSo() {
    FakeRequest form = EngineFixture.page("/stores").method("POST").without("Sec-Fetch-Site").with("Sec-Fetch-Site", "same-origin");
    assertThat(fixture.visit(form, browser)).isInstanceOfSatisfying(Refused.class, refused ->
        assertThat(refused.reply().body()).contains("The page was too old"));
  }

  @Test
  void whereAnyoneMayCome_theCallerIsNobody() {
    assertThat(fixture.authenticator.authenticate(change("POST"), browser, Requirement.ANYONE)).isInstanceOf(Anonymous.class);
    assertThat(fixture.authenticator.authenticate(change("POST").with("X-CSRF-Token", token), browser, Requirement.ANYONE))
        .isInstanceOf(Authenticated.class);
  }

  @Test
  void bearerRequest_needsNone_andGetsNone() throws Exception {
    String bearer = fixture.token("store-reader", "store-reader-pw", "read_stores");
    FakeRequest request = EngineFixture.api("/api").method("POST").with("Authorization", "Bearer " + bearer);
    assertThat(fixture.authenticator.authenticate(request, browser, Requirement.BEARER)).isInstanceOfSatisfying(Authenticated.class, known -> {
      assertThat(known.credential()).isEqualTo(Credential.BEARER_TOKEN);
      assertThat(known.crossSiteToken()).isEmpty();
    });
  }

  @Test
  void signOut_needsTheToken() {
    assertRefused(change("POST").path("/oauth2/sign-out"));
    assertThat(browser.load()).isPresent();
    assertThat(fixture.visit(change("POST").path("/oauth2/sign-out").form("csrf_token", token), browser)).isInstanceOf(Redirected.class);
    assertThat(browser.load()).isEmpty();
  }

  @Test
  void signOutByAScript_sendsItInTheHeader() {
    assertThat(fixture.visit(change("POST").path("/oauth2/sign-out").with("X-CSRF-Token", token), browser)).isInstanceOf(Redirected.class);
    assertThat(browser.load()).isEmpty();
  }

  @Test
  void signOutByTheApplication_needsItOfARequestThatChangesSomething() {
    fixture.authenticator.signOut(change("POST"), browser);
    assertThat(browser.load()).isPresent();
    fixture.authenticator.signOut(change("POST").with("X-CSRF-Token", token), browser);
    assertThat(browser.load()).isEmpty();
  }

  @Test
  void otherPathsOfTheLibrary_needNone() {
    assertThat(fixture.visit(change("POST").path("/oauth2/backchannel-logout").form("logout_token", "x"), browser))
        .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.reply().status()).isEqualTo(400));
  }

  @Test
  void tokenOfTheKeyBefore_isGood_andOfAnUnknownOneIsNot() {
    FakeRequest request = change("POST").with("X-CSRF-Token", token);
    try (RequestAuthenticator rotated = with(NEW_KEY + " " + OLD_KEY); RequestAuthenticator other = with(NEW_KEY)) {
      assertThat(rotated.authenticate(request, browser, Requirement.LOGIN)).isInstanceOf(Authenticated.class);
      assertThat(other.authenticate(request, browser, Requirement.LOGIN)).isInstanceOf(Refused.class);
    }
  }

  private RequestAuthenticator with(String keys) {
    Settings.Builder settings = Settings.builder();
    Map<Setting, String> values = new LinkedHashMap<>(Map.of(
        Setting.BASE_URL, fixture.organization.baseUrl().toString(), Setting.ROOT_ORGANIZATION, "bestcarmart",
        Setting.ORGANIZATION_ID, EngineFixture.ORGANIZATION, Setting.CLIENT_ID, "sample_application_client_id",
        Setting.CLIENT_SECRET, "sample_application_client_secret", Setting.CROSS_SITE_TOKEN, "true", Setting.SESSION_COOKIE_KEYS, keys));
    values.forEach(settings::set);
    return RequestAuthenticator.builder(settings.build()).clock(fixture.clock).build();
  }

  @Test
  void withoutTheSetting_thereIsNone() throws Exception {
    try (EngineFixture plain = new EngineFixture()) {
      MemorySessionStore session = plain.signedIn("store-reader", "store-reader-pw");
      assertThat(plain.visit(change("POST"), session)).isInstanceOfSatisfying(Authenticated.class,
          known -> assertThat(known.crossSiteToken()).isEmpty());
    }
  }
}
