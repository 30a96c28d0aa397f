package io.asbru.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-ins at a provider that lies, fails or hangs: refused, or put off, and never a 500 of ours. */
public abstract class SignInFaultContract extends FilterContract {

  private static final Duration BOUND = Duration.ofSeconds(6);

  @Override
  Deployment deployment() {
    return Deployment.withClock(settings("request-timeout", "2s"));
  }

  static List<Fault> lies() {
    return List.of(Fault.algNone(), Fault.hmacWithPublicKey(), Fault.badSignature(), Fault.unknownKid(), Fault.missingKid(),
        Fault.otherAlgorithm(), Fault.wrongIssuer(), Fault.wrongAudience(), Fault.wrongAzp(), Fault.wrongNonce(), Fault.wrongAtHash(),
        Fault.wrongOrganization(), Fault.missingOrganization(), Fault.expired(), Fault.negativeExpiry(), Fault.missingExpiry(),
        Fault.issuedInFuture(), Fault.missingClaim("iat"), Fault.missingClaim("sub"), Fault.missingClaim("iss"), Fault.missingClaim("aud"),
        Fault.missingClaim("nonce"), Fault.missingIdToken(), Fault.claim("sub", ""), Fault.claim("sub", 7), Fault.claim("sub", "x".repeat(300)),
        Fault.claim("aud", Map.of()), Fault.claim("exp", "soon"),
        Fault.claim("iat", "now"), Fault.claim("nonce", 7), Fault.claim("org_id", List.of(Provider.EAST)), Fault.claim("iss", 7),
        Fault.member("id_token", "not.a.jwt"), Fault.member("id_token", "made-up"));
  }

  @ParameterizedTest
  @MethodSource("lies")
  void lyingTokenResponse_signsNobodyIn(Fault fault) {
    Visitor browser = visitor();
    provider.inject(fault, Endpoint.TOKEN);

    Answer answer = browser.signIn("/private/page?a=1", "Charlie");

    Expect.page(answer, 502, "You have not been signed in");
    assertThat(answer.body()).contains("href=\"/private/page?a=1\"").doesNotContain("aud").doesNotContain("nonce");
    nobodyIsSignedIn(browser);
    worksAgain(browser);
  }

  @Test
  void idTokenForSeveralClients_withoutAWordWhichOfThemAskedForIt_signsNobodyIn() {
    Visitor browser = visitor();
    provider.inject(Fault.claim("aud", List.of(Provider.CLIENT, "another")), Endpoint.TOKEN);
    provider.inject(Fault.missingClaim("azp"), Endpoint.TOKEN);

    Expect.page(browser.signIn("/private/page", "Charlie"), 502, "You have not been signed in");
    nobodyIsSignedIn(browser);
  }

  static List<Fault> harmless() {
    return List.of(Fault.decimalExpiry(), Fault.contentType("text/html"), Fault.claim("aud", List.of(Provider.CLIENT)),
        Fault.claim("aud", List.of(Provider.CLIENT, "another")), Fault.missingClaim("azp"), Fault.missingClaim("at_hash"),
        Fault.missingClaim("sid"), Fault.missingClaim("nbf"), Fault.claim("unheard_of", Map.of("a", List.of(1, "b"))),
        Fault.missingMember("refresh_token"), Fault.missingMember("expires_in"), Fault.member("token_type", "bearer"),
        Fault.member("unheard_of", List.of()));
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void unusualTokenResponse_isTaken(Fault fault) {
    provider.inject(fault, Endpoint.TOKEN);

    assertThat(visitor().signIn("/private/page", "Charlie").requireStatus(200).fact("user")).startsWith("Charlie@");
  }

  static List<Fault> outages() {
    return List.of(Fault.status(500), Fault.status(502), Fault.status(503), Fault.status(429), Fault.status(404), Fault.reset(),
        Fault.halfBody(), Fault.notJson(), Fault.emptyBody(), Fault.hugeBody(1_000_000), Fault.latency(Duration.ofSeconds(30)),
        Fault.trickle(Duration.ofMillis(100)), Fault.redirect("https://evil.example/token"), Fault.wrongTokenType(),
        Fault.missingMember("token_type"), Fault.missingMember("access_token"), Fault.member("access_token", 7),
        Fault.member("access_token", ""), Fault.member("expires_in", "soon"), Fault.member("expires_in", -1),
        Fault.error(500, "server_error", "Internal Server Error."));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void tokenEndpointThatGivesNoAnswer_isSaid_andTheNextAttemptWorks(Fault fault) {
    Visitor browser = visitor();
    provider.inject(fault, Endpoint.TOKEN);

    Answer answer = browser.signIn("/private/page?a=1", "Charlie");

    Expect.page(answer, 503, "Sign-in is not available right now");
    assertThat(answer.header("Retry-After")).isPresent();
    assertThat(answer.took()).isLessThan(BOUND);
    assertThat(answer.body()).as("the code is spent, so it is not offered again").contains("href=\"/private/page?a=1\"")
        .doesNotContain("code=").doesNotContain("state=");
    nobodyIsSignedIn(browser);
    worksAgain(browser);
  }

  @ParameterizedTest
  @ValueSource(strings = {"invalid_client", "unauthorized_client", "unsupported_grant_type", "invalid_scope", "invalid_request"})
  void clientThatIsNotAccepted_isTheOperatorsBusiness(String error) {
    Visitor browser = visitor();
    provider.inject(Fault.error(error.equals("invalid_client") ? 401 : 400, error, "the secret is 12345"), Endpoint.TOKEN);

    Answer answer = browser.signIn("/private/page", "Charlie");

    Expect.page(answer, 500, "This application is not set up correctly");
    assertThat(answer.body()).doesNotContain("12345").doesNotContain(error);
    nobodyIsSignedIn(browser);
    worksAgain(browser);
  }

  @Test
  void codeThatIsRefused_isSaid() {
    Visitor browser = visitor();
    provider.inject(Fault.error(400, "invalid_grant", "Inactive authorization code"), Endpoint.TOKEN);

    Expect.page(browser.signIn("/private/page", "Charlie"), 400, "This sign-in cannot be completed");
    worksAgain(browser);
  }

  static List<Fault> introspectionsThatSayNo() {
    return List.of(Fault.member("active", false), Fault.wrongOrganization(), Fault.missingOrganization(), Fault.expired(), Fault.wrongIssuer(),
        Fault.member("aut", "APPLICATION"));
  }

  @ParameterizedTest
  @MethodSource("introspectionsThatSayNo")
  void introspectionThatContradicts_signsNobodyIn(Fault fault) {
    Visitor browser = visitor();
    provider.inject(fault, Endpoint.INTROSPECT);

    Expect.page(browser.signIn("/private/page", "Charlie"), 502, "You have not been signed in");
    nobodyIsSignedIn(browser);
    worksAgain(browser);
  }

  static List<Fault> introspectionsThatSayNothing() {
    return List.of(Fault.status(500), Fault.status(401), Fault.status(404), Fault.reset(), Fault.halfBody(), Fault.notJson(),
        Fault.emptyBody(), Fault.hugeBody(1_000_000), Fault.latency(Duration.ofSeconds(30)), Fault.activeAsString(),
        Fault.missingMember("active"), Fault.member("exp", "soon"), Fault.member("scope", 7), Fault.member("org_id", 7));
  }

  @ParameterizedTest
  @MethodSource("introspectionsThatSayNothing")
  void introspectionWithoutAnAnswer_putsTheSignInOff(Fault fault) {
    Visitor browser = visitor();
    provider.inject(fault, Endpoint.INTROSPECT);

    Answer answer = browser.signIn("/private/page", "Charlie");

    Expect.page(answer, 503, "Sign-in is not available right now");
    assertThat(answer.took()).isLessThan(BOUND);
    nobodyIsSignedIn(browser);
    worksAgain(browser);
  }

  @Test
  void withoutIntrospectionAtSignIn_theTokenResponseTellsTheScopes() throws StartFailedException {
    Visitor browser = new Visitor(start(Deployment.withClock(settings("introspect-at-sign-in", "false"))));
    provider.inject(Fault.status(500), Endpoint.INTROSPECT);

    Answer page = browser.signIn("/private/page", "Charlie").requireStatus(200);

    assertThat(page.fact("scopes")).isEqualTo("groups openid profile read_stores roles");
    assertThat(provider.asked(Endpoint.INTROSPECT)).isZero();
  }

  static List<Fault> badKeySets() {
    return List.of(Fault.status(500), Fault.reset(), Fault.halfBody(), Fault.notJson(), Fault.emptyBody(), Fault.hugeBody(1_000_000),
        Fault.latency(Duration.ofSeconds(30)), Fault.member("keys", List.of()), Fault.member("keys", "none"),
        Fault.member("keys", List.of(Map.of("kty", "oct", "k", "c2VjcmV0"))), Fault.missingMember("keys"));
  }

  @ParameterizedTest
  @MethodSource("badKeySets")
  void keysThatWereNeverHad_putTheSignInOff(Fault fault) throws StartFailedException {
    Visitor browser = new Visitor(start(deployment()));
    provider.inject(fault, Endpoint.JWKS);

    Answer answer = browser.signIn("/private/page", "Charlie");

    Expect.page(answer, 503, "Sign-in is not available right now");
    assertThat(answer.took()).isLessThan(BOUND);
    provider.restore();
    later(Duration.ofSeconds(6));
    browser.signIn("/private/page", "Charlie").requireStatus(200);
  }

  /** Each has an application of its own: the renewal goes on in the background, and would reach into the next test. */
  @ParameterizedTest
  @MethodSource("badKeySets")
  void keysThatAreKnown_surviveAnOutage(Fault fault) throws StartFailedException {
    Visitor browser = new Visitor(start(deployment()));
    Answer begun = browser.go("/private/page");
    later(Duration.ofMinutes(11));
    provider.inject(fault, Endpoint.JWKS);

    browser.signIn(browser.follow(begun), "store-reader").requireStatus(200);
  }

  @Test
  void keysThatWereChanged_areFetchedAnew() {
    signedIn("Charlie");
    provider.local().rotateKeys();
    later(Duration.ofSeconds(31));

    visitor().signIn("/private/page", "store-reader").requireStatus(200);
    provider.local().dropRetiredKeys();
    visitor().signIn("/private/page", "store-manager").requireStatus(200);
  }

  @Test
  void keysThatNobodyHas_areAskedForOnceInAWhile() {
    signedIn("Charlie");
    later(Duration.ofSeconds(31));
    provider.journal().clear();
    provider.inject(Fault.unknownKid(), Endpoint.TOKEN);

    long begun = System.nanoTime();
    for (int i = 0; i < 5; i++) {
      Expect.page(visitor().signIn("/private/page", "Charlie"), 502, "You have not been signed in");
    }
    int seconds = (int) Duration.ofNanos(System.nanoTime() - begun).toSeconds();

    assertThat(provider.asked(Endpoint.JWKS)).as("once a second before browsers are sent away, once for the key").isBetween(2, 2 + seconds);
  }

  static List<Fault> badUserInfo() {
    return List.of(Fault.wrongSubject());
  }

  @ParameterizedTest
  @MethodSource("badUserInfo")
  void userInfoOfSomebodyElse_signsNobodyIn(Fault fault) throws StartFailedException {
    Visitor browser = new Visitor(start(Deployment.withClock(settings("userinfo-at-sign-in", "true"))));
    provider.inject(fault, Endpoint.USERINFO);

    Expect.page(browser.signIn("/private/page", "Charlie"), 502, "You have not been signed in");
    nobodyIsSignedIn(browser);
    worksAgain(browser);
  }

  static List<Fault> absentUserInfo() {
    return List.of(Fault.status(500), Fault.reset(), Fault.notJson(), Fault.latency(Duration.ofSeconds(30)), Fault.hugeBody(1_000_000),
        Fault.missingClaim("sub"), Fault.claim("sub", 7));
  }

  @ParameterizedTest
  @MethodSource("absentUserInfo")
  void userInfoThatCannotBeHad_putsTheSignInOff(Fault fault) throws StartFailedException {
    Visitor browser = new Visitor(start(Deployment.withClock(settings("userinfo-at-sign-in", "true", "request-timeout", "2s"))));
    provider.inject(fault, Endpoint.USERINFO);

    Expect.page(browser.signIn("/private/page", "Charlie"), 503, "Sign-in is not available right now");
    nobodyIsSignedIn(browser);
    worksAgain(browser);
  }

  static List<Fault> badReturns() {
    return List.of(Fault.missingParameter("state"), Fault.parameter("state", "another"), Fault.parameter("code", "another"));
  }

  @ParameterizedTest
  @MethodSource("badReturns")
  void authorizationResponseThatWasTamperedWith_signsNobodyIn(Fault fault) {
    Visitor browser = visitor();
    provider.inject(fault, Endpoint.AUTHORIZE);

    Expect.page(browser.signIn("/private/page", "Charlie"), 400, "This sign-in cannot be completed");
    nobodyIsSignedIn(browser);
    worksAgain(browser);
  }

  @Test
  void authorizationResponseWithoutACode_signsNobodyIn() {
    Visitor browser = visitor();
    provider.inject(Fault.missingParameter("code"), Endpoint.AUTHORIZE);

    browser.signIn("/private/page", "Charlie");

    nobodyIsSignedIn(browser);
  }

  @Test
  void providerThatIsDown_isSaidOnAPage_beforeTheBrowserIsSentThere() throws StartFailedException {
    URI fresh = start(deployment());
    provider.local().stop();

    for (URI application : List.of(fresh, application())) {
      Visitor browser = new Visitor(application);
      Answer page = browser.go("/private/page");

      Expect.page(page, 503, "Sign-in is not available right now");
      assertThat(page.body()).contains("href=\"/private/page\"");
      assertThat(page.took()).isLessThan(BOUND);
      Expect.json(browser.script("/private/page"), 401, "login_required");
      browser.go("/public/page").requireStatus(200);
    }

    provider.local().restart();
    later(Duration.ofSeconds(61));
    new Visitor(fresh).signIn("/private/page", "Charlie").requireStatus(200);
    signedIn("Charlie");
  }

  @Test
  void providerThatGoesDownDuringASignIn_isSaid_andTheSessionOfBeforeStays() {
    Visitor browser = visitor();
    Answer otherTab = browser.go("/private/in-another-tab");
    browser.signIn("/private/page", "Charlie").requireStatus(200);
    String code = "/oauth2/callback?code=x&state=" + Expect.query(otherTab.location()).get("state");
    provider.local().stop();

    Expect.page(browser.go(code), 503, "Sign-in is not available right now");
    assertThat(browser.go("/private/page").requireStatus(200).fact("user")).startsWith("Charlie@");
  }

  private void nobodyIsSignedIn(Visitor browser) {
    provider.journal().clear();
    Expect.json(browser.script("/private/page"), 401, "login_required");
  }

  private void worksAgain(Visitor browser) {
    provider.restore();
    later(Duration.ofSeconds(61));
    assertThat(browser.signIn("/private/page", "Charlie").requireStatus(200).fact("user")).startsWith("Charlie@");
  }
}
