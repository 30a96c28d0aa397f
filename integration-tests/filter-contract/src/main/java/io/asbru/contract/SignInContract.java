package io.asbru.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The way of a browser to the provider and back. */
public abstract class SignInContract extends FilterContract {

  @Test
  void protectedPage_sendsBrowserToAuthorizationEndpoint() {
    Answer answer = visitor().go("/private/page");

    Expect.signIn(answer);
    assertThat(answer.location().toString()).startsWith(provider.url(Provider.EAST, "/oauth2/authorize?").toString());
    Map<String, String> parameters = Expect.query(answer.location());
    assertThat(parameters)
        .containsEntry("response_type", "code")
        .containsEntry("client_id", Provider.CLIENT)
        .containsEntry("scope", Provider.SCOPES)
        .containsEntry("redirect_uri", application() + "/oauth2/callback")
        .containsEntry("code_challenge_method", "S256")
        .containsKeys("state", "nonce", "code_challenge");
    assertThat(parameters.get("state")).hasSizeGreaterThanOrEqualTo(32);
    assertThat(parameters.get("nonce")).hasSizeGreaterThanOrEqualTo(32);
  }

  @Test
  void everySignIn_hasValuesOfItsOwn() {
    Visitor visitor = visitor();
    Map<String, String> first = Expect.query(visitor.go("/private/page").location());
    Map<String, String> second = Expect.query(visitor.go("/private/page").location());

    for (String name : List.of("state", "nonce", "code_challenge")) {
      assertThat(second.get(name)).as(name).isNotEqualTo(first.get(name));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "/private/page",
      "/private/page?a=1&b=2&a=3",
      "/private/page?q=two%20words%2Bplus+space&empty=&flag",
      "/private/page?next=https://elsewhere.example/%3Fx=1%26y=2",
      "/private/caf%C3%A9/%E2%82%AC?name=%C3%A4",
      "/private/a.b-c_d~e!$&'()*+,=:@f",
  })
  void afterSignIn_browserIsBackWhereItWantedToGo(String path) {
    Visitor visitor = visitor();

    Answer page = visitor.signIn(path, "Charlie").requireStatus(200);

    assertThat(page.uri()).hasToString(application() + path);
    assertThat(page.fact("caller")).startsWith("user Charlie@");
  }

  @Test
  void belowAContextPath_callbackAndReturnAreBelowItToo() throws StartFailedException {
    Visitor visitor = new Visitor(start(deployment().at("/shop/east")));

    Answer begun = visitor.go("/private/page?a=1");
    Answer page = visitor.signIn(visitor.follow(begun), "Charlie").requireStatus(200);

    assertThat(Expect.query(begun.location())).containsEntry("redirect_uri", visitor.at("/oauth2/callback").toString());
    assertThat(page.uri()).isEqualTo(visitor.at("/private/page?a=1"));
    assertThat(page.fact("user")).startsWith("Charlie@");
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "/private/https://evil.example/x",
      "/private///evil.example",
      "//evil.example/private/page",
      "/\\evil.example/private/page",
      "/private/..//evil.example/",
      "/%2f%2fevil.example/private",
      "/private/%5c%5cevil.example",
      "http://evil.example/private/page",
      "/private/page?x=\\evil.example",
  })
  void urlThatMightLeadAway_neverBecomesTheReturnUrl(String target) throws IOException {
    Answer answer = RawConnection.get(application(), target, "Accept: text/html");

    if (!answer.redirect()) {
      assertThat(answer.status()).isIn(400, 403, 404);
      return;
    }
    Visitor browser = visitor().with(answer);
    if (target.startsWith("http:") && Difference.HOST_OF_ABSOLUTE_TARGETS.here()) {
      browser.follow(answer).requireStatus(400);
      return;
    }
    URI landing = browser.signIn(browser.follow(answer), "Charlie").uri();
    assertThat(landing.getRawAuthority()).isEqualTo(application().getRawAuthority());
    assertThat(landing.getRawPath()).doesNotContain("//").doesNotContain("\\");
  }

  /** The answer whose address is the callback, with {@code code} and {@code state}, before the application has seen it. */
  private static Answer callback(Visitor visitor, Answer begun, String user) {
    return visitor.callback(begun, user);
  }

  @Test
  void foreignHost_getsNoCodeFromTheProvider() throws IOException {
    Answer begun = RawConnection.get(application(), "/private/page", "Host: evil.example", "Accept: text/html");
    Answer answer = visitor().follow(visitor().go(begun.location()));

    assertThat(Expect.query(begun.location())).containsEntry("redirect_uri", "http://evil.example/oauth2/callback");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("callback.not.match");
  }

  @Test
  void configuredExternalUrl_isWhereTheProviderLeadsBackTo() throws StartFailedException {
    Visitor visitor = new Visitor(start(Deployment.withClock(settings("external-url", "https://shop.example/mart"))));

    assertThat(Expect.query(visitor.go("/private/page").location()))
        .containsEntry("redirect_uri", "https://shop.example/mart/oauth2/callback");
  }

  @Test
  void forwardedHeaders_areBelievedOfTrustedProxiesAlone() throws StartFailedException {
    Visitor trusting = new Visitor(start(Deployment.withClock(settings("trusted-proxies", "127.0.0.1 0:0:0:0:0:0:0:1 ::1"))));

    assertThat(Expect.query(forwarded(trusting).location()))
        .containsEntry("redirect_uri", "https://shop.example/oauth2/callback");
    assertThat(Expect.query(forwarded(visitor()).location()))
        .containsEntry("redirect_uri", application() + "/oauth2/callback");
  }

  private static Answer forwarded(Visitor visitor) {
    return visitor.ask("/private/page").navigating().header("X-Forwarded-Proto", "https")
        .header("X-Forwarded-Host", "shop.example").send();
  }

  @Test
  void furtherAuthorizationParameters_areSent() throws StartFailedException {
    Visitor visitor = new Visitor(start(Deployment.withClock(settings("authorization-parameters", "ui_locales=de prompt=login"))));

    assertThat(Expect.query(visitor.go("/private/page").location()))
        .containsEntry("ui_locales", "de").containsEntry("prompt", "login");
  }

  @Test
  void severalTabs_eachComesBackToItsOwnPage() {
    Visitor browser = visitor();
    List<Answer> tabs = Stream.of("one", "two", "three").map(name -> browser.go("/private/" + name + "?tab=" + name)).toList();

    List<String> landed = new ArrayList<>();
    for (Answer tab : List.of(tabs.get(1), tabs.get(2), tabs.get(0))) {
      Answer page = browser.follow(tab);
      landed.add(browser.signIn(page, "Charlie").requireStatus(200).fact("query"));
    }

    assertThat(landed).containsExactly("tab=two", "tab=three", "tab=one");
  }

  @Test
  void manyTabs_theOldestGiveWay_andTheSessionStaysBounded() {
    Visitor browser = visitor();
    List<Answer> tabs = Stream.iterate(1, i -> i + 1).limit(30).map(i -> browser.go("/private/page?tab=" + i)).toList();

    Answer newest = browser.signIn(browser.follow(tabs.get(29)), "Charlie").requireStatus(200);
    Answer oldest = browser.follow(tabs.get(0));

    assertThat(newest.fact("query")).isEqualTo("tab=30");
    Expect.page(oldest, 400, "This sign-in cannot be completed");
    assertThat(browser.go("/private/page").fact("user")).startsWith("Charlie@");
  }

  @Test
  void unknownState_isRefusedWithoutAskingTheProvider() {
    Visitor browser = visitor();
    browser.go("/private/page");

    for (String query : List.of("?code=abc&state=unknown", "?code=abc&state=", "?code=abc", "?code=&state=x")) {
      Expect.page(browser.go("/oauth2/callback" + query), 400, "This sign-in cannot be completed");
    }

    assertThat(provider.asked(Endpoint.TOKEN)).isZero();
    Expect.signIn(browser.go("/private/page"));
  }

  @Test
  void stateOfAnotherBrowser_isRefused() {
    Answer theirs = callback(visitor(), visitor().go("/private/page"), "Charlie");
    Visitor victim = visitor();
    victim.go("/private/page");

    Expect.page(victim.go(theirs.uri()), 400, "This sign-in cannot be completed");
    assertThat(provider.asked(Endpoint.TOKEN)).isZero();
    Expect.signIn(victim.go("/private/page"));
  }

  @Test
  void stateUsedTwice_isRefusedTheSecondTime_andTheSessionStays() {
    Visitor browser = visitor();
    Answer callback = callback(browser, browser.go("/private/page"), "Charlie");
    browser.follow(browser.go(callback.uri())).requireStatus(200);
    int asked = provider.asked(Endpoint.TOKEN);

    Expect.page(browser.go(callback.uri()), 400, "This sign-in cannot be completed");

    assertThat(provider.asked(Endpoint.TOKEN)).isEqualTo(asked);
    assertThat(browser.go("/private/page").fact("user")).startsWith("Charlie@");
  }

  @ParameterizedTest
  @ValueSource(strings = {"code", "state"})
  void repeatedParameter_isRefused(String name) {
    Visitor browser = visitor();
    Answer callback = callback(browser, browser.go("/private/page"), "Charlie");

    Expect.page(browser.go(URI.create(callback.uri() + "&" + name + "=another")), 400, "This sign-in cannot be completed");
    assertThat(provider.asked(Endpoint.TOKEN)).isZero();
  }

  @Test
  void codeOfSomebodyElse_isRefusedByThePkceCheck() {
    Visitor attacker = visitor();
    String stolen = Expect.query(callback(attacker, attacker.go("/private/page"), "Charlie").uri()).get("code");
    Visitor browser = visitor();
    String state = Expect.query(browser.go("/private/page").location()).get("state");

    Expect.page(browser.go("/oauth2/callback?code=" + stolen + "&state=" + state), 400, "This sign-in cannot be completed");
    Expect.signIn(browser.go("/private/page"));
  }

  @Test
  void callbackByPost_isNotAllowed() {
    Answer answer = visitor().post("/oauth2/callback", Map.of("code", "abc", "state", "x"));

    Expect.page(answer, 405, "This is not how to come here");
    assertThat(answer.header("Allow")).contains("GET");
  }

  @Test
  void signInThatTookTooLong_isToldSo_andTheNextOneWorks() {
    Visitor browser = visitor();
    Answer begun = browser.go("/private/page?a=1");
    Answer callback = callback(browser, begun, "Charlie");
    later(Duration.ofMinutes(31));

    Answer answer = browser.go(callback.uri());

    Expect.page(answer, 400, "This sign-in has taken too long");
    assertThat(answer.body()).contains("href=\"/private/page?a=1\"");
    browser.signIn("/private/page", "Charlie").requireStatus(200);
  }

  static Stream<Arguments> errorResponses() {
    return Stream.of(
        arguments("access_denied", 403),
        arguments("invalid_scope", 400),
        arguments("invalid_request", 400),
        arguments("unknown_error", 400),
        arguments("server_error", 503),
        arguments("temporarily_unavailable", 503));
  }

  @ParameterizedTest
  @MethodSource("errorResponses")
  void errorOfTheProvider_isShownEscapedAndShortened_andSignsNobodyOut(String error, int status) {
    Visitor browser = visitor();
    String state = requireNonNull(Expect.query(browser.go("/private/in-another-tab").location()).get("state"), "state");
    browser.signIn("/private/page", "Charlie").requireStatus(200);
    String description = "<script>alert(1)</script>&\"'" + "x".repeat(500) + "END";

    Answer answer = browser.go("/oauth2/callback?" + Visitor.encoded(ordered("error", error, "error_description", description,
        "state", state)));

    Expect.page(answer, status, "You have not been signed in");
    assertThat(answer.body()).contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#39;x")
        .doesNotContain("<script>").doesNotContain("END");
    assertThat(answer.body().length()).isLessThan(4_000);
    assertThat(browser.go("/private/page").fact("user")).startsWith("Charlie@");
  }

  @Test
  void errorOfWhoKnowsWhom_isNotShown() {
    Answer answer = visitor().go("/oauth2/callback?error=access_denied&error_description=call+0800+12345&state=made-up");

    Expect.page(answer, 400, "This sign-in cannot be completed");
    assertThat(answer.body()).doesNotContain("0800").doesNotContain("access_denied");
  }

  @Test
  void errorResponse_usesItsStateUp_andDoesNotLoop() {
    Visitor browser = visitor();
    String state = Expect.query(browser.go("/private/page").location()).get("state");
    String address = "/oauth2/callback?error=access_denied&state=" + state;

    Expect.page(browser.go(address), 403, "You have not been signed in");
    Expect.page(browser.go(address), 400, "This sign-in cannot be completed");
  }

  @Test
  void deniedConsent_isAPageWithAWayBack() {
    Visitor browser = visitor();
    Answer consent = browser.submit(browser.open("/private/page?a=1"),
        Map.of("username", "no-scopes", "password", Provider.password("no-scopes")));

    Answer answer = browser.submit(consent, Map.of("consent", "deny"));

    Expect.page(answer, 403, "You have not been signed in");
    assertThat(answer.body()).contains("User denied the consent").contains("href=\"/private/page?a=1\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "?code=abc&state=unknown", "?error=access_denied&state=unknown", "?error=login_required", "", "?state=unknown",
      "?code=abc", "?logout=true", "?iss=https://evil.example&code=x&state=y",
  })
  void strayCallback_doesNotSignOut(String query) {
    Visitor browser = signedIn("Charlie");
    String session = browser.sessionCookie();

    browser.go("/oauth2/callback" + query);

    assertThat(browser.sessionCookie()).isEqualTo(session);
    assertThat(browser.go("/private/page").fact("user")).startsWith("Charlie@");
  }

  @Test
  void callbackWithNothing_leadsToTheSignedOutPage() {
    Answer answer = visitor().go("/oauth2/callback").requireStatus(302);

    assertThat(answer.location()).isEqualTo(visitor().at("/"));
  }

  @Test
  void issuerInTheResponse_isChecked() {
    Visitor browser = visitor();
    provider.inject(Fault.parameter("iss", "https://issuer.example/oauth2/token"), Endpoint.AUTHORIZE);

    Expect.page(browser.signIn("/private/page", "Charlie"), 502, "You have not been signed in");
    assertThat(provider.asked(Endpoint.TOKEN)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"bestcarmart, ", "bestcarmart, o/7e98b86f-63c7-41a1-8c56-c909a21a2615/"})
  void issuersOfTheOrganization_areTakenInTheResponse(String root, String organization) {
    String path = "/t/" + root + "/" + (organization == null ? "" : organization) + "oauth2/token";
    provider.inject(Fault.parameter("iss", provider.local().baseUrl() + path), Endpoint.AUTHORIZE);

    visitor().signIn("/private/page", "Charlie").requireStatus(200);
  }

  @Test
  void providerSession_signsInWithoutAPassword() {
    Visitor browser = signedIn("Charlie");
    browser.ask("/session/end").send().requireStatus(200);

    Answer page = browser.open("/private/page?a=1").requireStatus(200);

    assertThat(page.fact("user")).startsWith("Charlie@");
    assertThat(page.uri()).isEqualTo(browser.at("/private/page?a=1"));
  }

  @Test
  void wrongPassword_isTheProvidersBusiness_andTheRightOneStillWorks() {
    Visitor browser = visitor();
    Answer again = browser.submit(browser.open("/private/page"), Map.of("username", "Charlie", "password", "wrong"));

    assertThat(again.body()).contains("Login failed!");
    assertThat(provider.asked(Endpoint.TOKEN)).isZero();
    browser.signIn(again, "Charlie").requireStatus(200);
  }

  @Test
  void userOfAnotherOrganization_cannotSignIn() {
    provider.inject(Fault.wrongOrganization(), Endpoint.TOKEN);
    Visitor browser = visitor();

    Expect.page(browser.signIn("/private/page", "Charlie"), 502, "You have not been signed in");
    provider.restore();
    Expect.signIn(browser.go("/private/page"));
  }

  private static Map<String, String> ordered(String... namesAndValues) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
