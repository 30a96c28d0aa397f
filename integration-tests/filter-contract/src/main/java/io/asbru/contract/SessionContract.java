package io.asbru.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.local.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the container's session holds, and whose it is. */
public abstract class SessionContract extends FilterContract {

  @Test
  void sessionId_changesAtSignIn_andTheOldOneIsWorthNothing() {
    Visitor browser = visitor();
    browser.go("/session/put?name=cart&value=3");
    String before = browser.sessionCookie();

    browser.signIn("/private/page", "Charlie").requireStatus(200);

    assertThat(browser.sessionCookie()).isNotEmpty().isNotEqualTo(before);
    Answer withTheOldOne = visitor().ask("/private/page").navigating().header("Cookie", "JSESSIONID=" + before).send();
    Expect.signIn(withTheOldOne);
  }

  @Test
  void attributesOfTheApplication_surviveTheSignIn() {
    Visitor browser = visitor();
    browser.go("/session/put?name=cart&value=three+apples");

    browser.signIn("/private/page", "Charlie").requireStatus(200);

    assertThat(browser.go("/session/show").fact("attribute cart")).isEqualTo("three apples");
  }

  @Test
  void anotherUser_doesNotInheritThem() {
    Visitor browser = visitor();
    Answer otherTab = browser.go("/private/in-another-tab");
    browser.signIn("/private/page", "Charlie").requireStatus(200);
    browser.go("/session/put?name=cart&value=3");
    browser.leaveProvider();

    Answer page = browser.signIn(browser.follow(otherTab), "store-manager").requireStatus(200);

    assertThat(page.fact("user")).startsWith("store-manager@");
    assertThat(browser.go("/session/show").fact("names")).doesNotContain("cart").contains("io.asbru.signIn");
  }

  @Test
  void theSameUserAgain_keepsThem() {
    Visitor browser = visitor();
    Answer otherTab = browser.go("/private/in-another-tab");
    browser.signIn("/private/page", "Charlie").requireStatus(200);
    browser.go("/session/put?name=cart&value=3");
    String before = browser.sessionCookie();

    browser.signIn(browser.follow(otherTab), "Charlie").requireStatus(200);

    assertThat(browser.go("/session/show").fact("attribute cart")).isEqualTo("3");
    assertThat(browser.sessionCookie()).isNotEqualTo(before);
  }

  @Test
  void content_isOfTypesOfTheJdkAlone() {
    Visitor browser = visitor();
    browser.go("/private/in-another-tab");
    browser.signIn("/private/page", "Charlie").requireStatus(200);

    Answer session = browser.go("/session/show");

    assertThat(session.fact("names").split(" ")).containsExactly("io.asbru.signIn");
    assertThat(session.fact("classes").split(" ")).isNotEmpty().allMatch(name -> name.startsWith("java.") || name.startsWith("[Ljava."));
  }

  @Test
  void content_survivesTheWayToAnotherNode() {
    Visitor browser = visitor();
    Answer otherTab = browser.go("/private/in-another-tab?a=1");
    browser.go("/session/replicate").requireStatus(200);
    browser.signIn("/private/page", "Charlie").requireStatus(200);
    Answer before = browser.go("/private/page");

    browser.go("/session/replicate").requireStatus(200);

    assertThat(withoutThread(browser.go("/private/page"))).isEqualTo(withoutThread(before));
    assertThat(browser.follow(otherTab).requireStatus(200).fact("query")).isEqualTo("a=1");
  }

  private static List<String> withoutThread(Answer answer) {
    return answer.body().lines().filter(line -> !line.startsWith("thread=")).toList();
  }

  @Test
  void contentOfAnUnknownVersion_meansSignInAgain() {
    Visitor browser = signedIn("Charlie");
    browser.go("/session/age").requireStatus(200);

    Expect.json(browser.script("/private/page"), 401, "login_required");
    Expect.signIn(browser.go("/private/page"));
    assertThat(browser.open("/private/page").requireStatus(200).fact("user")).startsWith("Charlie@");
  }

  @Test
  void visitorWhoIsSentToSignIn_hasNoSessionYet() {
    Visitor browser = visitor();
    Answer begun = browser.go("/private/page");

    Expect.signIn(begun);
    assertThat(begun.headers("Set-Cookie")).singleElement().asString().startsWith("asbru-").contains("HttpOnly", "SameSite=Lax", "Max-Age=1800");
    assertThat(browser.sessionCookie()).isEmpty();
    assertThat(browser.go("/session/show").fact("id")).isEqualTo("-");
  }

  @Test
  void sessionEndedByTheApplication_isOver() {
    Visitor browser = signedIn("Charlie");
    browser.go("/session/end");

    Expect.signIn(browser.go("/private/page"));
  }

  @Test
  void publicPage_createsNoSession_andShowsWhoIsSignedIn() {
    Visitor nobody = visitor();
    Answer toNobody = nobody.go("/public/page").requireStatus(200);
    Answer toCharlie = signedIn("Charlie").go("/public/page").requireStatus(200);

    assertThat(toNobody.headers("Set-Cookie")).isEmpty();
    assertThat(toNobody.fact("session")).isEqualTo("-");
    assertThat(toNobody.fact("caller")).isEqualTo("-");
    assertThat(toCharlie.fact("user")).startsWith("Charlie@");
  }

  @Test
  void sessionCookie_isHttpOnlyAndLax() {
    Visitor browser = visitor();
    Answer callback = browser.callback(browser.go("/private/page"), "Charlie");

    assertThat(browser.go(callback.uri()).headers("Set-Cookie")).filteredOn(cookie -> cookie.startsWith("JSESSIONID="))
        .singleElement().asString().containsIgnoringCase("HttpOnly").containsIgnoringCase("SameSite=Lax");
  }

  @Test
  void scopeThatWasNotGranted_isRefusedThoughItWasRequested() {
    Visitor charlie = signedIn("Charlie");

    Answer page = charlie.go("/private/scoped");
    Answer script = charlie.script("/private/scoped");

    Expect.page(page, 403, "You may not do this");
    assertThat(page.body()).contains("write_stores");
    Expect.json(script, 403, "insufficient_scope");
    assertThat(script.member("scope")).isEqualTo("write_stores");
    assertThat(signedIn("store-manager").go("/private/scoped").requireStatus(200).fact("scopes")).contains("write_stores");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-scopes", "store-reader", "store-manager"})
  void caller_hasTheScopesThatWereGranted(String user) {
    Answer page = signedIn(user).go("/private/page");

    assertThat(page.fact("scopes")).isEqualTo(Map.of(
        "no-scopes", "groups openid profile roles",
        "store-reader", "groups openid profile read_stores roles",
        "store-manager", "groups openid profile read_stores roles write_stores").get(user));
  }

  @Test
  void caller_isShownByEveryWayThatAnApplicationHas() {
    Answer page = signedIn("Charlie").go("/private/page");

    String name = "Charlie@" + Provider.EAST;
    assertThat(page.fact("principal")).isEqualTo(name);
    assertThat(page.fact("user")).isEqualTo(name);
    assertThat(page.fact("auth")).isEqualTo("OPENID");
    assertThat(page.fact("caller")).isEqualTo("user " + name + " of organization " + Provider.EAST);
    assertThat(page.fact("attribute")).isEqualTo("true");
    assertThat(page.fact("kind")).isEqualTo("USER");
    assertThat(page.fact("client")).isEqualTo(Provider.CLIENT);
    assertThat(page.fact("organization")).isEqualTo(Provider.EAST);
    assertThat(page.fact("subject")).isEqualTo(provider.east().user("Charlie").orElseThrow().id());
    assertThat(page.fact("role store-reader")).isEqualTo("true");
    assertThat(page.fact("role store-manager")).isEqualTo("false");
    assertThat(page.fact("role **")).isEqualTo("true");
    assertThat(page.fact("groups")).isEqualTo("staff");
    assertThat(page.fact("claims").split(" ")).contains("given_name", "org_name", "username")
        .doesNotContain("access_token", "refresh_token", "id_token", "nonce", "at_hash");
  }

  @Test
  void tokensInASession_areNotIntrospectedForEachRequest() {
    Visitor browser = signedIn("Charlie");
    int asked = provider.asked(Endpoint.INTROSPECT);

    for (int i = 0; i < 5; i++) {
      browser.go("/private/page").requireStatus(200);
    }

    assertThat(asked).isEqualTo(1);
    assertThat(provider.journal().entries(entry -> entry.endpoint() == Endpoint.INTROSPECT)).hasSize(asked);
  }

  @Test
  void login_isNotForPasswords() {
    Answer answer = visitor().go("/ask/login").requireStatus(200);

    assertThat(answer.fact("login")).contains("authenticate(response)");
    assertThat(answer.fact("user")).isEqualTo("-");
  }

  @Test
  void authenticate_sendsANavigationToSignIn_andBack() {
    Visitor browser = visitor();
    Answer begun = browser.go("/ask/authenticate?a=1");

    Expect.signIn(begun);
    Answer back = browser.signIn(browser.follow(begun), "Charlie").requireStatus(200);
    assertThat(back.uri()).isEqualTo(browser.at("/ask/authenticate?a=1"));
    assertThat(back.fact("user")).startsWith("Charlie@");
  }

  @Test
  void authenticate_answersAScriptWith401_andNothingElse() {
    Answer answer = visitor().script("/ask/authenticate");

    Expect.json(answer, 401, "login_required");
    assertThat(answer.headers("Set-Cookie")).isEmpty();
  }

  @Test
  void authenticate_takesABearerCallerAsHeIs() {
    Answer answer = visitor().program("/ask/authenticate", provider.applicationToken("read_stores")).requireStatus(200);

    assertThat(answer.fact("kind")).isEqualTo("APPLICATION");
  }

  @Test
  void logout_endsTheSessionAndRevokesItsTokens() {
    Visitor browser = signedIn("Charlie");

    Answer answer = browser.go("/ask/logout").requireStatus(200);

    assertThat(answer.fact("before")).startsWith("Charlie@");
    assertThat(answer.fact("after")).isEqualTo("-");
    assertThat(provider.asked(Endpoint.REVOKE)).isEqualTo(2);
    Expect.signIn(browser.go("/private/page"));
  }

  @Test
  void logout_ofABearerCaller_leavesTheSessionOfTheSameBrowserAlone() {
    Visitor browser = signedIn("Charlie");
    String token = provider.applicationToken("read_stores");

    Answer answer = browser.program("/ask/logout", token).requireStatus(200);

    assertThat(answer.fact("after")).isEqualTo("-");
    assertThat(provider.asked(Endpoint.REVOKE)).isZero();
    assertThat(browser.go("/private/page").requireStatus(200).fact("user")).startsWith("Charlie@");
  }

  @Test
  void sessionTakenUpAgainAfterDays_signsInSilently() {
    Visitor browser = signedIn("Charlie");
    later(Duration.ofDays(2));

    Answer again = browser.go("/private/page");

    Expect.signIn(again);
    assertThat(browser.signIn(browser.follow(again), "Charlie").requireStatus(200).fact("user")).startsWith("Charlie@");
  }
}
