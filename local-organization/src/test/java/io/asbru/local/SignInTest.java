package io.asbru.local;

import static io.asbru.local.Browser.authorize;
import static io.asbru.local.Wire.EAST;
import static io.asbru.local.Wire.SAMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What people see: sign-in page, consent page, error page; and the sessions behind them. */
class SignInTest extends RunningTest {

  private static final String SAMPLE_ID = "sample_application_client_id";
  private static final String WITHOUT_CONSENT = "sample_jwt_client_id";

  @Test
  void signInPage_postsToCommonAuthAndIsAccessible() {
    Browser.Page page = browser.get(authorize(east, SAMPLE_ID));

    assertThat(page.uri().getPath()).isEqualTo("/authenticationendpoint/login.do");
    assertThat(page.body()).contains("<title>Sign in — Best Car Mart East (local organization)</title>")
        .contains("<form method=\"post\" action=\"/commonauth\">")
        .contains("<label for=\"username\">", "<label for=\"password\">", "lang=\"en\"", "name=\"viewport\"")
        .doesNotContain("<script");
    assertThat(page.hiddenFields()).containsOnlyKeys("sessionDataKey");
    assertThat(page.answer().header("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(page.answer().header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(page.answer().header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void demo_listsItsUsers_otherDefinitionsDoNot() {
    assertThat(browser.get(authorize(east, SAMPLE_ID)).body()).contains("store-reader-pw");

    restart(Definition.demo().toBuilder().with(Switch.USERS_LISTED_AT_SIGN_IN, false).build());
    assertThat(browser.get(authorize(east, SAMPLE_ID)).body()).doesNotContain("store-reader");
  }

  @Test
  void wrongPassword_showsThePageAgainWithAnAlert_andTheNextTryWorks() {
    Browser.Page page = browser.signIn(browser.get(authorize(east, WITHOUT_CONSENT)), "Charlie", "wrong");

    assertThat(page.uri().getQuery()).contains("authFailure=true");
    assertThat(page.body()).contains("role=\"alert\"").contains("Login failed!");
    assertThat(browser.cookies()).isEmpty();
    assertThat(browser.signIn(page, "Charlie").parameters()).containsKey("code");
  }

  @Test
  void lockedAccount_cannotSignIn() {
    Organization organization = local.organization(EAST);
    organization.put(organization.user("Charlie").orElseThrow().toBuilder().locked(true).build());

    assertThat(browser.signIn(browser.get(authorize(east, WITHOUT_CONSENT)), "Charlie").body())
        .contains("Login failed!");
  }

  @Test
  void usersOfASibling_cannotSignIn() {
    assertThat(browser.signIn(browser.get(authorize(west, "fhErtAT2YF_M0Ek3AAYHLI8L25oa")), "store-manager").body())
        .contains("Login failed!");
  }

  @Test
  void sessionCookie_isNotForScriptsAndNamesTheOrganization() throws Exception {
    Answer answer = signedInAtCommonAuth(browser.get(authorize(east, WITHOUT_CONSENT)));

    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.header("Set-Cookie"))
        .matches("commonAuthId-" + EAST + "=[0-9a-f-]{36}; Path=/t/bestcarmart/; HttpOnly; SameSite=Lax");
  }

  @Test
  void consent_isAskedOncePerUserAndScopes() {
    Browser.Page page = browser.signIn(browser.get(authorize(east, SAMPLE_ID, "scope", "openid read_stores")),
        "Charlie");
    assertThat(page.uri().getPath()).isEqualTo("/authenticationendpoint/oauth2_consent.do");
    assertThat(page.body()).contains("Sample asks for access", "read_stores", "Charlie", "Best Car Mart East");
    assertThat(browser.submit(page, "consent", "approve").parameters()).containsKey("code");

    assertThat(browser.get(authorize(east, SAMPLE_ID, "scope", "openid")).outside()).isTrue();
    assertThat(browser.get(authorize(east, SAMPLE_ID, "scope", "openid profile")).body()).contains("asks for access");

    Browser another = new Browser(local);
    assertThat(another.signIn(another.get(authorize(east, SAMPLE_ID, "scope", "openid")), "store-reader").body())
        .contains("asks for access");
  }

  @Test
  void deniedConsent_isAccessDeniedAndAskedAgain() {
    Browser.Page page = browser.signIn(browser.get(authorize(east, SAMPLE_ID, "state", "s")), "Charlie");
    Browser.Page denied = browser.submit(page, "consent", "deny");

    assertThat(denied.parameters().keySet()).containsExactly("error", "error_description", "state");
    assertThat(denied.parameters()).containsEntry("error", "access_denied")
        .containsEntry("error_description", "User denied the consent").containsEntry("state", "s");
    assertThat(browser.get(authorize(east, SAMPLE_ID)).body()).contains("asks for access");
  }

  @Test
  void promptConsent_asksAgain() {
    browser.signIn(browser.get(authorize(east, WITHOUT_CONSENT)), "Charlie");

    assertThat(browser.get(authorize(east, WITHOUT_CONSENT, "prompt", "consent")).body()).contains("asks for access");
  }

  @Test
  void promptNone_needsConsentToo() {
    browser.signIn(browser.get(authorize(east, WITHOUT_CONSENT)), "Charlie");

    assertThat(browser.get(authorize(east, SAMPLE_ID, "prompt", "none")).parameters())
        .containsEntry("error", "consent_required");
    assertThat(browser.get(authorize(east, WITHOUT_CONSENT, "prompt", "none")).parameters()).containsKey("code");
  }

  @Test
  void session_signsInToOtherApplicationsOfTheOrganization_notOfOthers() {
    browser.signIn(browser.get(authorize(east, WITHOUT_CONSENT)), "Charlie");

    assertThat(browser.get(authorize(east, WITHOUT_CONSENT)).outside()).isTrue();
    assertThat(browser.get(authorize(west, "fhErtAT2YF_M0Ek3AAYHLI8L25oa")).body())
        .contains("Sign in — Best Car Mart West");
    assertThat(new Browser(local).get(authorize(east, WITHOUT_CONSENT)).body()).contains("Sign in");
  }

  @Test
  void cookieUnderAnotherOrganizationsName_isOfNoUse() {
    browser.signIn(browser.get(authorize(east, WITHOUT_CONSENT)), "Charlie");
    browser.cookies().put("commonAuthId-" + Wire.WEST, browser.cookies().get("commonAuthId-" + EAST));

    assertThat(browser.get(authorize(west, "fhErtAT2YF_M0Ek3AAYHLI8L25oa")).body()).contains("Sign in");
  }

  @Test
  void promptLogin_asksForThePasswordOnceMore() {
    browser.signIn(browser.get(authorize(east, WITHOUT_CONSENT)), "Charlie");
    Browser.Page page = browser.get(authorize(east, WITHOUT_CONSENT, "prompt", "login"));

    assertThat(page.body()).contains("Sign in");
    assertThat(browser.signIn(page, "store-reader").parameters()).containsKey("code");
  }

  @Test
  void maxAge_asksForThePasswordWhenTheSignInIsTooLongAgo() {
    browser.signIn(browser.get(authorize(east, WITHOUT_CONSENT)), "Charlie");
    clock.advance(Duration.ofSeconds(60));

    assertThat(browser.get(authorize(east, WITHOUT_CONSENT, "max_age", "60")).outside()).isTrue();
    Browser.Page page = browser.get(authorize(east, WITHOUT_CONSENT, "max_age", "59", "scope", "openid"));
    assertThat(page.body()).contains("Sign in");
    assertThat(browser.get(authorize(east, WITHOUT_CONSENT, "max_age", "59", "prompt", "none")).parameters())
        .containsEntry("error", "login_required");

    Answer tokens = east.token(Wire.JWT_SAMPLE, "grant_type", "authorization_code", "redirect_uri", Browser.CALLBACK,
        "code", browser.signIn(page, "Charlie").parameters().get("code"));
    assertThat(tokens.claims("id_token")).containsEntry("auth_time", TestClock.START.getEpochSecond() + 60);
  }

  @Test
  void sessionDataKey_isOfUseOnlyInTheBrowserThatSignedIn() throws Exception {
    String back = signedInAtCommonAuth(browser.get(authorize(east, WITHOUT_CONSENT))).header("Location");

    assertThat(back).startsWith(east.url("/oauth2/authorize?sessionDataKey="));
    assertThat(new Browser(local).get(back).body()).contains("Sign in");
  }

  @Test
  void signInThatIsOver_showsAnErrorPage() {
    Browser.Page page = browser.get(authorize(east, WITHOUT_CONSENT));
    clock.advance(Duration.ofMinutes(15));

    assertThat(browser.signIn(page, "Charlie").body()).contains("This sign-in is over.");
  }

  @Test
  void codeOfASession_carriesItsSid() {
    Browser.Page page = browser.signIn(browser.get(authorize(east, SAMPLE_ID, "scope", "openid")), "Charlie");
    String first = sid(browser.submit(page, "consent", "approve"));
    String second = sid(browser.get(authorize(east, SAMPLE_ID, "scope", "openid")));

    assertThat(second).isEqualTo(first);
  }

  @Test
  void errorPage_escapesWhatItShows() {
    Browser.Page page = browser.get(local.baseUrl()
        + "/authenticationendpoint/oauth2_error.do?oauthErrorCode=x&oauthErrorMsg=%3Cscript%3Ealert(1)%3C/script%3E");

    assertThat(page.status()).isEqualTo(400);
    assertThat(page.body()).contains("&lt;script&gt;").doesNotContain("<script>");
  }

  private Answer signedInAtCommonAuth(Browser.Page signInPage) throws Exception {
    return Wire.send(HttpRequest.newBuilder(local.baseUrl().resolve("/commonauth"))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(Wire.form("sessionDataKey",
            signInPage.hiddenFields().get("sessionDataKey"), "username", "Charlie", "password", "jG9A5KrX")))
        .build());
  }

  private String sid(Browser.Page page) {
    return (String) east.token(SAMPLE, "grant_type", "authorization_code", "redirect_uri", Browser.CALLBACK, "code",
        page.parameters().get("code")).claims("id_token").get("sid");
  }
}
