package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthenticationResult.Anonymous;
import io.asbru.AuthenticationResult.Reason;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.session.MemorySessionStore;
import io.asbru.session.SignIn;
import io.asbru.settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SignInTest {

  private EngineFixture fixture;

  @BeforeEach
  void start() {
    fixture = new EngineFixture();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void user_signsInAndIsKnown() throws Exception {
    MemorySessionStore session = fixture.signedIn("store-manager", "store-manager-pw");
    Caller caller = fixture.caller(session);
    assertThat(caller.user()).isTrue();
    assertThat(caller.getName()).startsWith("store-manager@");
    assertThat(caller.organization()).contains(EngineFixture.ORGANIZATION);
    assertThat(caller.scopes()).contains("read_stores", "write_stores");
    assertThat(caller.subject()).isPresent();
    assertThat(session.rotations()).isEqualTo(1);
  }

  @Test
  void grantedScopes_decideAndNotTheRequested() throws Exception {
    assertThat(fixture.caller(fixture.signedIn("store-reader", "store-reader-pw")).scopes())
        .contains("read_stores").doesNotContain("write_stores");
    assertThat(fixture.caller(fixture.signedIn("no-scopes", "no-scopes-pw")).scopes())
        .doesNotContain("read_stores", "write_stores");
  }

  @Test
  void signedInCallerAndBearerCallerOfOnePerson_areEqual() throws Exception {
    MemorySessionStore session = fixture.signedIn("store-reader", "store-reader-pw");
    String token = session.load().map(SignIn::accessToken).orElseThrow().value();
    AuthenticationResult bearer = fixture.authenticator.authenticate(
        EngineFixture.api("/api").with("Authorization", "Bearer " + token), new MemorySessionStore(), Requirement.BEARER);
    assertThat(((AuthenticationResult.Authenticated) bearer).caller()).isEqualTo(fixture.caller(session));
  }

  @Test
  void callbackUsedTwice_isRefusedAndTheSessionStays() throws Exception {
    MemorySessionStore session = new MemorySessionStore();
    FakeRequest callback = fixture.comeBack(session, "Charlie", "jG9A5KrX");
    fixture.visit(callback, session);
    assertRefused(fixture.visit(callback, session), 400, Reason.SIGN_IN_FAILED);
    assertThat(fixture.caller(session).getName()).startsWith("Charlie@");
  }

  @ParameterizedTest
  @ValueSource(strings = {"code=%zz&state=%", "code=a&state=%ff%fe", "code", "code=&state=", "error", "code=a&code=b&state=s", "=&&=%00&code=x",
      "code=a&state=\u0000"})
  void malformedCallback_signsNobodyIn(String query) {
    MemorySessionStore session = new MemorySessionStore();
    AuthenticationResult result = fixture.visit(EngineFixture.page("/oauth2/callback").query(query), session);
    // A code that cannot be read is none, as when the provider's logout leads back here.
    assertThat(result instanceof Refused refused ? refused.reply().status() : EngineFixture.location(result)).isIn(400, "/");
    assertThat(session.load()).isEmpty();
  }

  @Test
  void stepUpRightAfterASignIn_isAskedForAndItsFailureToldOnce() throws Exception {
    MemorySessionStore session = fixture.signedIn("Charlie", "jG9A5KrX");
    Requirement strong = Requirement.LOGIN.stepUp(new StepUp(List.of("urn:strong", "urn:stronger"), Optional.of(Duration.ofMinutes(5))));
    String url = EngineFixture.location(fixture.authenticator.authenticate(EngineFixture.page("/admin"), session, strong));
    assertThat(url).contains("/oauth2/authorize", "acr_values=urn%3Astrong+urn%3Astronger", "max_age=300");
    FakeRequest callback = EngineFixture.callback(new BrowserAtProvider("Charlie", "jG9A5KrX").signIn(url, EngineFixture.CLIENT_URL));
    Refused refused = assertRefused(fixture.visit(callback, session), 401, Reason.INSUFFICIENT_USER_AUTHENTICATION);
    assertThat(refused.reply().body()).contains("A stronger sign-in is needed");
    assertThat(fixture.caller(session).getName()).startsWith("Charlie@");
  }

  @Test
  void stepUpThatSucceeds_leadsOn() throws Exception {
    MemorySessionStore session = fixture.signedIn("Charlie", "jG9A5KrX");
    fixture.clock.advance(Duration.ofMinutes(10));
    Requirement fresh = Requirement.LOGIN.stepUp(new StepUp(List.of(), Optional.of(Duration.ofMinutes(5))));
    String url = EngineFixture.location(fixture.authenticator.authenticate(EngineFixture.page("/admin"), session, fresh));
    FakeRequest callback = EngineFixture.callback(new BrowserAtProvider("Charlie", "jG9A5KrX").signIn(url, EngineFixture.CLIENT_URL));
    assertThat(EngineFixture.location(fixture.visit(callback, session))).isEqualTo("/admin");
    assertThat(fixture.authenticator.authenticate(EngineFixture.page("/admin"), session, fresh))
        .isInstanceOf(AuthenticationResult.Authenticated.class);
  }

  @Test
  void callbackInAnotherBrowser_isRefused() throws Exception {
    FakeRequest callback = fixture.comeBack(new MemorySessionStore(), "Charlie", "jG9A5KrX");
    MemorySessionStore other = new MemorySessionStore();
    assertRefused(fixture.visit(callback, other), 400, Reason.SIGN_IN_FAILED);
    assertThat(other.load()).isEmpty();
  }

  @Test
  void tabs_doNotDisturbEachOther() throws Exception {
    MemorySessionStore session = new MemorySessionStore();
    FakeRequest first = fixture.comeBack(session, "Charlie", "jG9A5KrX");
    FakeRequest second = fixture.comeBack(session, "Charlie", "jG9A5KrX");
    assertThat(fixture.visit(second, session)).isInstanceOf(Redirected.class);
    assertThat(fixture.visit(first, session)).isInstanceOf(Redirected.class);
  }

  @Test
  void anotherUser_doesNotInheritTheSession() throws Exception {
    MemorySessionStore session = fixture.signedIn("Charlie", "jG9A5KrX");
    fixture.visit(fixture.comeBackSignedIn(session, "store-reader", "store-reader-pw"), session);
    assertThat(session.ends()).isEqualTo(1);
    assertThat(fixture.caller(session).getName()).startsWith("store-reader@");
  }

  @ParameterizedTest
  @CsvSource({
      "error=access_denied&error_description=User+denied, 403, User denied",
      "error=server_error, 503, server_error",
      "error=invalid_scope&error_description=%3Cscript%3E, 400, &lt;script&gt;",
  })
  void errorResponse_isShownEscapedAndTheSessionStays(String error, int status, String shown) throws Exception {
    MemorySessionStore session = fixture.signedIn("Charlie", "jG9A5KrX");
    String url = EngineFixture.location(new Redirected(fixture.authenticator.signIn(EngineFixture.page("/x"), session)));
    String state = url.replaceAll(".*[?&]state=([^&]*).*", "$1");
    Refused refused = assertRefused(fixture.visit(
        EngineFixture.page("/oauth2/callback").query(error + "&state=" + state), session), status, Reason.SIGN_IN_FAILED);
    assertThat(refused.reply().body()).contains(shown);
    assertThat(fixture.caller(session).getName()).startsWith("Charlie@");
  }

  @Test
  void errorResponseWithUnknownState_showsNothingOfIt() {
    Refused refused = assertRefused(fixture.visit(
        EngineFixture.page("/oauth2/callback").query("error=x&error_description=evil+words&state=unknown"),
        new MemorySessionStore()), 400, Reason.SIGN_IN_FAILED);
    assertThat(refused.reply().body()).doesNotContain("evil");
  }

  @ParameterizedTest
  @CsvSource({"code=a&code=b&state=s", "code=a&state=s&state=t", "code=a", "code=&state=", "error=&state=x"})
  void callbackThatIsNone_isRefused(String query) {
    assertRefused(fixture.visit(EngineFixture.page("/oauth2/callback").query(query), new MemorySessionStore()), 400,
        Reason.SIGN_IN_FAILED);
  }

  @Test
  void lateCallback_isRefused() throws Exception {
    MemorySessionStore session = new MemorySessionStore();
    FakeRequest callback = fixture.comeBack(session, "Charlie", "jG9A5KrX");
    fixture.clock.advance(Duration.ofMinutes(31));
    assertRefused(fixture.visit(callback, session), 400, Reason.SIGN_IN_FAILED);
  }

  @Test
  void script_isNotRedirected() {
    Refused refused = assertRefused(fixture.visit(EngineFixture.api("/x"), new MemorySessionStore()), 401, Reason.LOGIN_REQUIRED);
    assertThat(refused.reply().header("WWW-Authenticate"))
        .contains("Bearer realm=\"asbru\", resource_metadata=\"http://localhost:8080/.well-known/oauth-protected-resource\"");
    assertThat(refused.reply().body()).contains("\"login_required\"");
  }

  @Test
  void post_isNotRedirected() {
    assertRefused(fixture.visit(EngineFixture.page("/x").method("POST"), new MemorySessionStore()), 401, Reason.LOGIN_REQUIRED);
  }

  @Test
  void authorizationRequest_hasAllItNeeds() {
    String url = EngineFixture.location(fixture.visit(EngineFixture.page("/x"), new MemorySessionStore()));
    assertThat(url).startsWith(fixture.organization.baseUrl() + "/t/bestcarmart/o/" + EngineFixture.ORGANIZATION + "/oauth2/authorize?")
        .contains("response_type=code", "client_id=sample_application_client_id", "code_challenge_method=S256", "nonce=", "state=",
            "redirect_uri=http%3A%2F%2Flocalhost%3A8080%2Foauth2%2Fcallback");
  }

  @Test
  void missingIdToken_isTakenIfSoSet() throws Exception {
    try (EngineFixture lenient = new EngineFixture(Map.of(Setting.ALLOW_SIGN_IN_WITHOUT_ID_TOKEN, "true"))) {
      MemorySessionStore session = new MemorySessionStore();
      FakeRequest callback = lenient.comeBack(session, "store-reader", "store-reader-pw");
      lenient.organization.inject(Fault.missingIdToken(), Endpoint.TOKEN);
      assertThat(lenient.visit(callback, session)).isInstanceOf(Redirected.class);
      assertThat(lenient.caller(session).getName()).startsWith("store-reader@");
    }
  }

  @Test
  void signInWithoutIntrospection_knowsTheUserByTheIdToken() throws Exception {
    try (EngineFixture plain = new EngineFixture(Map.of(Setting.INTROSPECT_AT_SIGN_IN, "false"))) {
      MemorySessionStore session = plain.signedIn("store-reader", "store-reader-pw");
      Caller caller = plain.caller(session);
      assertThat(caller.user()).isTrue();
      assertThat(caller.scopes()).contains("read_stores").doesNotContain("write_stores");
      assertThat(caller.organization()).contains(EngineFixture.ORGANIZATION);
      assertThat(plain.organization.journal().count(Endpoint.INTROSPECT)).isZero();
    }
  }

  @Test
  void userInfo_isFetchedIfSoSet() throws Exception {
    try (EngineFixture full = new EngineFixture(Map.of(Setting.USERINFO_AT_SIGN_IN, "true"))) {
      full.signedIn("store-reader", "store-reader-pw");
      assertThat(full.organization.journal().count(Endpoint.USERINFO)).isEqualTo(1);
      MemorySessionStore session = new MemorySessionStore();
      FakeRequest callback = full.comeBack(session, "Charlie", "jG9A5KrX");
      full.organization.inject(Fault.wrongSubject(), Endpoint.USERINFO);
      assertRefused(full.visit(callback, session), 502, Reason.SIGN_IN_FAILED);
    }
  }

  @Test
  void publicPage_isAnybodys() {
    assertThat(fixture.authenticator.authenticate(EngineFixture.page("/"), new MemorySessionStore(), Requirement.ANYONE))
        .isInstanceOf(Anonymous.class);
  }

  private static Refused assertRefused(AuthenticationResult result, int status, Reason reason) {
    assertThat(result).isInstanceOf(Refused.class);
    Refused refused = (Refused) result;
    assertThat(refused.reply().status()).isEqualTo(status);
    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.reply().header("Cache-Control")).contains("no-store");
    return refused;
  }
}
