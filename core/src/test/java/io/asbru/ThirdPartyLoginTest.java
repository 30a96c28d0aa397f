package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.asbru.AuthenticationResult.Reason;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.session.MemorySessionStore;
import io.asbru.settings.Setting;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-ins that somebody else begins (OpenID Connect Core, section 4). */
@Timeout(30)
class ThirdPartyLoginTest {

  private static final String PATH = "/oauth2/initiate";

  private final MemorySessionStore session = new MemorySessionStore();
  private EngineFixture fixture;

  @BeforeEach
  void start() {
    fixture = new EngineFixture(Map.of(Setting.INITIATE_LOGIN_PATH, PATH));
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void browser_isSentToSignInAndEndsWhereItWasMeantTo() throws Exception {
    AuthenticationResult begun = initiate("iss", rootIssuer(), "target_link_uri", EngineFixture.CLIENT_URL + "/stores?page=2#top");
    assertThat(EngineFixture.location(begun)).startsWith(fixture.organization.baseUrl() + "/t/bestcarmart/o/");
    URI back = new BrowserAtProvider("store-reader", "store-reader-pw").signIn(EngineFixture.location(begun), EngineFixture.CLIENT_URL);
    assertThat(EngineFixture.location(fixture.visit(EngineFixture.callback(back), session))).isEqualTo("/stores?page=2");
    assertThat(fixture.caller(session).getName()).startsWith("store-reader@");
  }

  @Test
  void organizationsOwnIssuer_isTakenAsWell() {
    assertThat(initiate("iss", rootIssuer().replace("/oauth2", "/o/" + EngineFixture.ORGANIZATION + "/oauth2")))
        .isInstanceOf(Redirected.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "https://issuer.example", "ROOT/", "ROOT?x", " ROOT"})
  void anotherIssuer_isRefused(String issuer) {
    assertRefused(initiate("iss", issuer.replace("ROOT", rootIssuer())));
  }

  @Test
  void missingOrRepeatedParameters_areRefused() {
    assertRefused(initiate("target_link_uri", "/stores"));
    assertRefused(initiate("iss", rootIssuer(), "iss", rootIssuer()));
    assertRefused(initiate("iss", rootIssuer(), "target_link_uri", "/a", "target_link_uri", "/b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example/", "//evil.example", "/\\evil.example", "http://localhost:8080.evil.example/",
      "http://localhost:8080@evil.example/", "http://localhost:8081/stores", "javascript:alert(1)", "/a//evil.example", "/../x",
      "stores", "/oauth2/initiate?iss=x", "https://localhost:8080/stores"})
  void targetThatIsNoPlaceOfTheApplication_becomesTheStartPage(String target) throws Exception {
    MemorySessionStore signedIn = fixture.signedIn("store-reader", "store-reader-pw");
    AuthenticationResult result = fixture.visit(request("GET", "iss", rootIssuer(), "target_link_uri", target), signedIn);
    assertThat(EngineFixture.location(result)).isEqualTo("/");
  }

  @Test
  void loginHint_isPassedOnAndNothingElse() {
    Map<String, List<String>> asked = parameters(initiate("iss", rootIssuer(), "login_hint", "charlie@east", "prompt", "none",
        "scope", "everything", "redirect_uri", "https://evil.example"));
    assertThat(asked).containsEntry("login_hint", List.of("charlie@east")).doesNotContainKey("prompt")
        .containsEntry("redirect_uri", List.of(EngineFixture.CLIENT_URL + "/oauth2/callback"));
    assertThat(asked.get("scope").get(0)).doesNotContain("everything");
    assertThat(parameters(initiate("iss", rootIssuer(), "login_hint", "x".repeat(600)))).doesNotContainKey("login_hint");
    assertThat(parameters(initiate("iss", rootIssuer(), "login_hint", "a\nb"))).doesNotContainKey("login_hint");
  }

  @Test
  void whoeverIsSignedIn_staysSo() throws Exception {
    MemorySessionStore signedIn = fixture.signedIn("store-reader", "store-reader-pw");
    Caller before = fixture.caller(signedIn);
    AuthenticationResult result = fixture.visit(
        request("GET", "iss", rootIssuer(), "target_link_uri", "/stores", "login_hint", "eve"), signedIn);
    assertThat(EngineFixture.location(result)).isEqualTo("/stores");
    assertThat(fixture.caller(signedIn)).isEqualTo(before);
  }

  /** A POST from another site comes without a SameSite=Lax cookie; the GET after it brings the cookie. */
  @Test
  void post_becomesAGetWithTheSameParameters() {
    AuthenticationResult result = fixture.visit(EngineFixture.page(PATH).method("POST").form("iss", rootIssuer())
        .form("login_hint", "charlie").form("target_link_uri", "/stores").form("further", "x"), session);
    assertThat(result).isInstanceOfSatisfying(Redirected.class, redirected -> {
      assertThat(redirected.reply().status()).isEqualTo(303);
      URI location = URI.create(redirected.reply().header("Location").orElseThrow());
      assertThat(location.getRawPath()).isEqualTo(PATH);
      assertThat(location.isAbsolute()).isFalse();
      assertThat(URLUtils.parseParameters(location.getRawQuery())).containsOnlyKeys("iss", "login_hint", "target_link_uri");
    });
    assertThat(session.created()).isFalse();
  }

  @Test
  void otherMethods_areNotTaken() {
    assertThat(((Refused) fixture.visit(request("PUT", "iss", rootIssuer()), session)).reply().status()).isEqualTo(405);
  }

  @Test
  void script_isNotSentAnywhere() {
    assertRefused(fixture.visit(EngineFixture.api(PATH).query(query("iss", rootIssuer())), session));
  }

  @Test
  void withoutTheSetting_thePathIsTheApplications() {
    try (EngineFixture usual = new EngineFixture()) {
      assertThat(usual.authenticator.ownPath(PATH)).isFalse();
      assertThat(fixture.authenticator.ownPath(PATH)).isTrue();
    }
  }

  private AuthenticationResult initiate(String... parameters) {
    return fixture.visit(request("GET", parameters), session);
  }

  private static FakeRequest request(String method, String... parameters) {
    return EngineFixture.page(PATH).method(method).query(query(parameters)).without("Sec-Fetch-Site").with("Sec-Fetch-Site", "cross-site");
  }

  private static String query(String... parameters) {
    StringBuilder query = new StringBuilder();
    for (int i = 0; i < parameters.length; i += 2) {
      query.append(i == 0 ? "" : "&").append(parameters[i]).append('=').append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
    }
    return query.toString();
  }

  private String rootIssuer() {
    return fixture.organization.baseUrl() + "/t/bestcarmart/oauth2/token";
  }

  private static void assertRefused(AuthenticationResult result) {
    assertThat(result).isInstanceOfSatisfying(Refused.class, refused -> {
      assertThat(refused.reason()).isEqualTo(Reason.INVALID_REQUEST);
      assertThat(refused.reply().status()).isEqualTo(400);
      assertThat(refused.reply().header("Location")).isEmpty();
    });
  }

  private static Map<String, List<String>> parameters(AuthenticationResult result) {
    return URLUtils.parseParameters(URI.create(EngineFixture.location(result)).getRawQuery());
  }
}
