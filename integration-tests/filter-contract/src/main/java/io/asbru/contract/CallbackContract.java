package io.asbru.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import java.net.URI;
import java.time.Duration;
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

/** What the callback takes from the provider and from whoever else leads a browser there. */
public abstract class CallbackContract extends FilterContract {

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
    Answer theirs = visitor().callback(visitor().go("/private/page"), "Charlie");
    Visitor victim = visitor();
    victim.go("/private/page");

    Expect.page(victim.go(theirs.uri()), 400, "This sign-in cannot be completed");
    assertThat(provider.asked(Endpoint.TOKEN)).isZero();
    Expect.signIn(victim.go("/private/page"));
  }

  @Test
  void stateUsedTwice_isRefusedTheSecondTime_andTheSessionStays() {
    Visitor browser = visitor();
    Answer callback = browser.callback(browser.go("/private/page"), "Charlie");
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
    Answer callback = browser.callback(browser.go("/private/page"), "Charlie");

    Expect.page(browser.go(URI.create(callback.uri() + "&" + name + "=another")), 400, "This sign-in cannot be completed");
    assertThat(provider.asked(Endpoint.TOKEN)).isZero();
  }

  @Test
  void codeOfSomebodyElse_isRefusedByThePkceCheck() {
    Visitor attacker = visitor();
    String stolen = Expect.query(attacker.callback(attacker.go("/private/page"), "Charlie").uri()).get("code");
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
    Answer callback = browser.callback(begun, "Charlie");
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
