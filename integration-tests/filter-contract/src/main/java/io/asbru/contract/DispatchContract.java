package io.asbru.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.local.Endpoint;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a request that the application hands on: forwards, includes, errors, other threads. */
public abstract class DispatchContract extends FilterContract {

  private Answer asCharlie(String path) {
    return visitor().program(path, provider.accessToken("Charlie", "read_stores"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"forward", "include"})
  void dispatchWithinTheApplication_keepsTheCaller_andAsksNoRule(String how) {
    Answer known = asCharlie("/dispatch/" + how + "?to=/private/page").requireStatus(200);
    Answer nobody = visitor().go("/dispatch/" + how + "?to=/private/page").requireStatus(200);
    Answer unlisted = visitor().go("/dispatch/" + how + "?to=/unlisted/page").requireStatus(200);

    assertThat(known.fact("user")).startsWith("Charlie@");
    assertThat(known.fact("auth")).isEqualTo("BEARER");
    assertThat(known.fact("dispatch")).isEqualTo(how.toUpperCase(java.util.Locale.ROOT));
    assertThat(nobody.fact("caller")).isEqualTo("-");
    assertThat(unlisted.fact("caller")).isEqualTo("-");
  }

  @Test
  void forwardOfASession_keepsTheCaller() {
    assertThat(signedIn("Charlie").go("/dispatch/forward?to=/private/page").requireStatus(200).fact("user")).startsWith("Charlie@");
  }

  @Test
  void forwardToAPathOfTheLibrary_isNoSignOut() {
    Visitor browser = signedIn("Charlie");

    browser.go("/dispatch/forward?to=/oauth2/sign-out");

    browser.go("/private/page").requireStatus(200);
    assertThat(provider.asked(Endpoint.REVOKE)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"error?status=404", "error?status=418", "throw-servlet", "throw-runtime", "throw-io"})
  void errorPage_knowsTheCaller(String what) {
    Answer known = asCharlie("/dispatch/" + what);
    Answer nobody = visitor().go("/dispatch/" + what);

    assertThat(known.status()).isIn(404, 418, 500);
    assertThat(known.fact("dispatch")).isEqualTo("ERROR");
    assertThat(known.fact("user")).startsWith("Charlie@");
    assertThat(nobody.fact("caller")).isEqualTo("-");
  }

  @Test
  void exceptionOfTheApplication_isItsOwn() {
    for (String what : List.of("throw-servlet", "throw-runtime", "throw-io")) {
      assertThat(asCharlie("/dispatch/" + what).status()).isEqualTo(500);
    }
    asCharlie("/api/stores/list").requireStatus(200);
  }

  @Test
  void refusal_isNotTurnedIntoAnErrorPage() {
    Expect.json(visitor().script("/private/page"), 401, "login_required");
    Expect.page(visitor().go("/unlisted/page"), 403, "Nobody may come here");
  }

  @Test
  void otherThread_knowsTheCaller() {
    Answer known = asCharlie("/async/thread").requireStatus(200);
    Answer bySession = signedIn("store-reader").go("/async/thread").requireStatus(200);
    Answer nobody = visitor().go("/async/thread").requireStatus(200);

    assertThat(known.fact("user")).startsWith("Charlie@");
    assertThat(known.fact("scopes")).isEqualTo("read_stores");
    assertThat(bySession.fact("user")).startsWith("store-reader@");
    assertThat(nobody.fact("caller")).isEqualTo("-");
  }

  @Test
  void asynchronousDispatch_toAPathThatWasNotDecidedOn_isDecided() {
    Expect.signIn(visitor().go("/async/dispatch?to=/private/page"));
    Expect.json(visitor().script("/async/dispatch?to=/private/page"), 401, "login_required");
    Expect.json(asCharlie("/async/dispatch?to=/private/page"), 403, "login_required");
    Expect.json(asCharlie("/async/dispatch?to=/api/both"), 403, "insufficient_scope");
    Expect.json(visitor().script("/async/dispatch?to=/unlisted/page"), 403, "access_denied");
  }

  @Test
  void asynchronousDispatch_showsTheCallerToWhomItLeads() {
    Answer byToken = asCharlie("/async/dispatch?to=/api/stores/list").requireStatus(200);
    Answer bySession = signedIn("store-manager").go("/async/dispatch?to=/private/scoped").requireStatus(200);
    Answer toAnyone = visitor().go("/async/dispatch?to=/public/page").requireStatus(200);

    assertThat(byToken.fact("dispatch")).isEqualTo("ASYNC");
    assertThat(byToken.fact("user")).startsWith("Charlie@");
    assertThat(bySession.fact("user")).startsWith("store-manager@");
    assertThat(toAnyone.fact("caller")).isEqualTo("-");
  }

  @Test
  void asynchronousDispatch_isDecidedByTheMethodToo() {
    Answer answer = visitor().ask("/async/dispatch?to=/api/stores/list").bearer(provider.accessToken("store-manager", "read_stores"))
        .form(Map.of("a", "1")).send();

    Expect.json(answer, 403, "insufficient_scope");
  }

  @Test
  void signInAfterAnAsynchronousDispatch_comesBackToWhatTheBrowserAskedFor() {
    Visitor browser = visitor();

    Answer page = browser.signIn("/async/dispatch?to=/private/page", "Charlie").requireStatus(200);

    assertThat(page.uri()).isEqualTo(browser.at("/async/dispatch?to=/private/page"));
    assertThat(page.fact("path")).isEqualTo("/private/page");
    assertThat(page.fact("user")).startsWith("Charlie@");
  }

  @Test
  void signInAskedForAfterAForward_comesBackToWhatTheBrowserAskedFor() {
    Visitor browser = visitor();

    Answer page = browser.signIn("/dispatch/forward?to=/ask/authenticate", "Charlie").requireStatus(200);

    assertThat(page.uri()).isEqualTo(browser.at("/dispatch/forward?to=/ask/authenticate"));
    assertThat(page.fact("user")).startsWith("Charlie@");
  }

  @Test
  void filterDeclaredInTheDescriptor_keepsTheCallerInTheSameWays() throws StartFailedException {
    // The provider's time has to be the system's for an application whose clock cannot be moved.
    later(provider.clock().offset().negated());
    Visitor visitor = new Visitor(start(Deployment.declared(settings())));
    String token = provider.accessToken("Charlie", "read_stores");

    for (String path : List.of("/dispatch/forward?to=/private/page", "/dispatch/include?to=/private/page", "/dispatch/error?status=418",
        "/dispatch/throw-servlet", "/async/thread", "/async/dispatch?to=/api/stores/list")) {
      Answer answer = new Visitor(visitor.at("")).program(path, token);
      assertThat(answer.fact("user")).as(path).startsWith("Charlie@");
    }
  }

  @Test
  void identityDoesNotStayOnTheConnection_afterADispatch() throws IOException {
    String token = provider.accessToken("Charlie", "read_stores");
    try (RawConnection connection = new RawConnection(application())) {
      for (String path : List.of("/dispatch/forward?to=/public/x", "/dispatch/include?to=/public/x", "/async/thread",
          "/async/dispatch?to=/public/x", "/dispatch/error?status=418")) {
        assertThat(connection.send("GET", path, "Authorization: Bearer " + token).fact("user")).as(path).startsWith("Charlie@");
        assertThat(connection.send("GET", path).fact("caller")).as(path).isEqualTo("-");
      }
    }
  }
}
