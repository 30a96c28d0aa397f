package io.asbru.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.AuthenticationResult;
import io.asbru.AuthenticationResult.Anonymous;
import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Credential;
import io.asbru.AuthenticationResult.Reason;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.Caller;
import io.asbru.HttpReply;
import io.asbru.Requirement;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestGuardTest extends GuardFixture {

  @Test
  void knownCaller_isShownToTheApplication() throws Exception {
    guard("/** login", StubRequest.get("/a").header("X-Caller", "Charlie"));
    assertThat(passedOn).singleElement().satisfies(request -> {
      assertThat(request.getUserPrincipal()).isEqualTo(StubEngine.user("Charlie"));
      assertThat(OAuthFilter.caller(request)).contains(StubEngine.user("Charlie"));
    });
    assertThat(engine.asked).containsExactly(Requirement.LOGIN);
  }

  @Test
  void replyToATokenInTheQuery_isPrivate() throws Exception {
    engine.decision = view -> new Authenticated(StubEngine.user("A"), Credential.BEARER_TOKEN);
    guard("/** bearer", StubRequest.get("/a").query("access_token=t"));
    assertThat(response.calls).containsExactly("set Cache-Control: private");
    assertThat(passedOn).hasSize(1);
  }

  @Test
  void otherReplies_areTheApplicationsMatter() throws Exception {
    engine.decision = view -> new Authenticated(StubEngine.user("A"), Credential.BEARER_TOKEN);
    guard("/** bearer", StubRequest.get("/a").query("a=b"));
    engine.decision = view -> new Authenticated(StubEngine.user("A"), Credential.SESSION);
    guard("/** login", StubRequest.get("/a").query("access_token=t"));
    engine.decision = view -> Anonymous.INSTANCE;
    guard("/** anyone", StubRequest.get("/a").query("access_token=t"));
    assertThat(response.calls).isEmpty();
    assertThat(passedOn).hasSize(3);
  }

  @Test
  void unknownCaller_isNobody() throws Exception {
    guard("/** anyone", StubRequest.get("/a"));
    assertThat(passedOn).singleElement().satisfies(request -> {
      assertThat(request.getUserPrincipal()).isNull();
      assertThat(OAuthFilter.caller(request)).isEmpty();
    });
  }

  @Test
  void replyOfCore_isSentInPlaceOfTheChain() throws Exception {
    engine.decision = view -> new Redirected(new HttpReply(302, List.of(), ""));
    guard("/** login", StubRequest.get("/a"));
    assertThat(response.status).isEqualTo(302);
    engine.decision = view -> new Refused(new HttpReply(401, List.of(), "no"), Reason.INVALID_TOKEN);
    guard("/** login", StubRequest.get("/a"));
    assertThat(response.status).isEqualTo(401);
    assertThat(passedOn).isEmpty();
  }

  @Test
  void everyOutcomeOfCore_isCarriedOut() throws Exception {
    for (Class<?> outcome : AuthenticationResult.class.getPermittedSubclasses()) {
      HttpReply reply = new HttpReply(400, List.of(), "");
      engine.decision = view -> outcome == Authenticated.class ? new Authenticated(StubEngine.user("A"), Credential.SESSION)
          : outcome == Anonymous.class ? new Anonymous()
          : outcome == Redirected.class ? new Redirected(reply)
          : outcome == Refused.class ? new Refused(reply, Reason.INVALID_REQUEST)
          : null;
      guard("/** login", StubRequest.get("/a"));
    }
    assertThat(passedOn).hasSize(2);
  }

  @Test
  void pathWithoutARule_isRefusedWithoutAskingCore() throws Exception {
    guard("/a login", StubRequest.get("/b").header("X-Caller", "Charlie"));
    assertThat(response.status).isEqualTo(403);
    assertThat(engine.asked).isEmpty();
    assertThat(passedOn).isEmpty();
  }

  @Test
  void methodWithoutARule_isRefusedWithAllow() throws Exception {
    guard("GET /a login\n/** anyone", StubRequest.of("DELETE", "/a"));
    assertThat(response.status).isEqualTo(405);
    assertThat(response.calls).contains("set Allow: GET, HEAD");
    assertThat(passedOn).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"/app/public/..;/private, /private", "/app/public/%2e%2e/private, /private", "/app//private, /private", "/app/private;x, /private",
      "/app/public%2f..%2fprivate, /private", "/app/public%5c..%5cprivate, /private", "/app/%252e/private, /private",
      "/app/public/../private, /private", "/app/private/scoped/., /private/scoped/", "/app/private/scoped/.., /private/",
      "/app/private/./scoped, /private/scoped", "/app/private/scoped%2f., /private/scoped/", "/app/private/%zz, /private/"})
  void ambiguousPath_isRefusedWhateverTheContainerMakesOfIt(String rawPath, String dispatched) throws Exception {
    guard("/** anyone", StubRequest.get("/x").uri(rawPath).path("/app", dispatched, null));
    assertThat(response.status).isEqualTo(400);
    guard("/** anyone", StubRequest.get("/x").uri(rawPath.substring("/app".length())).path("", dispatched, null));
    assertThat(passedOn).isEmpty();
  }

  /** Jetty that is set to let ambiguous paths through throws unless it is told to decode them as well. */
  @Test
  void pathThatTheContainerDoesNotTell_isRefused() throws Exception {
    StubRequest request = StubRequest.get("/x").uri("/app/a/..;/b");
    request.on("getServletPath", none -> {
      throw new IllegalArgumentException("400: Ambiguous URI encoding");
    });
    guard("/** anyone", request);
    assertThat(response.status).isEqualTo(400);
    assertThat(response.body.toString(StandardCharsets.UTF_8)).isEqualTo("invalid_request");
    assertThat(passedOn).isEmpty();
  }

  /** WildFly shows such a URL if it is set to let unescaped characters and encoded slashes through. */
  @Test
  void urlThatTheContainerHasDecoded_isNotDecodedAgain() throws Exception {
    guard("/** anyone", StubRequest.get("/x").uri("/app/priv%61te/a").path("/app", "/priv%61te/a", null));
    assertThat(response.status).isEqualTo(400);
    assertThat(passedOn).isEmpty();
  }

  @Test
  void rules_areMatchedAgainstWhatTheContainerDispatches() throws Exception {
    guard("/private/** login\n/** anyone", StubRequest.get("/x").uri("/app/%70rivate/a%20b").path("/app", "/private", "/a b"));
    assertThat(engine.asked).containsExactly(Requirement.LOGIN);
    assertThat(engine.paths).containsExactly("/private/a b");
  }

  @Test
  void welcomeFile_isDecidedByItsOwnPath() throws Exception {
    guard("/index.html anyone\n/** login", StubRequest.get("/x").uri("/app/").path("/app", "/index.html", null));
    assertThat(engine.asked).containsExactly(Requirement.ANYONE);
  }

  @Test
  void contextRootWithoutASlash_isTheRoot() throws Exception {
    guard("/ anyone", StubRequest.get("/x").uri("/app").path("/app", "", null));
    assertThat(engine.paths).containsExactly("/");
  }

  @ParameterizedTest
  @CsvSource({"/a anyone ~ /** login, 400", "/** login, 200", "/x anyone, 200", "/b anyone, 400"})
  void urlThatIsDispatchedElsewhere_passesOnlyIfTheRulesSayTheSameOfBoth(String rules, int status) throws Exception {
    guard(rules.replace('~', '\n'), StubRequest.get("/x").uri("/app/a").path("/app", "/b", null));
    assertThat(response.status).isEqualTo(rules.startsWith("/x") ? 403 : status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/b/../a", "//a", "/a;b", "/a%2e"})
  void dispatchedPathThatIsNotNormal_isRefused(String dispatched) throws Exception {
    guard("/** anyone", StubRequest.get("/x").uri("/app/a").path("/app", dispatched, null));
    assertThat(response.status).isEqualTo(400);
  }

  @Test
  void ownPath_goesToCoreWhateverTheRulesSay() throws Exception {
    guard("/a login", StubRequest.of("POST", "/oauth2/callback"));
    assertThat(engine.asked).containsExactly(Requirement.ANYONE);
  }

  @Test
  void ownPath_isKnownByTheUrlWhereTheContainerReportsAnother() throws Exception {
    guard("/a login", StubRequest.get("/x").uri("/app/oauth2/callback").path("/app", "", null));
    assertThat(engine.paths).containsExactly("/oauth2/callback");
  }

  @Test
  void corsPreflight_isRefusedUnlessAllowed() throws Exception {
    StubRequest preflight = StubRequest.of("OPTIONS", "/a").header("Origin", "https://other.example")
        .header("Access-Control-Request-Method", "PUT");
    guard("/a login", preflight);
    assertThat(response.status).isEqualTo(403);
    assertThat(engine.asked).isEmpty();
    guard("PUT /a login", true).guard(preflight.make(), response.make(), chain);
    assertThat(engine.asked).containsExactly(Requirement.ANYONE);
    assertThat(passedOn).hasSize(1);
  }

  @Test
  void corsPreflightToAPathWithoutARule_isRefusedAlways() throws Exception {
    guard("/a login", true).guard(StubRequest.of("OPTIONS", "/b").header("Origin", "https://other.example")
        .header("Access-Control-Request-Method", "PUT").make(), response.make(), chain);
    assertThat(response.status).isEqualTo(403);
  }

  @Test
  void otherOptionsRequest_isARequestLikeAnyOther() throws Exception {
    guard("/a login", true).guard(StubRequest.of("OPTIONS", "/a").header("Origin", "https://other.example").make(), response.make(), chain);
    assertThat(engine.asked).containsExactly(Requirement.LOGIN);
  }

  @Test
  void exceptionOfTheApplication_isItsOwn() {
    RuntimeException own = new IllegalStateException("mine");
    assertThatThrownBy(() -> guard("/** login", false).guard(StubRequest.get("/a").header("X-Caller", "A").make(), response.make(),
        (request, any) -> {
          throw own;
        })).isSameAs(own);
    assertThat(response.calls).isEmpty();
  }

  @Test
  void body_isNotTouched() throws Exception {
    // A StubRequest without a body fails at getParameter, getReader, getInputStream, getParts and everything else unforeseen.
    guard("/** login", StubRequest.of("POST", "/a").header("Content-Type", "application/x-www-form-urlencoded").header("X-Caller", "A"));
    assertThat(passedOn).hasSize(1);
  }

  @Test
  void session_isNotLookedUpUnlessCoreAsks() throws Exception {
    StubRequest request = StubRequest.get("/a").header("X-Caller", "A");
    guard("/** bearer", request);
    assertThat(request.sessionLookups).isZero();
  }

  @Test
  void oneThreadServingAThenBThenNobody_neverMixesThem() throws Exception {
    RequestGuard guard = guard("/** anyone", false);
    StubRequest reused = StubRequest.get("/a");
    for (String name : List.of("A", "B", "")) {
      reused.header("X-Caller", name.isEmpty() ? new String[0] : new String[] {name});
      guard.guard(reused.make(), response.make(), chain);
      HttpServletRequest seen = passedOn.get(passedOn.size() - 1);
      assertThat(OAuthFilter.caller(seen).map(Caller::getName)).isEqualTo(Optional.of(name).filter(n -> !n.isEmpty()));
      assertThat(OAuthFilter.caller(reused.make()).map(Caller::getName)).isEqualTo(Optional.of(name).filter(n -> !n.isEmpty()));
    }
  }
}
