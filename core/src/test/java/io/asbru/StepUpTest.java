package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Reason;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.session.MemorySessionStore;
import io.asbru.settings.Setting;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Step-up (RFC 9470; OpenID Connect Core, section 3.1.2.1: acr_values, max_age). */
@Timeout(60)
class StepUpTest {

  private static final Requirement GOLD = Requirement.LOGIN.stepUp(new StepUp(List.of("gold", "platinum"), Optional.empty()));
  private static final Requirement FRESH = Requirement.LOGIN.stepUp(new StepUp(List.of(), Optional.of(Duration.ofMinutes(5))));
  private static final Requirement BEARER = Requirement.BEARER.stepUp(
      new StepUp(List.of("gold", "platinum"), Optional.of(Duration.ofMinutes(5))));
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

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
  void userWithoutTheClassNeeded_isSentToSignInWithIt() throws Exception {
    MemorySessionStore session = fixture.signedIn("Charlie", "jG9A5KrX");
    assertThat(EngineFixture.location(visit(session, GOLD))).contains("acr_values=gold+platinum").doesNotContain("max_age");
  }

  @Test
  void visitorWhoIsNotSignedIn_isAskedForTheClassAtOnce() {
    assertThat(EngineFixture.location(visit(new MemorySessionStore(), GOLD))).contains("acr_values=gold+platinum");
  }

  @Test
  void userWhoAuthenticatesSo_isLetIn() throws Exception {
    MemorySessionStore session = fixture.signedIn("Charlie", "jG9A5KrX");
    fixture.organization.inject(Fault.claim("acr", "platinum"), Endpoint.TOKEN);
    AuthenticationResult back = signInFor(session, GOLD, charlie());
    assertThat(EngineFixture.location(back)).isEqualTo("/vault?a=b");
    assertThat(visit(session, GOLD)).isInstanceOf(Authenticated.class);
  }

  @Test
  void providerThatDoesNotDoIt_isNoLoop() throws Exception {
    MemorySessionStore session = new MemorySessionStore();
    Refused refused = assertRefused(signInFor(session, GOLD, charlie()), 401);
    assertThat(refused.reply().body()).contains("A stronger sign-in is needed");
    assertThat(fixture.caller(session).getName()).as("signed in all the same").startsWith("Charlie@");
    assertThat(visit(session, GOLD)).as("whoever tries again gets another chance").isInstanceOf(Redirected.class);
  }

  @Test
  void userWhoHasJustSignedInForAnotherPage_isAskedForTheClass() throws Exception {
    MemorySessionStore session = fixture.signedIn("Charlie", "jG9A5KrX");
    fixture.clock.advance(Duration.ofSeconds(1));
    assertThat(visit(session, GOLD)).isInstanceOf(Redirected.class);
  }

  @Test
  void userWhoAuthenticatedLongAgo_authenticatesAgainThoughTheProviderKnowsTheBrowser() throws Exception {
    MemorySessionStore session = new MemorySessionStore();
    BrowserAtProvider browser = charlie();
    fixture.visit(fixture.comeBack(session, browser), session);
    assertThat(visit(session, FRESH)).isInstanceOf(Authenticated.class);
    fixture.clock.advance(Duration.ofMinutes(6));
    assertThat(EngineFixture.location(visit(session, FRESH))).contains("max_age=300").doesNotContain("acr_values");
    assertThat(visit(session, Requirement.LOGIN)).as("elsewhere nothing has changed").isInstanceOf(Authenticated.class);
    assertThat(signInFor(session, FRESH, browser)).isInstanceOf(Redirected.class);
    assertThat(visit(session, FRESH)).isInstanceOf(Authenticated.class);
  }

  @Test
  void idTokenWithoutAuthTime_isRefusedIfMaxAgeWasAskedFor() throws Exception {
    fixture.organization.inject(Fault.missingClaim("auth_time"), Endpoint.TOKEN);
    MemorySessionStore session = new MemorySessionStore();
    Refused refused = (Refused) signInFor(session, FRESH, charlie());
    assertThat(refused.reason()).isEqualTo(Reason.SIGN_IN_FAILED);
    assertThat(refused.reply().status()).isEqualTo(502);
    assertThat(session.load()).isEmpty();
    assertThat(signInFor(session, Requirement.LOGIN, charlie())).as("without max_age it is optional").isInstanceOf(Redirected.class);
  }

  @Test
  void idTokenWithoutAuthTime_isRefusedIfTheSettingsAskForMaxAge() throws Exception {
    try (EngineFixture own = new EngineFixture(Map.of(Setting.AUTHORIZATION_PARAMETERS, "max_age=600"))) {
      own.organization.inject(Fault.missingClaim("auth_time"), Endpoint.TOKEN);
      MemorySessionStore session = new MemorySessionStore();
      AuthenticationResult back = own.visit(own.comeBack(session, "Charlie", "jG9A5KrX"), session);
      assertThat(((Refused) back).reply().status()).isEqualTo(502);
    }
  }

  @Test
  void script_isToldByAChallenge() throws Exception {
    MemorySessionStore session = fixture.signedIn("Charlie", "jG9A5KrX");
    Refused refused = assertRefused(fixture.authenticator.authenticate(EngineFixture.api("/vault"), session, GOLD), 401);
    assertThat(refused.reply().header("WWW-Authenticate").orElseThrow())
        .contains("error=\"insufficient_user_authentication\"").contains("acr_values=\"gold platinum\"");
  }

  @Test
  void form_isNotSentAwayAndSaysWhatToDo() throws Exception {
    MemorySessionStore session = fixture.signedIn("Charlie", "jG9A5KrX");
    Refused refused = assertRefused(fixture.authenticator.authenticate(EngineFixture.page("/vault").method("POST"), session, GOLD), 401);
    assertThat(refused.reply().body()).contains("Please sign in again").contains("has not been carried out");
    assertThat(refused.reply().header("WWW-Authenticate").orElseThrow()).contains("insufficient_user_authentication");
  }

  @Test
  void refresh_doesNotMakeASignInYounger() throws Exception {
    MemorySessionStore session = fixture.signedIn("Charlie", "jG9A5KrX");
    Object authTime = fixture.caller(session).claims().get("auth_time");
    fixture.clock.advance(Duration.ofHours(1));
    fixture.organization.inject(Fault.claim("auth_time", fixture.clock.instant().getEpochSecond()), Endpoint.TOKEN);
    fixture.organization.inject(Fault.claim("acr", "gold"), Endpoint.TOKEN);
    assertThat(fixture.caller(session).claims()).containsEntry("auth_time", authTime).doesNotContainEntry("acr", "gold");
    assertThat(visit(session, FRESH)).isInstanceOf(Redirected.class);
  }

  @Test
  void refreshSharedByTwoBrowsers_leavesEachItsOwnSignIn() throws Exception {
    MemorySessionStore old = fixture.signedIn("Charlie", "jG9A5KrX");
    fixture.clock.advance(Duration.ofMinutes(58));
    MemorySessionStore young = fixture.signedIn("Charlie", "jG9A5KrX");
    assertThat(young.load().orElseThrow().refreshToken()).isEqualTo(old.load().orElseThrow().refreshToken());
    Object authTime = fixture.caller(old).claims().get("auth_time");
    fixture.clock.advance(Duration.ofMinutes(2));
    assertThat(visit(young, FRESH)).isInstanceOf(Authenticated.class);
    assertThat(visit(old, FRESH)).isInstanceOf(Redirected.class);
    assertThat(fixture.caller(old).claims()).containsEntry("auth_time", authTime);
  }

  @Test
  void bearerToken_isChallengedWithWhatIsNeeded() {
    Refused refused = assertRefused(bearer(), 401);
    assertThat(refused.reply().header("WWW-Authenticate").orElseThrow()).endsWith("error=\"insufficient_user_authentication\", "
        + "error_description=\"The user has to authenticate again, or in another way.\", acr_values=\"gold platinum\", max_age=\"300\"");
    assertThat(refused.reply().body()).contains("insufficient_user_authentication");
  }

  @Test
  void bearerToken_ofAUserWhoAuthenticatedSo_isTakenUntilThatIsTooLongAgo() throws Exception {
    fixture.organization.inject(Fault.member("acr", "gold"), Endpoint.INTROSPECT);
    fixture.organization.inject(Fault.member("auth_time", fixture.clock.instant().getEpochSecond() - 280), Endpoint.INTROSPECT);
    String token = token();
    assertThat(bearer(token)).isInstanceOf(Authenticated.class);
    fixture.clock.advance(Duration.ofSeconds(51));
    assertRefused(bearer(token), 401);
    assertThat(fixture.organization.journal().count(Endpoint.INTROSPECT)).as("of one answer").isEqualTo(1);
  }

  @Test
  void bearerTokenOfAnApplication_hasNoUserWhoAuthenticated() throws Exception {
    assertRefused(bearer(fixture.client.clientCredentials(Set.of()).orThrow().accessToken().value()), 401);
  }

  @ParameterizedTest
  @CsvSource({"gold, true", "platinum, true", "silver, false", "GOLD, false", "'', false"})
  void acr_isOneOfThoseNeeded(String acr, boolean satisfied) {
    StepUp stepUp = new StepUp(List.of("gold", "platinum"), Optional.empty());
    assertThat(stepUp.satisfiedBy(caller(Map.of("acr", acr)), NOW, Duration.ZERO)).isEqualTo(satisfied);
    assertThat(stepUp.satisfiedBy(caller(Map.of()), NOW, Duration.ZERO)).isFalse();
    assertThat(stepUp.satisfiedBy(caller(Map.of("acr", List.of(acr))), NOW, Duration.ZERO)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0, true", "300, true", "330, true", "331, false", "-30, true", "-31, false", "100000000, false"})
  void authTime_isNotLongerAgoThanAllowed(long ago, boolean satisfied) {
    assertThat(maxAge(NOW.getEpochSecond() - ago)).isEqualTo(satisfied);
    assertThat(maxAge((double) NOW.getEpochSecond() - ago)).isEqualTo(satisfied);
  }

  @Test
  void absurdAuthTime_satisfiesNothingAndBreaksNothing() {
    for (Object absurd : List.of(Long.MAX_VALUE, Long.MIN_VALUE, 1e300, -1e300, BigInteger.TEN.pow(400), "1772366400", true, Map.of())) {
      assertThat(maxAge(absurd)).as(absurd.toString()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\"b", "a\\b", "ä", "a\nb"})
  void acrThatCannotBeSent_isRefusedAtOnce(String acr) {
    assertThatThrownBy(() -> new StepUp(List.of(acr), Optional.empty())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void negativeAge_isRefusedAtOnce() {
    assertThatThrownBy(() -> new StepUp(List.of(), Optional.of(Duration.ofSeconds(-1)))).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void stepUpOfNobody_isRefusedAtOnce() {
    assertThatThrownBy(() -> Requirement.ANYONE.stepUp(GOLD.stepUp())).isInstanceOf(IllegalArgumentException.class);
  }

  private static boolean maxAge(Object authTime) {
    return FRESH.stepUp().satisfiedBy(caller(Map.of("auth_time", authTime)), NOW, Duration.ofSeconds(30));
  }

  private static Caller caller(Map<String, Object> claims) {
    return Caller.builder(Caller.Kind.USER, "Charlie").claims(claims).build();
  }

  private static BrowserAtProvider charlie() {
    return new BrowserAtProvider("Charlie", "jG9A5KrX");
  }

  private AuthenticationResult visit(MemorySessionStore session, Requirement requirement) {
    return fixture.authenticator.authenticate(EngineFixture.page("/vault").query("a=b"), session, requirement);
  }

  /** Goes to the page, signs in at the provider, and comes back. */
  private AuthenticationResult signInFor(MemorySessionStore session, Requirement requirement, BrowserAtProvider browser) throws Exception {
    URI callback = browser.signIn(EngineFixture.location(visit(session, requirement)), EngineFixture.CLIENT_URL);
    return fixture.visit(EngineFixture.callback(callback), session);
  }

  private String token() throws Exception {
    return fixture.client.password("Charlie", Secret.of("jG9A5KrX"), Set.of("read_stores")).orThrow()
        .accessToken().value();
  }

  private AuthenticationResult bearer() {
    try {
      return bearer(token());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private AuthenticationResult bearer(String token) {
    return fixture.authenticator.authenticate(EngineFixture.api("/vault").with("Authorization", "Bearer " + token),
        new MemorySessionStore(), BEARER);
  }

  private static Refused assertRefused(AuthenticationResult result, int status) {
    assertThat(result).isInstanceOf(Refused.class);
    Refused refused = (Refused) result;
    assertThat(refused.reason()).isEqualTo(Reason.INSUFFICIENT_USER_AUTHENTICATION);
    assertThat(refused.reply().status()).isEqualTo(status);
    return refused;
  }
}
