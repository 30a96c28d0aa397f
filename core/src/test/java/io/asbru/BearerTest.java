package io.asbru;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthenticationResult.Anonymous;
import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Reason;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.client.TokenResponse.Granted;
import io.asbru.local.Definition;
import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.local.Switch;
import io.asbru.session.MemorySessionStore;
import io.asbru.settings.Setting;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bearer tokens from the header to the caller, with an organization that answers as a lying one would. */
@Timeout(60)
class BearerTest {

  private static final Map<Setting, String> VALIDATE = Map.of(
      Setting.JWT_ACCESS_TOKENS, "validate", Setting.CLIENT_ID, "sample_jwt_client_id", Setting.CLIENT_SECRET, "sample_jwt_client_secret",
      Setting.INTROSPECTION_TTL, "0s", Setting.INTROSPECTION_INACTIVE_TTL, "0s");

  private EngineFixture fixture;

  private EngineFixture start(Map<Setting, String> settings) {
    fixture = new EngineFixture(settings);
    return fixture;
  }

  @AfterEach
  void stop() {
    if (fixture != null) {
      fixture.close();
    }
  }

  // What is no access token, though it is active.

  @Test
  void refreshToken_isRefusedThoughItIsActive_alsoFromTheCache() throws Exception {
    start(Map.of());
    Granted tokens = fixture.client.password("Charlie", Secret.of("jG9A5KrX"), Set.of("openid")).orThrow();
    String refreshToken = tokens.refreshToken().orElseThrow().value();
    assertInvalid(fixture.present(refreshToken));
    assertInvalid(fixture.present(refreshToken));
    assertThat(fixture.introspections()).isEqualTo(1);
  }

  @Test
  void idToken_isRefused() throws Exception {
    start(Map.of());
    Granted tokens = fixture.client.password("Charlie", Secret.of("jG9A5KrX"), Set.of("openid")).orThrow();
    assertInvalid(fixture.present(tokens.idToken().orElseThrow().value()));
  }

  static Stream<Fault> signsOfOtherTokens() {
    return Stream.of(Fault.member("token_type", "Refresh"), Fault.member("token_type", "refresh_token"), Fault.member("token_type", "N_A"),
        Fault.member("token_type", "mac"), Fault.member("typ", "ID"), Fault.member("typ", "Refresh"), Fault.member("typ", "Offline"),
        Fault.member("typ", "Logout"), Fault.member("at_hash", "AAAA"));
  }

  @ParameterizedTest
  @MethodSource("signsOfOtherTokens")
  void activeTokenThatIsNoAccessToken_isRefused_alsoFromTheCache(Fault fault) throws Exception {
    start(Map.of());
    String token = token();
    fixture.organization.inject(fault, Endpoint.INTROSPECT);
    assertInvalid(fixture.present(token));
    fixture.organization.clearFaults();
    assertInvalid(fixture.present(token));
    assertThat(fixture.introspections()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "bearer", "JWT"})
  void typeOfAnAccessToken_isTakenInAnyCase(String type) throws Exception {
    start(Map.of());
    fixture.organization.inject(Fault.member("token_type", type), Endpoint.INTROSPECT);
    assertThat(fixture.present(token())).isInstanceOf(Authenticated.class);
  }

  // Whose token it is, and whom it is for: judged each time, also of what is kept.

  static Stream<Fault> signsOfOthers() {
    return Stream.of(Fault.wrongAudience(), Fault.missingClaim("aud"), Fault.claim("aud", List.of()), Fault.claim("aud", ""),
        Fault.wrongOrganization(), Fault.missingOrganization());
  }

  @ParameterizedTest
  @MethodSource("signsOfOthers")
  void tokenOfOrForSomebodyElse_isRefused_alsoFromTheCache(Fault fault) throws Exception {
    start(Map.of());
    String token = token();
    fixture.organization.inject(fault, Endpoint.INTROSPECT);
    assertInvalid(fixture.present(token));
    fixture.organization.clearFaults();
    assertInvalid(fixture.present(token));
    assertThat(fixture.introspections()).as("what was said is kept").isEqualTo(1);
  }

  @Test
  void audienceAmongOthers_isEnough() throws Exception {
    start(Map.of());
    fixture.organization.inject(Fault.claim("aud", List.of("other", "sample_application_client_id")), Endpoint.INTROSPECT);
    assertThat(fixture.present(token())).isInstanceOf(Authenticated.class);
  }

  @Test
  void absentAudience_isTakenIfSetSo() throws Exception {
    start(Map.of(Setting.ALLOW_INSECURE_ANY_AUDIENCE, "true"));
    fixture.organization.inject(Fault.missingClaim("aud"), Endpoint.INTROSPECT);
    assertThat(fixture.present(token())).isInstanceOf(Authenticated.class);
  }

  @Test
  void scopes_areJudgedOfWhatIsKept() throws Exception {
    start(Map.of());
    String token = token();
    assertThat(present(token, Requirement.BEARER.allScopes("read_stores"))).isInstanceOf(Authenticated.class);
    for (int i = 0; i < 3; i++) {
      Refused refused = (Refused) present(token, Requirement.BEARER.allScopes("write_stores").anyScope("a", "b"));
      assertThat(refused.reason()).isEqualTo(Reason.INSUFFICIENT_SCOPE);
      assertThat(refused.reply().status()).isEqualTo(403);
      assertThat(refused.reply().header("WWW-Authenticate").orElseThrow()).endsWith(", scope=\"write_stores a b\"");
    }
    assertThat(fixture.introspections()).isEqualTo(1);
  }

  @Test
  void badToken_isRefusedWhereAnyoneMayCome_andNoTokenIsNot() {
    start(Map.of());
    assertInvalid(present("unknown", Requirement.ANYONE));
    assertThat(fixture.authenticator.authenticate(EngineFixture.api("/"), new MemorySessionStore(), Requirement.ANYONE))
        .isInstanceOf(Anonymous.class);
  }

  // exp of introspection responses.

  static Stream<Arguments> expiries() {
    return Stream.of(
        Arguments.of(Fault.missingExpiry(), true), Arguments.of(Fault.decimalExpiry(), true), Arguments.of(Fault.hugeExpiry(), true),
        Arguments.of(Fault.negativeExpiry(), false), Arguments.of(Fault.expired(), false), Arguments.of(Fault.claim("exp", 0), false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("expiries")
  void oddExpiry_isCopedWith(Fault fault, boolean taken) throws Exception {
    start(Map.of());
    String token = token();
    fixture.organization.inject(fault, Endpoint.INTROSPECT);
    for (int i = 0; i < 2; i++) {
      assertThat(fixture.present(token)).isInstanceOf(taken ? Authenticated.class : Refused.class);
    }
    assertThat(fixture.introspections()).isEqualTo(1);
    fixture.clock.advance(Duration.ofSeconds(61));
    assertThat(fixture.present(token)).isInstanceOf(taken ? Authenticated.class : Refused.class);
    assertThat(fixture.introspections()).as("kept for the ttl at the most").isEqualTo(2);
  }

  @Test
  void expiryThatIsNoNumber_isAnOutage() throws Exception {
    start(Map.of());
    fixture.organization.inject(Fault.claim("exp", "soon"), Endpoint.INTROSPECT);
    assertUnavailable(fixture.present(token()));
  }

  // Where the token stands.

  @Test
  void byDefault_onlyTheHeaderIsLookedAt() throws Exception {
    start(Map.of());
    String token = token();
    assertLoginRequired(fixture.present(EngineFixture.api("/api").query("access_token=" + token)));
    assertLoginRequired(fixture.present(EngineFixture.api("/api").method("POST").form("access_token", token)));
  }

  @Test
  void formAndQuery_areTakenBySetting() throws Exception {
    start(Map.of(Setting.BEARER_TOKEN_FROM, "header form query"));
    String token = token();
    assertThat(fixture.present(token)).isInstanceOf(Authenticated.class);
    assertThat(fixture.present(EngineFixture.api("/api").query("a=b&access_token=" + token))).isInstanceOf(Authenticated.class);
    assertThat(fixture.present(EngineFixture.api("/api").method("POST").form("access_token", token))).isInstanceOf(Authenticated.class);
    assertLoginRequired(fixture.present(EngineFixture.api("/api").query("a=b").form("a", "b")));
  }

  @Test
  void settingOfPlaces_takesTheOthersAway() throws Exception {
    start(Map.of(Setting.BEARER_TOKEN_FROM, "form"));
    String token = token();
    assertThat(fixture.present(EngineFixture.api("/api").method("POST").form("access_token", token))).isInstanceOf(Authenticated.class);
    assertLoginRequired(fixture.present(EngineFixture.api("/api").query("access_token=" + token)));
    assertLoginRequired(fixture.present(token));
  }

  @Test
  void tokenInTwoPlaces_isMalformed() throws Exception {
    start(Map.of(Setting.BEARER_TOKEN_FROM, "header form query"));
    String token = token();
    String header = "Bearer " + token;
    for (FakeRequest request : List.of(
        EngineFixture.api("/api").with("Authorization", header).query("access_token=" + token),
        EngineFixture.api("/api").with("Authorization", header).query("%61ccess_token=" + token),
        EngineFixture.api("/api").method("POST").with("Authorization", header).form("access_token", token),
        // A container's form parameters begin with those of the query.
        EngineFixture.api("/api").method("POST").query("access_token=" + token).form("access_token", token).form("access_token", token),
        EngineFixture.api("/api").query("access_token=" + token + "&access_token=" + token),
        EngineFixture.api("/api").method("POST").form("access_token", token).form("access_token", "other"))) {
      assertMalformed(fixture.present(request));
    }
    assertThat(fixture.introspections()).isZero();
  }

  @Test
  void queryThatTheContainerMixesIntoTheForm_isNotCountedTwice() throws Exception {
    start(Map.of(Setting.BEARER_TOKEN_FROM, "form query"));
    String token = token();
    assertThat(fixture.present(EngineFixture.api("/api").method("POST").query("access_token=" + token).form("access_token", token)))
        .isInstanceOf(Authenticated.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"access_token=", "access_token", "access_token=a%20b", "access_token=%00", "access_token=a%0d%0ab",
      "access_token=%C3%A9"})
  void malformedParameter_isMalformed(String query) {
    start(Map.of(Setting.BEARER_TOKEN_FROM, "query"));
    assertMalformed(fixture.present(EngineFixture.api("/api").query(query)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "Bearer a b", "Bearer a,b", "Bearer a\u0000b", "Bearer a\r\nX: y", "Bearer \"a\"", "Bearer é", "bearer\ta"})
  void malformedHeader_isMalformedAndShowsNothing(String header) {
    start(Map.of());
    Refused refused = assertMalformed(fixture.present(EngineFixture.api("/api").with("Authorization", header)));
    assertThat(refused.reply().toString()).doesNotContain("X: y", "\r\nX");
    assertThat(fixture.introspections()).isZero();
  }

  @Test
  void twoHeaders_areMalformed() throws Exception {
    start(Map.of());
    String token = token();
    assertMalformed(fixture.present(EngineFixture.api("/api").with("Authorization", "Bearer " + token).with("Authorization", "Bearer x")));
    assertMalformed(fixture.present(EngineFixture.api("/api").with("Authorization", "Bearer " + token + ", Bearer " + token)));
  }

  @Test
  void hugeHeader_isRefusedUnread() {
    start(Map.of());
    assertMalformed(fixture.present("a".repeat(1_000_000)));
    assertThat(fixture.introspections()).isZero();
  }

  // Protected resource metadata (RFC 9728).

  @Test
  void metadata_sayWhereTokensComeFrom() {
    start(Map.of());
    Refused challenged = (Refused) fixture.present(EngineFixture.api("/api"));
    assertThat(challenged.reply().header("WWW-Authenticate")).contains("Bearer realm=\"asbru\", "
        + "resource_metadata=\"http://localhost:8080/.well-known/oauth-protected-resource\"");
    HttpReply reply = metadata(EngineFixture.api("/.well-known/oauth-protected-resource"));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).contains("application/json");
    assertThat(reply.header("Access-Control-Allow-Origin")).contains("*");
    assertThat(reply.body().replace("\\/", "/")).contains("\"resource\":\"http://localhost:8080\"")
        .contains("\"bearer_methods_supported\":[\"header\"]").contains("\"authorization_servers\":[\"" + fixture.organization.baseUrl()
        + "/t/bestcarmart/o/" + EngineFixture.ORGANIZATION + "/oauth2/token\",\"" + fixture.organization.baseUrl()
        + "/t/bestcarmart/oauth2/token\"]");
  }

  @Test
  void metadata_ofAnApplicationWithAContextPathOrBehindAProxyNameItsOwnAddress() {
    start(Map.of(Setting.BEARER_TOKEN_FROM, "header form"));
    FakeRequest shop = EngineFixture.api("/.well-known/oauth-protected-resource").contextPath("/shop");
    assertThat(metadata(shop).body().replace("\\/", "/")).contains("\"resource\":\"http://localhost:8080/shop\"")
        .contains("[\"body\",\"header\"]");
    fixture.close();
    start(Map.of(Setting.EXTERNAL_URL, "https://shop.example/cars"));
    assertThat(metadata(shop).body().replace("\\/", "/")).contains("\"resource\":\"https://shop.example/cars\"");
    Refused challenged = (Refused) fixture.present(EngineFixture.api("/api"));
    assertThat(challenged.reply().header("WWW-Authenticate").orElseThrow())
        .endsWith("resource_metadata=\"https://shop.example/cars/.well-known/oauth-protected-resource\"");
  }

  @Test
  void metadata_areNamedInEveryChallengeOfTheBearerScheme() throws Exception {
    start(Map.of());
    for (AuthenticationResult result : List.of(fixture.present("unknown"), fixture.present("a b"),
        present(token(), Requirement.BEARER.allScopes("none")))) {
      assertThat(((Refused) result).reply().header("WWW-Authenticate").orElseThrow()).contains(", resource_metadata=\"").contains(", error=\"");
    }
  }

  @Test
  void metadata_areReadAndNotWritten() {
    start(Map.of());
    FakeRequest head = EngineFixture.api("/.well-known/oauth-protected-resource").method("HEAD");
    assertThat(metadata(head).status()).isEqualTo(200);
    for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
      Refused refused = (Refused) fixture.present(EngineFixture.api("/.well-known/oauth-protected-resource").method(method));
      assertThat(refused.reply().status()).isEqualTo(405);
      assertThat(refused.reply().header("Allow")).contains("GET");
    }
  }

  @Test
  void metadata_canBeSwitchedOff() {
    start(Map.of(Setting.PROTECTED_RESOURCE_METADATA, "false"));
    assertThat(fixture.authenticator.ownPath("/.well-known/oauth-protected-resource")).isFalse();
    assertThat(((Refused) fixture.present(EngineFixture.api("/api"))).reply().header("WWW-Authenticate"))
        .contains("Bearer realm=\"asbru\"");
  }

  @Test
  void madeUpHosts_areRepeatedToNobodyElse() {
    start(Map.of());
    for (int i = 0; i < 2_000; i++) {
      fixture.present(EngineFixture.api("/api").origin("https", "h" + i + ".example"));
    }
    assertThat(((Refused) fixture.present(EngineFixture.api("/api"))).reply().header("WWW-Authenticate").orElseThrow())
        .contains("http://localhost:8080/");
    assertThat(((Refused) fixture.present(EngineFixture.api("/api").origin("https", "new.example"))).reply()
        .header("WWW-Authenticate").orElseThrow()).contains("https://new.example/");
  }

  // Signed introspection responses (RFC 9701).

  private void startSigned() {
    fixture = new EngineFixture(Definition.demo().toBuilder().with(Switch.SIGNED_INTROSPECTION, true).build(),
        Map.of(Setting.SIGNED_INTROSPECTION, "true", Setting.INTROSPECTION_TTL, "0s"));
  }

  @Test
  void signedResponse_isTaken() throws Exception {
    startSigned();
    AuthenticationResult result = fixture.present(token());
    assertThat(((Authenticated) result).caller().getName()).startsWith("Charlie@");
    assertThat(fixture.organization.journal().last(Endpoint.INTROSPECT).orElseThrow().header("Accept"))
        .contains("application/token-introspection+jwt");
    assertInvalid(fixture.present("unknown"));
    assertThat(fixture.organization.journal().count(Endpoint.JWKS)).as("the keys are kept").isEqualTo(1);
  }

  @Test
  void plainResponse_isNotTakenInPlaceOfASignedOne() throws Exception {
    start(Map.of(Setting.SIGNED_INTROSPECTION, "true"));
    assertUnavailable(fixture.present(token()));
  }

  static Stream<Fault> faultsOfSignedResponses() {
    return Stream.of(Fault.algNone(), Fault.hmacWithPublicKey(), Fault.badSignature(), Fault.unknownKid(), Fault.otherAlgorithm(),
        Fault.wrongIssuer(), Fault.missingClaim("iss"), Fault.wrongAudience(), Fault.missingClaim("aud"), Fault.missingClaim("iat"),
        Fault.claim("iat", "now"), Fault.claim("iat", 99999999999L), Fault.missingClaim("token_introspection"),
        Fault.claim("token_introspection", "active"), Fault.claim("token_introspection", Map.of()),
        Fault.claim("token_introspection", Map.of("active", "true")), Fault.notJson(), Fault.emptyBody(), Fault.halfBody());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faultsOfSignedResponses")
  void signedResponseThatCannotBeTrusted_isAnOutageAndNoVerdict(Fault fault) throws Exception {
    startSigned();
    String token = token();
    fixture.organization.inject(fault, Endpoint.INTROSPECT);
    assertUnavailable(fixture.present(token));
    fixture.organization.clearFaults();
    assertThat(fixture.present(token)).isInstanceOf(Authenticated.class);
  }

  @Test
  void signedInactive_isInactive() throws Exception {
    startSigned();
    fixture.organization.inject(Fault.claim("token_introspection", Map.of("active", false)), Endpoint.INTROSPECT);
    assertInvalid(fixture.present(token()));
  }

  // JWT access tokens validated here (RFC 9068).

  @Test
  void goodJwt_isTakenWithoutAskingAboutIt() throws Exception {
    start(VALIDATE);
    AuthenticationResult result = fixture.present(jwt());
    assertThat(((Authenticated) result).caller().scopes()).containsExactly("read_stores");
    assertThat(fixture.introspections()).isZero();
  }

  static Stream<Fault> faultsOfJwts() {
    return Stream.of(Fault.algNone(), Fault.hmacWithPublicKey(), Fault.badSignature(), Fault.unknownKid(), Fault.otherAlgorithm(),
        Fault.wrongIssuer(), Fault.missingClaim("iss"), Fault.wrongAudience(), Fault.missingClaim("aud"), Fault.wrongOrganization(),
        Fault.missingOrganization(), Fault.expired(), Fault.missingExpiry(), Fault.negativeExpiry(), Fault.issuedInFuture(),
        Fault.claim("nonce", "n"), Fault.claim("at_hash", "h"), Fault.missingClaim("sub"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faultsOfJwts")
  void badJwt_isRefusedWithoutAskingAboutIt(Fault fault) throws Exception {
    start(VALIDATE);
    fixture.organization.inject(fault.inAccessToken(), Endpoint.TOKEN);
    assertInvalid(fixture.present(jwt()));
    assertThat(fixture.introspections()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"missingKid", "decimalExpiry", "hugeExpiry"})
  void oddJwt_isTakenIfItIsUnambiguous(String name) throws Exception {
    start(VALIDATE);
    Fault fault = name.equals("missingKid") ? Fault.missingKid() : name.equals("hugeExpiry") ? Fault.hugeExpiry() : Fault.decimalExpiry();
    fixture.organization.inject(fault.inAccessToken(), Endpoint.TOKEN);
    AuthenticationResult result = fixture.present(jwt());
    // Two keys are published, the organization's and the root's, so that without a kid nobody can tell which was meant.
    assertThat(result).isInstanceOf(name.equals("missingKid") ? Refused.class : Authenticated.class);
  }

  @Test
  void typeOfOtherJwts_isRefusedUnlessItIsListed() throws Exception {
    start(VALIDATE);
    Granted tokens = fixture.client.password("Charlie", Secret.of("jG9A5KrX"), Set.of("openid")).orThrow();
    String idToken = tokens.idToken().orElseThrow().value();
    assertInvalid(fixture.present(idToken));
    fixture.close();
    Map<Setting, String> lenient = new HashMap<>(VALIDATE);
    lenient.put(Setting.JWT_TYPES, "JWT at+jwt");
    start(lenient);
    String another = fixture.client.password("Charlie", Secret.of("jG9A5KrX"), Set.of("openid")).orThrow().idToken().orElseThrow().value();
    assertInvalid(fixture.present(another));
    assertThat(fixture.present(jwt())).isInstanceOf(Authenticated.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"e30.e30.e30", "eyJhbGciOiJSUzI1NiJ9.%%%.AAAA", "eyJ=.eyJ=.AAA=", "eyJhbGciOiJSUzI1NiJ9..", "eyJ.eyJ.",
      "eyJhbGciOiJSUzI1NiIsImNyaXQiOlsiYjY0Il0sImI2NCI6ZmFsc2V9.e30.AAAA", "e.e.e.e.e", "eyJhbGciOjV9.e30.AAAA"})
  void malformedJwt_isRefused(String token) {
    start(VALIDATE);
    assertThat(fixture.present(token)).isInstanceOf(Refused.class);
    assertThat(((Refused) fixture.present(token)).reply().status()).isIn(400, 401);
  }

  @Test
  void deeplyNestedJwt_isRefused() {
    start(VALIDATE);
    String bomb = "{\"alg\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
    String header = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"RS256\",\"typ\":\"at+jwt\"}".getBytes(
        UTF_8));
    String nested = Base64.getUrlEncoder().withoutPadding().encodeToString(bomb.getBytes(UTF_8));
    assertInvalid(fixture.present(nested + ".e30.AAAA"));
    assertInvalid(fixture.present(header + "." + nested + ".AAAA"));
  }

  private String token() throws AuthorizationServerUnavailableException {
    return fixture.token("Charlie", "jG9A5KrX", "openid", "read_stores");
  }

  private String jwt() throws AuthorizationServerUnavailableException {
    return fixture.token("Charlie", "jG9A5KrX", "read_stores");
  }

  private AuthenticationResult present(String token, Requirement requirement) {
    return fixture.authenticator.authenticate(EngineFixture.api("/api").with("Authorization", "Bearer " + token),
        new MemorySessionStore(), requirement);
  }

  private HttpReply metadata(FakeRequest request) {
    return ((AuthenticationResult.Redirected) fixture.present(request)).reply();
  }

  private static void assertInvalid(AuthenticationResult result) {
    assertRefused(result, Reason.INVALID_TOKEN, 401);
  }

  private static void assertUnavailable(AuthenticationResult result) {
    Refused refused = assertRefused(result, Reason.AUTHORIZATION_SERVER_UNAVAILABLE, 503);
    assertThat(refused.reply().header("Retry-After")).isPresent();
    assertThat(refused.reply().header("WWW-Authenticate")).isEmpty();
  }

  private static Refused assertMalformed(AuthenticationResult result) {
    return assertRefused(result, Reason.INVALID_REQUEST, 400);
  }

  private static void assertLoginRequired(AuthenticationResult result) {
    Refused refused = assertRefused(result, Reason.LOGIN_REQUIRED, 401);
    assertThat(refused.reply().header("WWW-Authenticate").orElseThrow()).doesNotContain("error");
  }

  private static Refused assertRefused(AuthenticationResult result, Reason reason, int status) {
    assertThat(result).isInstanceOf(Refused.class);
    Refused refused = (Refused) result;
    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.reply().status()).isEqualTo(status);
    return refused;
  }
}
