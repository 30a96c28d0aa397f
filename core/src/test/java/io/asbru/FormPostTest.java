package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.local.Endpoint;
import io.asbru.session.MemorySessionStore;
import io.asbru.session.ResponseCookie;
import io.asbru.settings.Setting;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Authorization responses that come by a form of the provider's page. */
@Timeout(60)
class FormPostTest {

  private EngineFixture fixture;
  private final MemorySessionStore browser = new MemorySessionStore();

  @BeforeEach
  void start() {
    fixture = new EngineFixture(Map.of(Setting.RESPONSE_MODE, "form_post"));
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  /** Goes through the provider's pages as by {@code response_mode=query}, for which it gives the same code, and makes a form of the answer. */
  private Map<String, String> response() throws Exception {
    String url = EngineFixture.location(fixture.visit(EngineFixture.page("/account").query("a=b"), browser));
    assertThat(url).contains("response_mode=form_post");
    String query = new BrowserAtProvider("Charlie", "jG9A5KrX").signIn(url.replace("response_mode=form_post", "response_mode=query"),
        EngineFixture.CLIENT_URL).getRawQuery();
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : query.split("&")) {
      parameters.put(pair.substring(0, pair.indexOf('=')), URLDecoder.decode(pair.substring(pair.indexOf('=') + 1), StandardCharsets.UTF_8));
    }
    fixture.organization.journal().clear();
    return parameters;
  }

  private static FakeRequest form(Map<String, String> parameters) {
    FakeRequest request = EngineFixture.page("/oauth2/callback").method("POST").without("Sec-Fetch-Site").with("Sec-Fetch-Site", "cross-site")
        .with("Origin", "https://provider.example");
    parameters.forEach(request::form);
    return request;
  }

  private static String random(int letters) {
    return new java.util.Random(7).ints(letters, 'a', 'z').collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static FakeRequest next(AuthenticationResult result) {
    String location = EngineFixture.location(result);
    assertThat(location).startsWith("/oauth2/callback?continue=");
    return EngineFixture.page("/oauth2/callback").query(location.substring(location.indexOf('?') + 1));
  }

  @Test
  void response_isFinishedByARequestThatHasTheSession() throws Exception {
    Map<String, String> response = response();
    // What the browser sends along with another site's form: not its session, and no Lax cookie.
    MemorySessionStore crossSite = new MemorySessionStore();
    browser.cookiesSet().stream().filter(cookie -> !cookie.sameSite().equals(java.util.Optional.of("Lax")))
        .forEach(cookie -> crossSite.jar().put(cookie.name(), cookie.value()));
    AuthenticationResult posted = fixture.visit(form(response), crossSite);
    assertThat(((Redirected) posted).reply().status()).isEqualTo(303);
    assertThat(EngineFixture.location(posted)).doesNotContain(response.get("code"));
    assertThat(crossSite.rotations()).as("the session that is not to be seen is left alone").isZero();
    assertThat(fixture.organization.journal().count(Endpoint.TOKEN)).isZero();
    ResponseCookie kept = crossSite.cookiesSet().get(0);
    assertThat(kept.sameSite()).contains("Lax");
    assertThat(kept.value()).doesNotContain(response.get("code"));
    browser.jar().put(kept.name(), kept.value());

    AuthenticationResult finished = fixture.visit(next(posted), browser);
    assertThat(EngineFixture.location(finished)).isEqualTo("/account?a=b");
    assertThat(browser.rotations()).isEqualTo(1);
    assertThat(fixture.caller(browser).getName()).startsWith("Charlie@");
    assertThat(browser.jar()).as("nothing is left").isEmpty();
  }

  @Test
  void overHttps_theCookieComesAlongWithOtherSitesForms() {
    fixture.visit(EngineFixture.page("/account").origin("https", "shop.example"), browser);
    ResponseCookie cookie = browser.cookiesSet().get(0);
    assertThat(cookie.header(fixture.clock.instant())).contains("SameSite=None", "Secure");
  }

  @Test
  void responseForAnotherBrowser_isRefused() throws Exception {
    Map<String, String> response = response();
    MemorySessionStore victim = new MemorySessionStore();
    assertRefused(fixture.visit(form(response), victim), 400);
    assertRefused(fixture.visit(EngineFixture.page("/oauth2/callback").query("continue=" + response.get("state")), browser), 400);
    assertThat(victim.cookiesSet()).isEmpty();
    assertThat(fixture.organization.journal().count(Endpoint.TOKEN)).isZero();
  }

  @Test
  void responseTwice_isOneSignIn() throws Exception {
    Map<String, String> response = response();
    MemorySessionStore copy = browser.copyOfCookies();
    AuthenticationResult posted = fixture.visit(form(response), browser);
    FakeRequest next = next(posted);
    MemorySessionStore copyOfNext = browser.copyOfCookies();
    assertThat(fixture.visit(next, browser)).isInstanceOf(Redirected.class);
    assertRefused(fixture.visit(next, browser), 400);
    assertRefused(fixture.visit(next, copyOfNext), 400);
    assertRefused(fixture.visit(form(response), copy), 400);
    assertThat(fixture.organization.journal().count(Endpoint.TOKEN)).isEqualTo(1);
    assertThat(fixture.caller(browser).getName()).startsWith("Charlie@");
  }

  @Test
  void formThatIsNoResponse_isRefused() throws Exception {
    Map<String, String> response = response();
    assertRefused(fixture.visit(form(Map.of()), browser), 400);
    assertRefused(fixture.visit(form(Map.of("code", "x")), browser), 400);
    assertRefused(fixture.visit(form(Map.of("code", "x", "state", "unknown")), browser), 400);
    assertRefused(fixture.visit(form(response).form("code", "another"), browser), 400);
    assertRefused(fixture.visit(form(Map.of("state", response.get("state"), "code", random(20_000))), browser), 400);
    // In the query, where they do not count.
    assertRefused(fixture.visit(form(Map.of()).query("code=x&state=" + response.get("state")), browser), 400);
    assertThat(fixture.visit(form(response), browser)).as("which used nothing up").isInstanceOf(Redirected.class);
  }

  @Test
  void responseByUrl_isRefused_andUsesNothingUp() throws Exception {
    Map<String, String> response = response();
    String query = "code=" + response.get("code") + "&state=" + response.get("state");
    assertRefused(fixture.visit(EngineFixture.page("/oauth2/callback").query(query), browser), 400);
    assertRefused(fixture.visit(EngineFixture.page("/oauth2/callback").query("error=x&state=" + response.get("state")), browser), 400);
    assertThat(fixture.organization.journal().count(Endpoint.TOKEN)).isZero();
    assertThat(fixture.visit(form(response), browser)).isInstanceOf(Redirected.class);
  }

  @Test
  void errorResponse_isShown() throws Exception {
    Map<String, String> response = response();
    AuthenticationResult posted = fixture.visit(form(Map.of("error", "access_denied", "error_description", "User <denied>",
        "state", response.get("state"))), browser);
    Refused refused = assertRefused(fixture.visit(next(posted), browser), 403);
    assertThat(refused.reply().body()).contains("User &lt;denied&gt;");
  }

  @Test
  void secondHalfThatComesTooLate_isRefused() throws Exception {
    AuthenticationResult posted = fixture.visit(form(response()), browser);
    assertThat(browser.cookiesSet().get(browser.cookiesSet().size() - 1).maxAge()).contains(Duration.ofMinutes(2));
    fixture.clock.advance(Duration.ofMinutes(31));
    assertRefused(fixture.visit(next(posted), browser), 400);
  }

  @Test
  void otherMethods_areNotAllowed() {
    for (String method : List.of("PUT", "HEAD", "DELETE")) {
      Refused refused = assertRefused(fixture.visit(EngineFixture.page("/oauth2/callback").method(method), browser), 405);
      assertThat(refused.reply().header("Allow")).contains("GET, POST");
    }
  }

  @Test
  void logoutAtTheProvider_leadsBackAsEver() {
    assertThat(EngineFixture.location(fixture.visit(EngineFixture.page("/oauth2/callback"), browser))).isEqualTo("/");
  }

  private static Refused assertRefused(AuthenticationResult result, int status) {
    assertThat(result).isInstanceOf(Refused.class);
    assertThat(((Refused) result).reply().status()).isEqualTo(status);
    return (Refused) result;
  }
}
