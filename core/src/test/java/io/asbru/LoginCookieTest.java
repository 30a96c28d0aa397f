package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.local.Endpoint;
import io.asbru.session.MemorySessionStore;
import io.asbru.session.ResponseCookie;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sign-ins under way, which travel in cookies. */
@Timeout(60)
class LoginCookieTest {

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
  void navigation_setsOneEncryptedCookieForHalfAnHour_andNoSession() {
    MemorySessionStore browser = new MemorySessionStore();
    String url = EngineFixture.location(fixture.visit(EngineFixture.page("/account").query("a=b"), browser));
    assertThat(browser.cookiesSet()).hasSize(1);
    ResponseCookie cookie = browser.cookiesSet().get(0);
    assertThat(cookie.name()).startsWith("asbru-").doesNotStartWith("__Host-");
    assertThat(cookie.maxAge()).contains(Duration.ofMinutes(30));
    assertThat(cookie.sameSite()).contains("Lax");
    assertThat(cookie.secure()).isFalse();
    assertThat(cookie.value().length()).as("small").isLessThan(900);
    String state = url.replaceAll(".*[?&]state=([^&]*).*", "$1");
    assertThat(cookie.value()).doesNotContain(state, "account");
    assertThat(cookie.toString()).doesNotContain(cookie.value());
    assertThat(browser.load()).isEmpty();
  }

  @Test
  void overHttps_theCookieIsOfThisHostAlone() {
    MemorySessionStore browser = new MemorySessionStore();
    fixture.visit(EngineFixture.page("/account").origin("https", "shop.example"), browser);
    ResponseCookie cookie = browser.cookiesSet().get(0);
    assertThat(cookie.name()).startsWith("__Host-asbru-");
    assertThat(cookie.header(fixture.clock.instant())).contains("; Path=/;", "; HttpOnly", "; Secure", "; SameSite=Lax").doesNotContain("Domain");
  }

  @Test
  void applicationsOnOneHost_haveCookiesOfTheirOwn() {
    MemorySessionStore browser = new MemorySessionStore();
    fixture.visit(EngineFixture.page("/account").contextPath("/one"), browser);
    fixture.visit(EngineFixture.page("/account").contextPath("/two"), browser);
    List<String> tags = browser.cookiesSet().stream().map(cookie -> cookie.name().split("-")[1]).toList();
    assertThat(tags).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void manyTabs_areBoundedAndTheOldestGiveWay() throws Exception {
    MemorySessionStore browser = new MemorySessionStore();
    FakeRequest oldest = fixture.comeBack(browser, "Charlie", "jG9A5KrX");
    for (int i = 0; i < 11; i++) {
      fixture.clock.advance(Duration.ofSeconds(1));
      fixture.visit(EngineFixture.page("/account").query("x".repeat(i * 100)), browser);
      assertThat(browser.jar().size()).isLessThanOrEqualTo(5);
      assertThat(browser.jar().values().stream().mapToInt(String::length).sum()).isLessThan(4500);
    }
    FakeRequest newest = fixture.comeBack(browser, "Charlie", "jG9A5KrX");
    assertRefused(fixture.visit(oldest, browser), 400);
    assertThat(fixture.visit(newest, browser)).isInstanceOf(Redirected.class);
  }

  @Test
  void returnUrlAsLongAsTheyCome_fits() throws Exception {
    MemorySessionStore browser = new MemorySessionStore();
    String query = "q=" + new java.util.Random(7).ints(2000, 'a', 'z').collect(StringBuilder::new, StringBuilder::appendCodePoint,
        StringBuilder::append);
    String url = EngineFixture.location(fixture.visit(EngineFixture.page("/account").query(query), browser));
    FakeRequest callback = EngineFixture.callback(new BrowserAtProvider("Charlie", "jG9A5KrX").signIn(url, EngineFixture.CLIENT_URL));
    assertThat(EngineFixture.location(fixture.visit(callback, browser))).isEqualTo("/account?" + query);
  }

  @Test
  void hundredRequestsWithOneState_areOneSignIn() throws Exception {
    MemorySessionStore browser = new MemorySessionStore();
    FakeRequest callback = fixture.comeBack(browser, "Charlie", "jG9A5KrX");
    fixture.organization.journal().clear();
    int threads = 100;
    CyclicBarrier together = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<AuthenticationResult>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        // Each with a copy of the cookies from before, as an attacker would have who can repeat requests.
        MemorySessionStore copy = browser.copyOfCookies();
        all.add(() -> {
          together.await();
          return fixture.visit(callback, copy);
        });
      }
      int won = 0;
      for (Future<AuthenticationResult> one : pool.invokeAll(all)) {
        if (one.get() instanceof Redirected) {
          won++;
        } else {
          assertRefused(one.get(), 400);
        }
      }
      assertThat(won).isEqualTo(1);
      assertThat(fixture.organization.journal().count(Endpoint.TOKEN)).isEqualTo(1);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void anotherNodeWithTheSameClientSecret_finishesTheSignIn() throws Exception {
    MemorySessionStore browser = new MemorySessionStore();
    FakeRequest callback = fixture.comeBack(browser, "Charlie", "jG9A5KrX");
    try (RequestAuthenticator node = RequestAuthenticator.builder(fixture.settings).clock(fixture.clock).build()) {
      assertThat(EngineFixture.location(node.authenticate(callback, browser, Requirement.LOGIN))).isEqualTo("/account?a=b");
    }
  }

  @Test
  void keysAreRotated_andOneThatIsGoneIsUnknown() throws Exception {
    String old = "o".repeat(32);
    String fresh = "n".repeat(32);
    try (EngineFixture before = new EngineFixture(Map.of(Setting.SESSION_COOKIE_KEYS, old))) {
      MemorySessionStore browser = new MemorySessionStore();
      FakeRequest callback = before.comeBack(browser, "Charlie", "jG9A5KrX");
      MemorySessionStore same = browser.copyOfCookies();
      try (RequestAuthenticator without = node(before, fresh); RequestAuthenticator with = node(before, fresh + " " + old)) {
        assertRefused(without.authenticate(callback, same, Requirement.LOGIN), 400);
        assertThat(with.authenticate(callback, browser, Requirement.LOGIN)).isInstanceOf(Redirected.class);
      }
    }
  }

  private static RequestAuthenticator node(EngineFixture of, String keys) {
    Settings settings = Settings.builder()
        .set(Setting.BASE_URL, of.organization.baseUrl().toString())
        .set(Setting.ROOT_ORGANIZATION, "bestcarmart")
        .set(Setting.ORGANIZATION_ID, EngineFixture.ORGANIZATION)
        .set(Setting.CLIENT_ID, "sample_application_client_id")
        .set(Setting.CLIENT_SECRET, "sample_application_client_secret")
        .set(Setting.SESSION_COOKIE_KEYS, keys)
        .build();
    return RequestAuthenticator.builder(settings).clock(of.clock).build();
  }

  @Test
  void cookieThatWasChanged_isRefusedAndRemoved() throws Exception {
    MemorySessionStore browser = new MemorySessionStore();
    FakeRequest callback = fixture.comeBack(browser, "Charlie", "jG9A5KrX");
    Map.Entry<String, String> cookie = Map.copyOf(browser.jar()).entrySet().iterator().next();
    String value = cookie.getValue();
    char last = value.charAt(value.length() - 8);
    for (String changed : List.of("", "1", "1~", "9~x", "2" + value.substring(1), value.substring(0, 40), value + "A",
        value.substring(0, value.length() - 8) + (last == 'A' ? 'B' : 'A') + value.substring(value.length() - 7), "1~eyJhbGciOiJub25lIn0..",
        "1~" + "x".repeat(3000))) {
      browser.jar().put(cookie.getKey(), changed);
      assertRefused(fixture.visit(callback, browser), 400);
      assertThat(browser.jar()).as(changed).isEmpty();
    }
    assertThat(fixture.organization.journal().count(Endpoint.TOKEN)).isZero();
    browser.jar().put(cookie.getKey(), value);
    assertThat(fixture.visit(callback, browser)).as("the one that was not").isInstanceOf(Redirected.class);
  }

  @Test
  void browserThatKeepsNoSession_getsAPageAfterThreeSignIns_andMayTryAgain() throws Exception {
    MemorySessionStore browser = new MemorySessionStore();
    for (int i = 0; i < 3; i++) {
      browser = browser.copyOfCookies();
      assertThat(fixture.visit(fixture.comeBack(browser, "Charlie", "jG9A5KrX"), browser)).isInstanceOf(Redirected.class);
    }
    browser = browser.copyOfCookies();
    Refused page = assertRefused(fixture.visit(EngineFixture.page("/account").query("a=b"), browser), 400);
    assertThat(page.reply().body()).contains("Signing in does not work here", "href=\"/account?a=b\"");
    assertThat(fixture.visit(EngineFixture.page("/account"), browser)).as("the link of that page").isInstanceOf(Redirected.class);
  }

  @Test
  void signInThatLasts_isNotCounted() throws Exception {
    MemorySessionStore browser = new MemorySessionStore();
    for (int i = 0; i < 5; i++) {
      assertThat(fixture.visit(fixture.comeBack(browser, "Charlie", "jG9A5KrX"), browser)).isInstanceOf(Redirected.class);
      fixture.caller(browser);
      fixture.authenticator.signOut(EngineFixture.page("/x"), browser);
    }
    assertThat(browser.jar()).isEmpty();
  }

  @Test
  void signInsLongAfterOneAnother_areNotCounted() throws Exception {
    MemorySessionStore browser = new MemorySessionStore();
    for (int i = 0; i < 5; i++) {
      browser = browser.copyOfCookies();
      assertThat(fixture.visit(fixture.comeBack(browser, "Charlie", "jG9A5KrX"), browser)).isInstanceOf(Redirected.class);
      fixture.clock.advance(Duration.ofMinutes(2));
    }
  }

  private static Refused assertRefused(AuthenticationResult result, int status) {
    assertThat(result).isInstanceOf(Refused.class);
    assertThat(((Refused) result).reply().status()).isEqualTo(status);
    return (Refused) result;
  }
}
