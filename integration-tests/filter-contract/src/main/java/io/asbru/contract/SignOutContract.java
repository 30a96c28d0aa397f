package io.asbru.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.local.JournalEntry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways out: by the user, here and at the provider. */
public abstract class SignOutContract extends FilterContract {

  private static final String SIGN_OUT = "/oauth2/sign-out";

  @Test
  void signOut_endsTheSession_revokesTheTokens_andEndsTheProvidersSession() {
    Visitor browser = signedIn("Charlie");
    String accessToken = provider.accessToken("Charlie", Provider.SCOPES);

    Answer page = browser.post(SIGN_OUT, Map.of());
    Answer landed = browser.submit(page, Map.of());

    Expect.page(page, 200, "Signing out");
    assertThat(landed.uri()).isEqualTo(browser.at("/"));
    landed.requireStatus(200);
    assertThat(provider.journal().entries(Endpoint.REVOKE)).extracting(entry -> entry.parameter("token_type_hint").orElse(""))
        .containsExactly("refresh_token", "access_token");
    assertThat(provider.asked(Endpoint.REVOKE, "token", accessToken)).hasSize(1);
    assertThat(provider.post(Provider.EAST, "/oauth2/introspect", Provider.CLIENT, Provider.SECRET, Map.of("token", accessToken))
        .json().path("active").asBoolean(true)).isFalse();
    Expect.signIn(browser.go("/private/page"));
  }

  @Test
  void afterSignOut_theProviderAsksForThePasswordAgain() {
    Visitor browser = signedIn("Charlie");

    browser.signOut();

    assertThat(browser.open("/private/page").body()).contains("name=\"password\"");
    assertThat(browser.signIn("/private/page", "store-manager").requireStatus(200).fact("user")).startsWith("store-manager@");
  }

  @Test
  void logoutAtTheProvider_isToldWithoutATokenInAUrl() {
    Visitor browser = signedIn("Charlie");

    browser.signOut();

    JournalEntry logout = provider.journal().last(Endpoint.LOGOUT).orElseThrow();
    assertThat(logout.method()).isEqualTo("POST");
    assertThat(logout.parameter("id_token_hint")).isPresent();
    assertThat(logout.parameter("client_id")).contains(Provider.CLIENT);
    assertThat(logout.parameter("post_logout_redirect_uri")).contains(application() + "/oauth2/callback");
    assertThat(logout.header("Referer").orElse("")).doesNotContain("token");
  }

  @Test
  void pageBetween_submitsItself_andHasAButtonForThoseWithoutScripts() {
    Answer page = signedIn("Charlie").post(SIGN_OUT, Map.of());

    assertThat(page.body()).contains("<button>Continue</button>").contains("document.forms[0].submit()");
    assertThat(page.header("Content-Security-Policy").orElseThrow()).contains("script-src 'sha256-").doesNotContain("unsafe");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE"})
  void otherMethod_isNotAllowed_andEndsNothing(String method) {
    Visitor browser = signedIn("Charlie");

    Answer answer = browser.ask(SIGN_OUT).scripted().method(method).send();

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).contains("POST");
    browser.go("/private/page").requireStatus(200);
  }

  @Test
  void linkToTheSignOut_isAPageThatSaysSo() {
    Visitor browser = signedIn("Charlie");

    Expect.page(browser.go(SIGN_OUT), 405, "This is not how to come here");
    browser.go("/private/page").requireStatus(200);
  }

  @Test
  void formOfAnotherSite_endsNothing() {
    Visitor browser = signedIn("Charlie");

    for (Visitor.Writing request : List.of(
        browser.ask(SIGN_OUT).navigating().header("Sec-Fetch-Site", "cross-site"),
        browser.ask(SIGN_OUT).navigating().header("Sec-Fetch-Site", "same-site"),
        browser.ask(SIGN_OUT).navigating().header("Origin", "https://evil.example"),
        browser.ask(SIGN_OUT).navigating())) {
      Expect.page(request.form(Map.of()).send(), 403, "The request came from another site");
    }
    browser.go("/private/page").requireStatus(200);
    assertThat(provider.asked(Endpoint.REVOKE)).isZero();
  }

  @Test
  void signOutWithoutSession_leadsToTheSameEnd() {
    Visitor browser = visitor();

    Answer answer = browser.post(SIGN_OUT, Map.of()).requireStatus(302);

    assertThat(answer.location()).isEqualTo(browser.at("/"));
    assertThat(provider.asked(Endpoint.REVOKE)).isZero();
  }

  @Test
  void attributesOfTheApplication_goWithTheSession() {
    Visitor browser = signedIn("Charlie");
    browser.go("/session/put?name=cart&value=3");

    browser.signOut();

    assertThat(browser.go("/session/show").body()).doesNotContain("cart");
  }

  @Test
  void otherTab_isToldAtItsNextRequest() {
    Visitor browser = signedIn("Charlie");
    browser.post(SIGN_OUT, Map.of());

    Expect.json(browser.script("/mixed/data"), 401, "login_required");
    Answer posted = browser.ask("/mixed/data").scripted().body("application/json", "{}").method("POST").send();
    Expect.json(posted, 401, "login_required");
  }

  @Test
  void copyOfTheSessionCookie_isWorthNothing() {
    Visitor browser = signedIn("Charlie");
    String cookie = browser.sessionCookie();
    browser.signOut();

    Expect.signIn(visitor().ask("/private/page").navigating().header("Cookie", "JSESSIONID=" + cookie).send());
  }

  @Test
  void twoBrowsersOfOneUser_haveTheSameTokens_andTheOtherSignsInSilently() {
    Visitor laptop = signedIn("Charlie");
    Visitor phone = signedIn("Charlie");
    assertThat(phone.go("/private/page").fact("expires")).isEqualTo(laptop.go("/private/page").fact("expires"));

    laptop.signOut();
    later(Duration.ofMinutes(61));

    Expect.json(phone.script("/mixed/data"), 401, "login_required");
    Answer again = phone.open("/private/page?a=1").requireStatus(200);
    assertThat(again.fact("user")).startsWith("Charlie@");
    assertThat(again.fact("query")).isEqualTo("a=1");
    assertThat(laptop.open("/private/page").body()).contains("name=\"password\"");
  }

  @Test
  void signOutAfterARefresh_endsTheProvidersSessionOfThisBrowser_andOfNoOther() {
    Visitor laptop = signedIn("Charlie");
    Visitor phone = signedIn("Charlie");
    later(Duration.ofMinutes(61));
    phone.go("/private/page").requireStatus(200);

    phone.signOut();

    assertThat(phone.open("/private/page").body()).contains("name=\"password\"");
    laptop.ask("/session/end").send();
    assertThat(laptop.open("/private/page").requireStatus(200).fact("user")).startsWith("Charlie@");
  }

  @Test
  void revocationSwitchedOff_leavesTheTwinAlone() throws StartFailedException {
    Visitor laptop = new Visitor(start(Deployment.withClock(settings("revoke-on-sign-out", "false"))));
    laptop.signIn("/private/page", "Charlie").requireStatus(200);
    Visitor phone = signedIn("Charlie");

    laptop.signOut();
    later(Duration.ofMinutes(61));

    assertThat(provider.asked(Endpoint.REVOKE)).isZero();
    assertThat(phone.go("/private/page").requireStatus(200).fact("user")).startsWith("Charlie@");
    Expect.signIn(laptop.go("/private/page"));
  }

  @Test
  void providerAway_endsTheSessionHere_andSaysWhatMayGoOnThere() {
    Visitor browser = signedIn("Charlie");
    provider.local().stop();

    Answer answer = browser.post(SIGN_OUT, Map.of());

    Expect.page(answer, 200, "You are signed out here");
    provider.local().restart();
    Expect.signIn(browser.go("/private/page"));
  }

  @Test
  void revocationThatFails_doesNotKeepTheUserSignedIn() {
    for (Fault fault : List.of(Fault.status(500), Fault.reset(), Fault.notJson(), Fault.error(400, "unsupported_token_type", "no"))) {
      Visitor browser = signedIn("Charlie");
      provider.inject(fault, Endpoint.REVOKE);

      Answer answer = browser.post(SIGN_OUT, Map.of());

      assertThat(answer.status()).as(fault.toString()).isEqualTo(200);
      provider.local().clearFaults();
      Expect.signIn(browser.go("/private/page"));
    }
  }

  @Test
  void placesAfterwards_areSettings() throws StartFailedException {
    Visitor browser = new Visitor(start(Deployment.withClock(settings(
        "sign-out-path", "/bye", "signed-out-path", "/public/goodbye", "post-logout-redirect-path", "/public/back"))));
    browser.signIn("/private/page", "Charlie").requireStatus(200);

    Answer page = browser.post("/bye", Map.of()).requireStatus(200);
    Answer landed = browser.submit(page, Map.of());
    Answer withoutSession = browser.post("/bye", Map.of());

    assertThat(landed.uri()).isEqualTo(browser.at("/public/back"));
    assertThat(withoutSession.location()).isEqualTo(browser.at("/public/goodbye"));
    Expect.signIn(browser.go("/private/page"));
  }

  @Test
  void belowAContextPath_theEndIsBelowItToo() throws StartFailedException {
    Visitor browser = new Visitor(start(deployment().at("/shop")));
    browser.signIn("/private/page", "Charlie").requireStatus(200);

    assertThat(browser.signOut().uri()).isEqualTo(browser.at("/"));
  }
}
