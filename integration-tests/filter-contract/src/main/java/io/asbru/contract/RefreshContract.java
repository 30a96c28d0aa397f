package io.asbru.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens when the tokens of a session run out. */
public abstract class RefreshContract extends FilterContract {

  private static final Duration LIFE = Duration.ofHours(1);

  @Override
  Deployment deployment() {
    return Deployment.withClock(settings("request-timeout", "2s"));
  }

  private List<?> refreshes() {
    return provider.asked(Endpoint.TOKEN, "grant_type", "refresh_token");
  }

  /** Somebody whose access token has just run out. */
  private Visitor ranOut(String user) {
    Visitor browser = signedIn(user);
    later(LIFE.plusMinutes(1));
    provider.journal().clear();
    return browser;
  }

  @Test
  void tokensThatRanOut_areRefreshedUnnoticed() {
    Visitor browser = signedIn("store-manager");
    Answer before = browser.go("/private/page");
    String session = browser.sessionCookie();
    later(LIFE.plusMinutes(1));

    Answer after = browser.go("/private/page").requireStatus(200);

    assertThat(refreshes()).hasSize(1);
    assertThat(Instant.parse(after.fact("expires"))).isAfter(Instant.parse(before.fact("expires")));
    for (String fact : List.of("caller", "subject", "scopes", "roles", "groups", "auth")) {
      assertThat(after.fact(fact)).as(fact).isEqualTo(before.fact(fact));
    }
    assertThat(browser.sessionCookie()).isEqualTo(session);
    browser.go("/private/page").requireStatus(200);
    assertThat(refreshes()).hasSize(1);
  }

  @Test
  void tokensThatAreGood_areNotRefreshed() {
    Visitor browser = signedIn("Charlie");
    later(LIFE.minusMinutes(1));

    browser.go("/private/page").requireStatus(200);

    assertThat(refreshes()).isEmpty();
  }

  @Test
  void refreshedTokens_areRefreshedAgain() {
    Visitor browser = signedIn("Charlie");
    for (int i = 1; i <= 4; i++) {
      later(LIFE.plusMinutes(1));
      browser.go("/private/page").requireStatus(200);
      assertThat(refreshes()).hasSize(i);
    }
  }

  @Test
  void manyRequestsAtOnce_areOneRefresh() {
    Visitor browser = ranOut("Charlie");
    provider.inject(Fault.latency(Duration.ofMillis(300)), Endpoint.TOKEN);

    List<Answer> answers = Together.times(20, () -> browser.script("/mixed/data"));

    assertThat(answers).allSatisfy(answer -> assertThat(answer.requireStatus(200).fact("user")).startsWith("Charlie@"));
    assertThat(refreshes()).hasSize(1);
    browser.go("/private/page").requireStatus(200);
    assertThat(refreshes()).hasSize(1);
  }

  @Test
  void twoBrowsersWithTheSameTokens_refreshThemOnce_andStayThemselves() {
    Visitor laptop = signedIn("Charlie");
    Visitor phone = signedIn("Charlie");
    laptop.go("/session/put?name=device&value=laptop");
    later(LIFE.plusMinutes(1));
    provider.journal().clear();

    laptop.go("/private/page").requireStatus(200);
    phone.go("/private/page").requireStatus(200);

    assertThat(refreshes()).hasSize(1);
    assertThat(phone.go("/session/show").body()).doesNotContain("laptop");
    laptop.signOut();
    assertThat(phone.go("/private/page").requireStatus(200).fact("user")).startsWith("Charlie@");
  }

  @Test
  void publicPage_refreshesToo_andShowsWhoIsSignedIn() {
    Visitor browser = ranOut("Charlie");

    assertThat(browser.go("/public/page").requireStatus(200).fact("user")).startsWith("Charlie@");
    assertThat(refreshes()).hasSize(1);
  }

  @Test
  void responseWithoutIdToken_keepsTheOneBefore() {
    Visitor browser = ranOut("Charlie");
    provider.local().inject(Fault.missingIdToken(), Endpoint.TOKEN, 1);

    assertThat(browser.go("/private/page").requireStatus(200).fact("roles")).contains("store-reader");
    browser.signOut();

    assertThat(provider.journal().last(Endpoint.LOGOUT).orElseThrow().parameter("id_token_hint")).isPresent();
  }

  @Test
  void responseWithoutRefreshToken_keepsTheOneBefore() {
    register(application -> application.refreshTokenRotated(false));
    try {
      Visitor browser = ranOut("store-reader");
      provider.local().inject(Fault.missingMember("refresh_token"), Endpoint.TOKEN, 1);
      browser.go("/private/page").requireStatus(200);

      later(LIFE.plusMinutes(1));

      browser.go("/private/page").requireStatus(200);
      assertThat(refreshes()).hasSize(2);
    } finally {
      register(application -> application.refreshTokenRotated(true));
    }
  }

  @Test
  void applicationWithoutRefreshTokens_signsInSilently() {
    register(application -> application.grants("authorization_code", "password"));
    try {
      Visitor browser = ranOut("store-reader");

      Expect.json(browser.script("/mixed/data"), 401, "login_required");
      assertThat(browser.open("/private/page").requireStatus(200).fact("user")).startsWith("store-reader@");
      assertThat(refreshes()).isEmpty();
    } finally {
      register(application -> application.grants("authorization_code", "refresh_token", "password", "client_credentials"));
    }
  }

  @Test
  void refusedRefreshToken_endsTheSession_andNavigationsSignInSilently() {
    Visitor browser = ranOut("Charlie");
    provider.local().revokeTokens(provider.east(), "Charlie");

    Answer answer = browser.go("/private/page?a=1");

    Expect.signIn(answer);
    Answer again = browser.follow(answer).requireStatus(200);
    assertThat(again.uri()).isEqualTo(browser.at("/private/page?a=1"));
    assertThat(again.fact("user")).startsWith("Charlie@");
  }

  @Test
  void refusedRefreshToken_isA401ForScripts() {
    Visitor browser = ranOut("Charlie");
    provider.local().revokeTokens(provider.east(), "Charlie");

    Expect.json(browser.script("/mixed/data"), 401, "login_required");
    Expect.json(browser.script("/mixed/data"), 401, "login_required");
    assertThat(refreshes()).hasSize(1);
  }

  @Test
  void refusedRefreshToken_isAnonymousWhereAnyoneMayCome() {
    Visitor browser = ranOut("Charlie");
    provider.local().revokeTokens(provider.east(), "Charlie");

    assertThat(browser.go("/public/page").requireStatus(200).fact("caller")).isEqualTo("-");
  }

  static List<Fault> badIdTokens() {
    return List.of(Fault.wrongSubject(), Fault.badSignature(), Fault.algNone(), Fault.wrongAudience(), Fault.wrongIssuer(),
        Fault.wrongAzp(), Fault.expired(), Fault.wrongAtHash(), Fault.wrongOrganization());
  }

  @ParameterizedTest
  @MethodSource("badIdTokens")
  void refreshedIdToken_isValidatedInFull(Fault fault) {
    Visitor browser = ranOut("Charlie");
    provider.inject(fault, Endpoint.TOKEN);

    Expect.signIn(browser.go("/private/page"));
    Expect.json(browser.script("/mixed/data"), 401, "login_required");
  }

  static List<Fault> outages() {
    return List.of(Fault.status(500), Fault.status(503), Fault.status(429), Fault.reset(), Fault.halfBody(), Fault.notJson(),
        Fault.emptyBody(), Fault.latency(Duration.ofSeconds(20)), Fault.trickle(Duration.ofMillis(200)),
        Fault.error(401, "invalid_client", "Client credentials are invalid."), Fault.error(400, "unauthorized_client", "no"),
        Fault.error(500, "server_error", "Internal Server Error."), Fault.redirect("https://evil.example/"));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void providerThatCannotAnswer_endsNoSession(Fault fault) {
    Visitor browser = ranOut("Charlie");
    String session = browser.sessionCookie();
    provider.inject(fault, Endpoint.TOKEN);

    Answer page = browser.go("/private/page");
    Answer script = browser.script("/mixed/data");

    Expect.page(page, 503, "Sign-in is not available right now");
    assertThat(page.body()).contains("does not answer").contains("href=\"/private/page\"");
    assertThat(page.header("Retry-After")).isPresent();
    Expect.json(script, 503, "temporarily_unavailable");
    assertThat(page.took().plus(script.took())).isLessThan(Duration.ofSeconds(8));
    assertThat(browser.go("/public/page").requireStatus(200).fact("caller")).isEqualTo("-");
    assertThat(browser.sessionCookie()).isEqualTo(session);
  }

  @Test
  void providerThatCameBack_findsTheSessionAsItWas() {
    Visitor browser = signedIn("Charlie");
    browser.go("/session/put?name=cart&value=3");
    later(LIFE.plusMinutes(1));
    provider.local().stop();
    Expect.page(browser.go("/private/page"), 503, "Sign-in is not available right now");

    provider.local().restart();
    later(Duration.ofSeconds(5));

    assertThat(browser.go("/private/page").requireStatus(200).fact("user")).startsWith("Charlie@");
    assertThat(browser.go("/session/show").fact("attribute cart")).isEqualTo("3");
  }

  @Test
  void providerAwayShortlyBeforeTheEnd_isNotNoticed() {
    Visitor browser = signedIn("Charlie");
    later(LIFE.minusSeconds(6));
    provider.local().stop();

    browser.go("/private/page").requireStatus(200);
    assertThat(refreshes()).isEmpty();
  }

  @Test
  void introspectionAwayAfterARefresh_costsNothing() {
    Visitor browser = ranOut("store-manager");
    provider.inject(Fault.status(503), Endpoint.INTROSPECT);

    Answer page = browser.go("/private/page").requireStatus(200);

    assertThat(page.fact("user")).startsWith("store-manager@");
    assertThat(page.fact("scopes")).isEqualTo("groups openid profile read_stores roles write_stores");
    browser.go("/private/page").requireStatus(200);
    assertThat(refreshes()).hasSize(1);
  }

  @Test
  void signOutDuringARefresh_wins_andTheNewTokensAreRevokedToo() {
    Visitor browser = ranOut("Charlie");
    provider.inject(Fault.latency(Duration.ofMillis(700)), Endpoint.TOKEN);

    List<Answer> answers = Together.with(
        () -> browser.script("/mixed/data"),
        () -> {
          provider.journal().await(Endpoint.TOKEN, 1, Duration.ofSeconds(5));
          return browser.post("/oauth2/sign-out", Map.of());
        });

    assertThat(answers.get(0).status()).isEqualTo(401);
    Expect.signIn(browser.go("/private/page"));
    assertThat(provider.journal().entries(Endpoint.REVOKE)).extracting(entry -> entry.parameter("token").orElse(""))
        .doesNotHaveDuplicates().hasSize(4);
  }

  @Test
  void refreshAsksForNoScopes() {
    Visitor browser = ranOut("Charlie");
    browser.go("/private/page").requireStatus(200);

    assertThat(provider.journal().last(Endpoint.TOKEN).orElseThrow().parameters()).containsOnlyKeys("grant_type", "refresh_token");
  }
}
