package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.session.MemorySessionStore;
import io.asbru.session.ResponseCookie;
import io.asbru.session.SignIn;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A sign-in that is kept in a cookie. */
@Timeout(60)
class CookieSessionTest {

  private static final String KEY = "k".repeat(32);
  private static final Duration HOUR = Duration.ofHours(1);

  private EngineFixture fixture;

  @BeforeEach
  void start() {
    fixture = new EngineFixture(Map.of(Setting.SESSION_STORE, "cookie", Setting.SESSION_COOKIE_KEYS, KEY, Setting.SESSION_IDLE_TIMEOUT, "3h"));
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private MemorySessionStore signedIn() throws Exception {
    MemorySessionStore browser = fixture.signedIn("Charlie", "jG9A5KrX");
    fixture.caller(browser);
    return browser;
  }

  private SignIn signIn(MemorySessionStore browser) {
    fixture.caller(browser);
    return fixture.authenticator.session(EngineFixture.page("/account"), browser).load().orElseThrow();
  }

  /** Whether the browser is known, as a script is told. */
  private boolean known(MemorySessionStore browser) {
    return known(fixture.authenticator, browser);
  }

  private static boolean known(RequestAuthenticator node, MemorySessionStore browser) {
    AuthenticationResult result = node.authenticate(EngineFixture.api("/account"), browser, Requirement.LOGIN);
    assertThat(result instanceof Authenticated || result instanceof Refused refused && refused.reply().status() == 401).isTrue();
    return result instanceof Authenticated;
  }

  private RequestAuthenticator node(String keys) {
    return RequestAuthenticator.builder(settings(keys)).clock(fixture.clock).build();
  }

  private Settings settings(String keys) {
    return Settings.builder()
        .set(Setting.BASE_URL, fixture.organization.baseUrl().toString())
        .set(Setting.ROOT_ORGANIZATION, "bestcarmart")
        .set(Setting.ORGANIZATION_ID, EngineFixture.ORGANIZATION)
        .set(Setting.CLIENT_ID, "sample_application_client_id")
        .set(Setting.CLIENT_SECRET, "sample_application_client_secret")
        .set(Setting.SESSION_STORE, "cookie")
        .set(Setting.SESSION_COOKIE_KEYS, keys)
        .set(Setting.SESSION_IDLE_TIMEOUT, "3h")
        .set(Setting.REQUEST_TIMEOUT, "20s")
        .build();
  }

  @Test
  void signIn_isInAnEncryptedCookieAndNowhereElse() throws Exception {
    MemorySessionStore browser = signedIn();
    assertThat(browser.load()).as("the container's session").isEmpty();
    assertThat(browser.jar().keySet()).isNotEmpty().allMatch(name -> name.matches("asbru-[0-9a-f]{8}-s(_[1-3])?"));
    SignIn signIn = signIn(browser);
    String all = String.join("", browser.jar().values());
    assertThat(all.length()).isLessThan(4000);
    assertThat(all).doesNotContain(signIn.accessToken().value(), "Charlie");
    ResponseCookie last = browser.cookiesSet().stream().filter(cookie -> cookie.name().endsWith("-s") && !cookie.removes()).findFirst().orElseThrow();
    assertThat(last.maxAge()).as("ends with the browser").isEmpty();
    assertThat(last.sameSite()).contains("Lax");
    assertThat(signIn.caller().scopes()).contains("openid", "read_stores");
    assertThat(signIn.caller().claims()).isNotEmpty();
  }

  @Test
  void anyNodeWithTheKey_knowsTheBrowser() throws Exception {
    MemorySessionStore browser = signedIn();
    try (RequestAuthenticator same = node(KEY); RequestAuthenticator rotated = node("n".repeat(32) + " " + KEY);
        RequestAuthenticator other = node("x".repeat(32))) {
      assertThat(known(same, browser.copyOfCookies())).isTrue();
      assertThat(known(rotated, browser.copyOfCookies())).isTrue();
      MemorySessionStore foreign = browser.copyOfCookies();
      assertThat(known(other, foreign)).isFalse();
      assertThat(foreign.jar()).as("removed").isEmpty();
    }
  }

  @Test
  void cookieThatWasChanged_isIgnoredAndRemoved() throws Exception {
    MemorySessionStore browser = signedIn();
    String name = browser.jar().keySet().stream().filter(each -> each.endsWith("-s")).findFirst().orElseThrow();
    String value = browser.jar().get(name);
    int middle = value.length() / 2;
    for (String changed : List.of("", "x", "1~", "5~" + value.substring(2), "2" + value.substring(1), value.substring(0, middle),
        value.substring(0, middle) + (value.charAt(middle) == 'A' ? 'B' : 'A') + value.substring(middle + 1),
        "1~" + "A".repeat(3000), "1~eyJhbGciOiJub25lIn0.e30.", "1~....", "1~eyJhbGciOiJkaXIifQ....", "1~eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..a.b.c")) {
      MemorySessionStore copy = browser.copyOfCookies();
      copy.jar().put(name, changed);
      assertThat(known(copy)).as(changed).isFalse();
      assertThat(copy.jar()).as(changed).doesNotContainKey(name);
    }
    assertThat(known(browser)).isTrue();
  }

  @Test
  void cookieThatCannotBeRead_endsTheContainersSession_soThatNobodyInheritsIt() throws Exception {
    MemorySessionStore browser = signedIn();
    int ends = browser.ends();
    browser.jar().replaceAll((name, value) -> "1~e30.e30.e30.e30.e30");
    assertThat(known(browser)).isFalse();
    assertThat(browser.ends()).isEqualTo(ends + 1);
  }

  @Test
  void cookieOfASignInUnderWay_isNoSession() throws Exception {
    MemorySessionStore browser = signedIn();
    String name = browser.jar().keySet().stream().filter(each -> each.endsWith("-s")).findFirst().orElseThrow();
    MemorySessionStore begun = new MemorySessionStore();
    fixture.visit(EngineFixture.page("/account"), begun);
    begun.jar().put(name, begun.jar().values().iterator().next());
    assertThat(known(begun)).isFalse();
  }

  @Test
  void tokensThatRunOut_areRefreshedByAnyResponse_alsoWhereAnyoneMayCome() throws Exception {
    MemorySessionStore browser = signedIn();
    SignIn before = signIn(browser);
    fixture.clock.advance(HOUR);
    fixture.organization.journal().clear();
    int set = browser.cookiesSet().size();
    AuthenticationResult result = fixture.authenticator.authenticate(EngineFixture.api("/public"), browser, Requirement.ANYONE);
    assertThat(result).isInstanceOf(Authenticated.class);
    assertThat(browser.cookiesSet().subList(set, browser.cookiesSet().size())).as("once, though its use is noted, too").hasSize(1);
    SignIn after = signIn(browser);
    assertThat(after.accessToken()).isNotEqualTo(before.accessToken());
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(fixture.organization.journal().count(Endpoint.TOKEN)).isEqualTo(1);
  }

  @Test
  void cookieFromBeforeARefresh_getsTheNewTokensForAMinute() throws Exception {
    MemorySessionStore browser = signedIn();
    MemorySessionStore soon = browser.copyOfCookies();
    MemorySessionStore late = browser.copyOfCookies();
    fixture.clock.advance(HOUR);
    SignIn renewed = signIn(browser);
    fixture.organization.journal().clear();

    fixture.clock.advance(Duration.ofSeconds(59));
    assertThat(signIn(soon).accessToken()).isEqualTo(renewed.accessToken());
    assertThat(fixture.organization.journal().count(Endpoint.TOKEN)).isZero();

    fixture.clock.advance(Duration.ofSeconds(2));
    assertThat(known(late)).as("the refresh token is spent").isFalse();
    assertThat(fixture.organization.journal().count(Endpoint.TOKEN)).isEqualTo(1);
    assertThat(late.jar()).as("left alone: another answer may have brought a newer one").isNotEmpty();
    assertThat(known(browser)).isTrue();
  }

  @Test
  void providerAway_keepsTheCookie() throws Exception {
    MemorySessionStore browser = signedIn();
    fixture.clock.advance(HOUR);
    fixture.organization.inject(Fault.status(500), Endpoint.TOKEN);
    AuthenticationResult result = fixture.visit(EngineFixture.api("/x"), browser);
    assertThat(((Refused) result).reply().status()).isEqualTo(503);
    fixture.organization.clearFaults();
    fixture.clock.advance(Duration.ofSeconds(30));
    assertThat(known(browser)).isTrue();
  }

  @Test
  void signOut_removesAllOfIt_revokesTheNewestTokens_andACopyIsWorthNothing() throws Exception {
    MemorySessionStore browser = signedIn();
    MemorySessionStore old = browser.copyOfCookies();
    fixture.clock.advance(HOUR);
    SignIn renewed = signIn(browser);
    MemorySessionStore thief = browser.copyOfCookies();
    fixture.organization.journal().clear();
    // Signed out by the cookie from before the refresh, as by a second tab.
    AuthenticationResult out = fixture.visit(EngineFixture.page("/oauth2/sign-out").method("POST").without("Sec-Fetch-Site")
        .with("Sec-Fetch-Site", "same-origin"), old);
    assertThat(((Redirected) out).reply().body()).contains("id_token_hint");
    assertThat(old.jar().keySet()).as("the state of the logout alone").singleElement().asString().endsWith("-o");
    assertThat(fixture.organization.journal().entries(entry -> entry.endpoint() == Endpoint.REVOKE)
        .stream().flatMap(entry -> entry.parameters().get("token").stream()))
        .contains(renewed.refreshToken().orElseThrow().value(), renewed.accessToken().value());
    assertThat(known(thief)).isFalse();
    assertThat(known(browser)).isFalse();
    fixture.clock.advance(Duration.ofHours(2));
    assertThat(known(thief)).isFalse();
  }

  @Test
  void signInAgain_endsCopiesOfTheCookieFromBefore_andLeavesTheNewOneAlone() throws Exception {
    MemorySessionStore browser = signedIn();
    MemorySessionStore copy = browser.copyOfCookies();
    fixture.visit(fixture.comeBackSignedIn(browser, "Charlie", "jG9A5KrX"), browser);
    assertThat(known(copy)).isFalse();
    assertThat(copy.jar()).as("a late answer must not remove the cookie that the browser has by now").isNotEmpty();
    assertThat(known(browser)).isTrue();
  }

  @Test
  void unusedSignIn_ends_andAUsedOneLastsUntilItsLifetimeIsOver() throws Exception {
    MemorySessionStore idle = signedIn();
    MemorySessionStore used = signedIn();
    for (int hours = 1; hours < 24; hours++) {
      fixture.clock.advance(HOUR);
      assertThat(known(used)).as("after %d hours", hours).isTrue();
      if (hours == 3) {
        assertThat(known(idle)).isFalse();
      }
    }
    fixture.clock.advance(HOUR);
    assertThat(known(used)).as("after a day").isFalse();
  }

  @Test
  void refreshAgainstSignOut_signOutWins() throws Exception {
    MemorySessionStore browser = signedIn();
    int rounds = 10;
    for (int round = 0; round < rounds; round++) {
      fixture.clock.advance(HOUR);
      MemorySessionStore refreshing = browser.copyOfCookies();
      CyclicBarrier together = new CyclicBarrier(2);
      ExecutorService threads = Executors.newFixedThreadPool(2);
      try {
        Future<AuthenticationResult> refresh = threads.submit(() -> {
          together.await();
          return fixture.visit(EngineFixture.api("/x"), refreshing);
        });
        Callable<Boolean> signOut = () -> {
          together.await();
          fixture.authenticator.signOut(EngineFixture.page("/x"), browser);
          return true;
        };
        threads.submit(signOut).get(30, TimeUnit.SECONDS);
        refresh.get(30, TimeUnit.SECONDS);
      } finally {
        threads.shutdownNow();
      }
      assertThat(known(refreshing)).as("round %d", round).isFalse();
      assertThat(known(browser)).isFalse();
      browser.jar().clear();
      fixture.visit(fixture.comeBack(browser, "Charlie", "jG9A5KrX"), browser);
    }
  }

  @Test
  void manyRequestsAtOnceWithOneCookie_areOneRefresh() throws Exception {
    MemorySessionStore browser = signedIn();
    fixture.clock.advance(HOUR);
    fixture.organization.journal().clear();
    int threads = 20;
    CyclicBarrier together = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        MemorySessionStore copy = browser.copyOfCookies();
        all.add(() -> {
          together.await();
          return known(copy);
        });
      }
      for (Future<Boolean> one : pool.invokeAll(all)) {
        assertThat(one.get()).isTrue();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(fixture.organization.journal().count(Endpoint.TOKEN)).isEqualTo(1);
  }

  @Test
  void signInThatIsTooLargeForCookies_isAPageThatSaysSo() throws Exception {
    // Random, so that it cannot be compressed.
    String noise = new java.util.Random(7).ints(20_000, 'A', 'z').filter(Character::isLetter).limit(15_000)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    MemorySessionStore browser = new MemorySessionStore();
    FakeRequest callback = fixture.comeBack(browser, "Charlie", "jG9A5KrX");
    fixture.organization.inject(Fault.member("refresh_token", noise), Endpoint.TOKEN);
    Refused refused = (Refused) fixture.visit(callback, browser);
    assertThat(refused.reply().status()).isEqualTo(400);
    assertThat(refused.reply().body()).contains("too much for a browser");
    assertThat(browser.jar()).isEmpty();
  }

  @Test
  void largeSignIn_isCutIntoSeveralCookies_noneOfWhichCanBeExchanged() throws Exception {
    String noise = new java.util.Random(7).ints(20_000, 'A', 'z').filter(Character::isLetter).limit(5_000)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    MemorySessionStore browser = new MemorySessionStore();
    FakeRequest callback = fixture.comeBack(browser, "Charlie", "jG9A5KrX");
    fixture.organization.inject(Fault.member("refresh_token", noise), Endpoint.TOKEN);
    assertThat(fixture.visit(callback, browser)).isInstanceOf(Redirected.class);
    fixture.organization.clearFaults();
    assertThat(signIn(browser).refreshToken().orElseThrow().value()).isEqualTo(noise);
    List<String> parts = browser.jar().keySet().stream().sorted().toList();
    assertThat(parts).hasSizeGreaterThan(1);
    assertThat(browser.jar().values()).allMatch(value -> value.length() <= 3600);

    MemorySessionStore swapped = browser.copyOfCookies();
    Map<String, String> all = new HashMap<>(browser.jar());
    swapped.jar().put(parts.get(1), all.get(parts.get(parts.size() - 1)).substring(1));
    assertThat(known(swapped)).isFalse();
    assertThat(swapped.jar()).isEmpty();
    MemorySessionStore missing = browser.copyOfCookies();
    missing.jar().remove(parts.get(1));
    assertThat(known(missing)).isFalse();
    assertThat(missing.jar()).isEmpty();

    fixture.authenticator.signOut(EngineFixture.page("/x"), browser);
    assertThat(browser.jar()).as("all parts").isEmpty();
  }
}
