package io.asbru.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is sent to the sign-in and who is told: navigations, scripts, programs, and requests that must not be repeated. */
public abstract class RequestKindContract extends FilterContract {

  private static final String PAGE = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

  static Stream<Arguments> kinds() {
    return Stream.of(
        arguments("a browser goes to a page", 302, List.of("Accept", PAGE, "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document")),
        arguments("an older browser goes to a page", 302, List.of("Accept", PAGE)),
        arguments("a frame is filled", 302, List.of("Accept", PAGE, "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe")),
        arguments("fetch()", 401, List.of("Accept", "*/*", "Sec-Fetch-Mode", "cors", "Sec-Fetch-Dest", "empty")),
        arguments("fetch() that accepts HTML", 401, List.of("Accept", PAGE, "Sec-Fetch-Mode", "cors")),
        arguments("fetch() in the mode same-origin", 401, List.of("Accept", "*/*", "Sec-Fetch-Mode", "same-origin")),
        arguments("an image", 401, List.of("Accept", "image/*", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "image")),
        arguments("XMLHttpRequest of a library", 401, List.of("Accept", PAGE, "X-Requested-With", "XMLHttpRequest")),
        arguments("whoever takes no HTML, whatever it says it does", 401, List.of("Accept", "application/json", "Sec-Fetch-Mode", "navigate")),
        arguments("a program that wants JSON", 401, List.of("Accept", "application/json")),
        arguments("curl", 401, List.of("Accept", "*/*")),
        arguments("a program that says nothing", 401, List.of()));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("kinds")
  void requestWithoutSession_isAnsweredAsWhoAsksNeedsIt(String kind, int status, List<String> headers) {
    Visitor visitor = visitor();
    Visitor.Writing request = visitor.ask("/private/page");
    for (int i = 0; i < headers.size(); i += 2) {
      request.header(headers.get(i), headers.get(i + 1));
    }

    Answer answer = request.send();

    assertThat(answer.status()).isEqualTo(status);
    if (status == 302) {
      Expect.signIn(answer);
    } else {
      Expect.json(answer, 401, "login_required");
      Expect.bareChallenge(answer);
      assertThat(answer.headers("Set-Cookie")).isEmpty();
    }
  }

  @Test
  void headNavigation_isSentToSignInToo() {
    Expect.signIn(visitor().ask("/private/page").navigating().method("HEAD").send());
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH"})
  void stateChangingRequestWithoutSession_isNotCarriedOutLater(String method) {
    Visitor browser = visitor();

    Answer page = browser.ask("/private/page").navigating().header("Sec-Fetch-Site", "same-origin")
        .form(Map.of("order", "1")).method(method).send();
    Answer script = browser.ask("/private/page").scripted().body("application/json", "{}").method(method).send();

    Expect.page(page, 401, "Please sign in");
    assertThat(page.body()).contains("What you sent has not been carried out");
    Expect.json(script, 401, "login_required");
    assertThat(browser.sessionCookie()).isEmpty();
  }

  @Test
  void sessionThatRanOut_isToldToScriptsByStatus() {
    Visitor browser = signedIn("Charlie");
    browser.go("/session/end");

    Expect.json(browser.script("/private/page"), 401, "login_required");
    Expect.json(browser.script("/api/stores/list"), 401, "login_required");
  }

  @Test
  void addressForProgramsAlone_doesNotSendBrowsersToSignIn() {
    Answer page = visitor().go("/api/tokens-only");

    Expect.page(page, 401, "Please sign in");
    Expect.bareChallenge(page);
    assertThat(page.headers("Set-Cookie")).isEmpty();
  }

  @Test
  void sessionWhereABearerTokenIsNeeded_isNotTaken() {
    Visitor browser = signedIn("store-manager");

    Expect.json(browser.script("/api/tokens-only"), 401, "login_required");
    Expect.page(browser.go("/api/tokens-only"), 401, "Please sign in");
  }

  @Test
  void sessionAtTheApi_isAsGoodAsATokenWhereBothAreTaken() {
    Visitor browser = signedIn("store-manager");

    assertThat(browser.script("/api/stores/list").requireStatus(200).fact("auth")).isEqualTo("OPENID");
    Answer created = browser.ask("/api/stores/list").scripted().body("application/json", "{}").method("POST").send();
    assertThat(created.requireStatus(200).fact("scopes")).contains("write_stores");
  }
}
