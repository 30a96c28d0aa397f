package io.asbru.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that another site makes a browser send. */
public abstract class CrossSiteContract extends FilterContract {

  /** Stands for the application's own origin, which is known only when it runs. */
  private static final String OWN = "own";

  static Stream<Arguments> requests() {
    return Stream.of(
        arguments("POST", List.of("Sec-Fetch-Site", "same-origin"), 200),
        arguments("POST", List.of("Sec-Fetch-Site", "none"), 200),
        arguments("POST", List.of("Sec-Fetch-Site", "same-site"), 403),
        arguments("POST", List.of("Sec-Fetch-Site", "cross-site"), 403),
        arguments("POST", List.of("Sec-Fetch-Site", "SAME-ORIGIN-ISH"), 403),
        arguments("POST", List.of("Origin", OWN), 200),
        arguments("POST", List.of("Origin", "null"), 403),
        arguments("POST", List.of("Origin", "https://evil.example"), 403),
        arguments("POST", List.of("Origin", "http://localhost"), 403),
        arguments("POST", List.of("Origin", "http://localhost.evil.example"), 403),
        arguments("POST", List.of("Origin", OWN, "Origin", OWN), 403),
        arguments("POST", List.of("Origin", OWN, "Sec-Fetch-Site", "cross-site"), 403),
        arguments("POST", List.of("Origin", "null", "Sec-Fetch-Site", "same-origin"), 200),
        arguments("POST", List.of("Origin", OWN, "Sec-Fetch-Site", "same-origin"), 200),
        arguments("POST", List.of("Referer", OWN), 403),
        arguments("POST", List.of(), 403),
        arguments("PUT", List.of("Sec-Fetch-Site", "cross-site"), 403),
        arguments("PUT", List.of("Sec-Fetch-Site", "same-origin"), 200),
        arguments("DELETE", List.of("Sec-Fetch-Site", "cross-site"), 403),
        arguments("PATCH", List.of(), 403),
        arguments("QUERY", List.of("Sec-Fetch-Site", "cross-site"), 403),
        arguments("GET", List.of("Sec-Fetch-Site", "cross-site"), 200),
        arguments("GET", List.of("Origin", "https://evil.example"), 200),
        arguments("GET", List.of(), 200),
        arguments("HEAD", List.of("Sec-Fetch-Site", "cross-site"), 200));
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @MethodSource("requests")
  void requestWithASession_thatMayChangeSomething_hasToComeFromThisSite(String method, List<String> headers, int status) {
    Visitor browser = signedIn("store-manager");
    Visitor.Writing request = browser.ask("/mixed/data").header("Accept", "application/json").method(method);
    for (int i = 0; i < headers.size(); i += 2) {
      request.header(headers.get(i), headers.get(i + 1).equals(OWN) ? browser.origin() : headers.get(i + 1));
    }

    Answer answer = request.send();

    assertThat(answer.status()).isEqualTo(status);
    if (status == 403) {
      Expect.json(answer, 403, "cross_site_request");
    }
  }

  @Test
  void formOfAnotherSite_isAPage_andNothingHasBeenChanged() {
    Answer answer = signedIn("store-manager").ask("/mixed/data").navigating().header("Origin", "https://evil.example")
        .form(Map.of("a", "1")).send();

    Expect.page(answer, 403, "The request came from another site");
    assertThat(answer.body()).contains("Nothing has been changed");
  }

  @Test
  void requestWithAToken_mayComeFromAnywhere() {
    String token = provider.accessToken("store-manager", "write_stores");

    Answer answer = visitor().ask("/api/stores/new").bearer(token).header("Origin", "https://partner.example")
        .header("Sec-Fetch-Site", "cross-site").body("application/json", "{}").method("POST").send();

    assertThat(answer.requireStatus(200).fact("user")).startsWith("store-manager@");
  }

  @Test
  void whereAnyoneMayCome_anotherSiteComesAsNobody() {
    Visitor browser = signedIn("store-manager");

    Answer crossSite = browser.ask("/public/page").header("Origin", "https://evil.example").form(Map.of("a", "1")).send();
    Answer ownPage = browser.post("/public/page", Map.of("a", "1"));

    assertThat(crossSite.requireStatus(200).fact("caller")).isEqualTo("-");
    assertThat(ownPage.requireStatus(200).fact("user")).startsWith("store-manager@");
  }

  @Test
  void originOfTheConfiguredUrl_isTheOneThatCounts() throws StartFailedException {
    Visitor direct = new Visitor(start(Deployment.withClock(settings("external-url", "https://shop.example"))));
    Visitor inside = signedIn("Charlie");
    assertThat(inside.sessionCookie()).isNotEmpty();

    Answer own = direct.ask("/oauth2/sign-out").header("Origin", "https://shop.example").form(Map.of()).send();
    Answer container = direct.ask("/oauth2/sign-out").header("Origin", direct.origin()).form(Map.of()).send();

    assertThat(own.status()).isEqualTo(302);
    assertThat(container.status()).isEqualTo(403);
  }

  @Test
  void check_canBeSwitchedOff() throws StartFailedException {
    Visitor browser = new Visitor(start(Deployment.withClock(settings("allow-insecure-cross-site-requests", "true"))));
    browser.signIn("/private/page", "Charlie").requireStatus(200);

    browser.ask("/mixed/data").header("Origin", "https://evil.example").form(Map.of("a", "1")).send().requireStatus(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Origin: https://evil.example", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site", "X: no origin at all"})
  void webSocketOfAnotherSite_isRefused(String header) throws IOException {
    Visitor browser = signedIn("Charlie");

    Answer answer = upgrade("/mixed/socket", "Cookie: JSESSIONID=" + browser.sessionCookie(), header);

    Expect.json(answer, 403, "cross_site_request");
  }

  @Test
  void webSocketOfThisSite_isLetThroughAsTheCaller() throws IOException {
    Visitor browser = signedIn("Charlie");

    Answer answer = upgrade("/mixed/socket", "Cookie: JSESSIONID=" + browser.sessionCookie(), "Origin: " + browser.origin());

    assertThat(answer.requireStatus(200).fact("user")).startsWith("Charlie@");
  }

  @Test
  void webSocketWithAToken_needsNoOrigin() throws IOException {
    Answer answer = upgrade("/mixed/socket", "Authorization: Bearer " + provider.accessToken("Charlie", "read_stores"));

    assertThat(answer.requireStatus(200).fact("user")).startsWith("Charlie@");
  }

  @Test
  void webSocketWithoutSession_isNotSentToSignIn() throws IOException {
    Answer answer = upgrade("/mixed/socket", "Accept: text/html", "Origin: " + visitor().origin());

    Expect.json(answer, 401, "login_required");
  }

  private Answer upgrade(String path, String... headers) throws IOException {
    List<String> all = new java.util.ArrayList<>(List.of("Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
    all.addAll(List.of(headers));
    return RawConnection.get(application(), path, all.toArray(String[]::new));
  }
}
