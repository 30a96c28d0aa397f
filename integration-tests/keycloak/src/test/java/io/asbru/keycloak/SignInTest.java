package io.asbru.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.contract.Answer;
import io.asbru.contract.Visitor;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.htmlunit.BrowserVersion;
import org.htmlunit.Page;
import org.htmlunit.WebClient;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.WebConnectionWrapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Users of Keycloak sign in and out, and their tokens are refreshed. */
@ExtendWith(OneKeycloak.class)
final class SignInTest {

  private static Realm realm;
  private static GuardedApplication application;

  @BeforeAll
  static void start(Realm given) throws Exception {
    realm = given;
    application = new GuardedApplication(realm, "sign-in");
  }

  @AfterAll
  static void stop() throws Exception {
    application.close();
  }

  private static WebClient browser() {
    WebClient browser = new WebClient(BrowserVersion.FIREFOX);
    browser.getOptions().setCssEnabled(false);
    // Keycloak's pages carry module scripts, which this browser does not know.
    browser.getOptions().setThrowExceptionOnScriptError(false);
    browser.getOptions().setThrowExceptionOnFailingStatusCode(false);
    return browser;
  }

  private static HtmlPage fillIn(HtmlPage page, String user) throws Exception {
    ((HtmlInput) page.getElementById("username")).type(user);
    ((HtmlInput) page.getElementById("password")).type(Realm.password(user));
    return page.getElementById("kc-login").click();
  }

  private static String heading(HtmlPage page) {
    return page.getElementsByTagName("h1").get(0).getTextContent();
  }

  @Test
  void person_signsInInABrowser_andOutAgain() throws Exception {
    try (WebClient browser = browser()) {
      HtmlPage page = fillIn(browser.getPage(application.uri() + "/pages/account?tab=orders"), "alice");
      assertThat(heading(page)).isEqualTo("Hello alice");
      assertThat(page.getUrl()).hasToString(application.uri() + "/pages/account?tab=orders");
      int revoked = realm.events("REVOKE_GRANT", application.clientId);

      Page out = page.getElementById("sign-out").click();
      assertThat(out.getUrl().getPort()).isEqualTo(application.uri().getPort());
      assertThat(realm.events("REVOKE_GRANT", application.clientId)).isGreaterThan(revoked);
      HtmlPage again = browser.getPage(application.uri() + "/pages/account");
      assertThat(again.getElementById("password")).isNotNull();
    }
  }

  @Test
  void callerOfASession_isWhoKeycloakSays() {
    Answer page = application.signIn(application.visitor(), "alice").requireStatus(200);

    assertThat(page.fact("user")).isEqualTo("alice");
    assertThat(page.fact("kind")).isEqualTo("USER");
    assertThat(page.fact("roles")).contains("store-manager");
    assertThat(page.fact("scopes").split(" ")).contains("openid", "profile", "read_stores");
    assertThat(page.fact("role store-manager")).isEqualTo("true");
  }

  @Test
  void samePerson_isTheSameCallerByToken() {
    Answer bySession = application.signedIn("bob").go("/api/read").requireStatus(200);
    Answer byToken = application.visitor().program("/api/read", realm.tokens(application.clientId, "bob", "openid read_stores")
        .member("access_token")).requireStatus(200);

    for (String fact : new String[] {"user", "kind", "subject", "client", "roles"}) {
      assertThat(bySession.fact(fact)).as(fact).isEqualTo(byToken.fact(fact)).isNotEqualTo("-");
    }
  }

  @Test
  void whoIsKnownToKeycloak_isNotAskedAgain() throws Exception {
    try (GuardedApplication other = new GuardedApplication(realm, "sign-in-other")) {
      Visitor browser = application.signedIn("alice");

      assertThat(browser.at(other.uri()).open("/private/page").requireStatus(200).fact("user")).isEqualTo("alice");
    }
  }

  @Test
  void scopeThatTheClientMayNotHave_endsTheSignInWithAPage() throws Exception {
    try (GuardedApplication greedy = new GuardedApplication(realm, "sign-in-greedy", Map.of(), Map.of("scopes", "openid write_stores"))) {
      Answer page = greedy.visitor().open("/private/page").requireStatus(400);

      assertThat(page.uri().getPort()).isEqualTo(greedy.uri().getPort());
      assertThat(page.body()).contains("You have not been signed in").contains("Invalid scopes");
    }
  }

  @Test
  void responseThatNamesAnotherIssuer_orNone_isRefused() {
    for (String change : new String[] {"iss=[^&]*>iss=https%3A%2F%2Fevil.example", "&?iss=[^&]*>"}) {
      Visitor browser = application.visitor();
      Answer page = browser.open("/private/page");
      Answer back = browser.post(page, Map.of("username", "alice", "password", Realm.password("alice")));
      String[] both = change.split(">", 2);
      assertThat(back.location().toString()).contains("iss=");

      browser.go(URI.create(back.location().toString().replaceAll(both[0], both[1]))).requireStatus(502);
      assertThat(GuardedApplication.passwordAskedFor(browser.open("/private/page"))).isFalse();
    }
  }

  @Test
  void publicClient_signsInWithPkceAlone() throws Exception {
    try (GuardedApplication app = new GuardedApplication(realm, "sign-in-public",
        Map.of("publicClient", true, "serviceAccountsEnabled", false, "attributes", Map.of("pkce.code.challenge.method", "S256")),
        Map.of("client-secret", "", "rules", "/private/** login"))) {
      assertThat(app.signIn(app.visitor(), "alice").requireStatus(200).fact("user")).isNotEqualTo("-");
    }
  }

  @Test
  void pushedAuthorizationRequest_isTaken_andItsParametersStayOutOfTheUrl() throws Exception {
    Map<String, String> pushed = Map.of("pushed-authorization-requests", "true");
    try (GuardedApplication app = new GuardedApplication(realm, "sign-in-pushed", Map.of(), pushed)) {
      Visitor browser = app.visitor();
      String url = browser.go("/private/page").location().toString();
      assertThat(url).contains("request_uri=", "client_id=sign-in-pushed").doesNotContain("state=", "scope=", "redirect_uri=");

      assertThat(app.signIn(browser, "alice").requireStatus(200).fact("user")).isEqualTo("alice");
    }
  }

  @Test
  void formPost_bringsTheResponseInABody_andTheCodeStandsInNoUrl() throws Exception {
    List<String> asked = new ArrayList<>();
    try (GuardedApplication app = new GuardedApplication(realm, "sign-in-form-post", Map.of(), Map.of("response-mode", "form_post"));
        WebClient browser = browser()) {
      browser.setWebConnection(new WebConnectionWrapper(browser) {
        @Override
        public WebResponse getResponse(WebRequest request) throws IOException {
          asked.add(request.getHttpMethod() + " " + request.getUrl());
          return super.getResponse(request);
        }
      });

      HtmlPage page = fillIn(browser.getPage(app.uri() + "/pages/account?tab=orders"), "alice");

      assertThat(heading(page)).isEqualTo("Hello alice");
      assertThat(page.getUrl()).hasToString(app.uri() + "/pages/account?tab=orders");
      assertThat(asked).contains("POST " + app.uri() + "/oauth2/callback").anyMatch(request -> request.contains("response_mode=form_post"))
          .noneMatch(request -> request.matches(".*[?&]code=.*"));
      assertThat(realm.events("CODE_TO_TOKEN", app.clientId)).isEqualTo(1);
    }
  }

  @Test
  void claimsOfUserInfo_areTaken() throws Exception {
    try (GuardedApplication app = new GuardedApplication(realm, "sign-in-userinfo",
        Map.of(), Map.of("userinfo-at-sign-in", "true", "scopes", "openid email"))) {
      assertThat(app.signIn(app.visitor(), "alice").requireStatus(200).fact("claims").split(" ")).contains("email", "email_verified");
    }
  }
}
