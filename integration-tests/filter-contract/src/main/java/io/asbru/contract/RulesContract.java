package io.asbru.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.local.Endpoint;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rule decides, and what becomes of requests that none is for. */
public abstract class RulesContract extends FilterContract {

  @ParameterizedTest
  @ValueSource(strings = {"/unlisted/page", "/unlisted", "/does-not-exist", "/error-page/x", "/oauth2", "/oauth2/other", "/.well-known/x"})
  void pathWithoutARule_isRefusedForEverybody(String path) {
    Visitor manager = signedIn("store-manager");

    Expect.page(visitor().go(path), 403, "Nobody may come here");
    Expect.page(manager.go(path), 403, "Nobody may come here");
    Expect.json(visitor().script(path), 403, "access_denied");
    Expect.json(visitor().program(path, provider.accessToken("store-manager", "read_stores")), 403, "access_denied");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
  void ruleWithoutMethods_isForAll(String method) {
    Visitor manager = signedIn("store-manager");

    assertThat(visitor().ask("/private/page").scripted().method(method).send().status()).isEqualTo(401);
    assertThat(manager.ask("/private/page").scripted().method(method).send().status()).isEqualTo(200);
  }

  @Test
  void head_isCoveredByGet() {
    Visitor reader = signedIn("store-reader");

    assertThat(reader.ask("/api/stores/list").scripted().method("HEAD").send().status()).isEqualTo(200);
    assertThat(visitor().ask("/api/stores/list").scripted().method("HEAD").send().status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "PATCH", "OPTIONS", "QUERY"})
  void methodWithoutARule_isRefused_andNotPassedOnToALaterRule(String method) {
    String token = provider.accessToken("store-manager", "read_stores write_stores");

    for (Answer answer : List.of(
        visitor().ask("/api/stores/list").bearer(token).method(method).send(),
        visitor().ask("/api/stores/list").scripted().method(method).send(),
        signedIn("store-manager").ask("/api/stores").scripted().method(method).send())) {
      Expect.json(answer, 405, "method_not_allowed");
      assertThat(Set.of(answer.header("Allow").orElseThrow().split(", "))).containsExactlyInAnyOrder("GET", "HEAD", "POST");
    }
    assertThat(provider.asked(Endpoint.INTROSPECT)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "Get", "FOO", "TRACK", "CONNECT"})
  void methodThatNobodyKnows_isNotLetThroughByARuleForGet(String method) throws IOException {
    try (RawConnection connection = new RawConnection(application())) {
      Answer answer = connection.send(method, "/api/stores/list", "Accept: application/json",
          "Authorization: Bearer " + provider.accessToken("store-manager", "read_stores"));

      assertThat(answer.status()).isIn(400, 405, 501);
    }
  }

  @ParameterizedTest
  @CsvSource({
      "/private,              401",
      "/private/,             401",
      "/private/a,            401",
      "/private/a/b/c.html,   401",
      "/private.html,         403",
      "/privately,            403",
      "/Private/page,         403",
      "/PRIVATE/page,         403",
      "/public,               200",
      "/public/,              200",
      "/public/a/b,           200",
      "/publicity,            403",
      "/api/stores,           401",
      "/api/stores/,          401",
      "/api/both,             401",
      "/api/both/,            401",
      "/api/both/more,        401",
      "/mixed,                401",
      "/,                     200",
  })
  void pattern_matchesWholeSegments(String path, int status) {
    assertThat(visitor().script(path).status()).isEqualTo(status);
  }

  @Test
  void slashAtTheEnd_opensNothing() {
    String token = provider.accessToken("Charlie", "read_stores");

    for (String path : List.of("/api/both", "/api/both/", "/private/scoped", "/private/scoped/")) {
      assertThat(visitor().program(path, token).status()).as(path).isEqualTo(403);
      assertThat(signedIn("Charlie").script(path).status()).as(path).isIn(401, 403);
    }
  }

  @Test
  void firstRuleThatMatches_decides() throws StartFailedException {
    Visitor visitor = new Visitor(start(Deployment.withClock(settings("rules", """
        # The order counts.
        /control/**        anyone
        /private/open/**   anyone     # even here
        /private/*/read    bearer     read_stores
        /private/**        login
        """))));

    assertThat(visitor.go("/private/open/page").status()).isEqualTo(200);
    assertThat(visitor.go("/private/open").status()).isEqualTo(200);
    assertThat(visitor.program("/private/x/read", provider.accessToken("Charlie", "read_stores")).status()).isEqualTo(200);
    assertThat(visitor.program("/private/x/y/read", provider.accessToken("Charlie", "read_stores")).status()).isEqualTo(403);
    Expect.signIn(visitor.go("/private/page"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/stores/list", "/private/page", "/public/page", "/mixed/data"})
  void preflight_isRefused(String path) {
    Answer answer = preflight(visitor(), path);

    Expect.json(answer, 403, "access_denied");
    assertThat(answer.headers("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void preflight_canBeLetThroughToTheApplication() throws StartFailedException {
    Visitor visitor = new Visitor(start(Deployment.withClock(settings("allow-cors-preflight", "true"))));

    assertThat(preflight(visitor, "/api/stores/list").requireStatus(200).fact("caller")).isEqualTo("-");
    assertThat(preflight(visitor, "/private/page").requireStatus(200).fact("caller")).isEqualTo("-");
    Expect.json(preflight(visitor, "/unlisted/page"), 403, "access_denied");
    Answer notQuite = visitor.ask("/api/stores/list").header("Accept", "application/json").header("Origin", "https://partner.example")
        .method("OPTIONS").send();
    assertThat(notQuite.status()).isEqualTo(405);
  }

  private static Answer preflight(Visitor visitor, String path) {
    return visitor.ask(path).header("Accept", "application/json").header("Origin", "https://partner.example")
        .header("Access-Control-Request-Method", "GET").header("Access-Control-Request-Headers", "authorization")
        .method("OPTIONS").send();
  }

  @Test
  void libraryOwnPaths_needNoRule_andCannotBeClosedByOne() throws StartFailedException {
    Visitor visitor = new Visitor(start(Deployment.withClock(settings("rules", """
        /control/**   anyone
        /oauth2/**    bearer
        /private/**   login
        """))));

    assertThat(visitor.signIn("/private/page", "Charlie").requireStatus(200).fact("user")).startsWith("Charlie@");
    assertThat(visitor.script("/oauth2/other").status()).isEqualTo(401);
  }

  @Test
  void bodyOfTheApplication_isReadByTheApplicationAlone() {
    Visitor browser = signedIn("Charlie");

    assertThat(browser.post("/body/parameters?c=3", Map.of("a", "1", "state", "x", "logout_token", "y", "access_token", "z"))
        .requireStatus(200).body().lines()).containsExactlyInAnyOrder("a=1", "c=3", "state=x", "logout_token=y", "access_token=z");
    assertThat(browser.post("/body/stream", Map.of("a", "1")).fact("body")).isEqualTo("a=1");
    assertThat(browser.post("/body/reader", Map.of("a", "1")).fact("body")).isEqualTo("a=1");
  }

  @Test
  void bodyOfATokensRequest_isReadByTheApplicationAlone() {
    String token = provider.accessToken("Charlie", "read_stores");

    assertThat(visitor().ask("/body/stream").bearer(token).method("POST").body("application/json", "{\"a\":[1,2]}").send().fact("body"))
        .isEqualTo("{\"a\":[1,2]}");
    assertThat(visitor().ask("/body/stream").bearer(token).form(Map.of("a", "1")).send().fact("body")).isEqualTo("a=1");
    String parts = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f.txt\"\r\nContent-Type: text/plain\r\n\r\n"
        + "what it says\r\n--b--\r\n";
    assertThat(visitor().ask("/body/parts").bearer(token).method("POST").body("multipart/form-data; boundary=b", parts).send()
        .fact("file")).isEqualTo("what it says");
  }

  @Test
  void bigBody_passesThrough() {
    String big = "x".repeat(1_500_000);

    Answer answer = visitor().ask("/body/stream").bearer(provider.accessToken("Charlie", "read_stores")).method("POST")
        .body("application/octet-stream", big).send();

    assertThat(answer.requireStatus(200).fact("body")).hasSize(big.length());
  }

  @Test
  void refusedRequestWithABody_leavesTheConnectionUsable() throws IOException {
    try (RawConnection connection = new RawConnection(application())) {
      String line = "Content-Length: 0";
      assertThat(connection.send("POST", "/mixed/data", line, "Accept: application/json").status()).isEqualTo(401);
      assertThat(connection.send("GET", "/public/page").status()).isEqualTo(200);
    }
  }
}
