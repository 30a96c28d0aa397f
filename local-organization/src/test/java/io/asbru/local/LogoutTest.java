package io.asbru.local;

import static io.asbru.local.Browser.authorize;
import static io.asbru.local.Wire.EAST;
import static io.asbru.local.Wire.SAMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LogoutTest extends RunningTest {

  private static final String SAMPLE_ID = "sample_application_client_id";
  private static final String HOME = "http://localhost:8080/";

  @Test
  void logoutWithHint_endsTheSessionAndRedirectsWithTheState() {
    String idToken = signIn();
    Browser.Page page = browser.get(logout("id_token_hint", idToken, "post_logout_redirect_uri", HOME, "state", "s 1"));

    assertThat(page.uri().toString()).isEqualTo(HOME + "?state=s+1");
    assertThat(browser.cookies()).isEmpty();
    assertThat(browser.get(authorize(east, SAMPLE_ID, "prompt", "none")).parameters())
        .containsEntry("error", "login_required");
  }

  @Test
  void applicationWithAFrontChannelUrl_isToldInAFrame_beforeTheRedirect() {
    change(EAST, SAMPLE_ID, application -> application.frontChannelLogoutUri(URI.create("http://localhost:8080/oauth2/front?x=1")));
    String idToken = signIn();
    String sid = sid(idToken);
    Browser.Page page = browser.get(logout("id_token_hint", idToken, "post_logout_redirect_uri", HOME, "state", "s"));

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("<iframe class=\"unseen\" title=\"Sign-out of an application\" src=\""
        + "http://localhost:8080/oauth2/front?x=1&amp;iss=" + URLEncoder.encode(root.url("/oauth2/token"), StandardCharsets.UTF_8) 
        + "&amp;sid=" + sid + "\"></iframe>")
        .contains("<meta http-equiv=\"refresh\" content=\"1;url=" + HOME + "?state=s\">");
    assertThat(page.answer().header("Content-Security-Policy")).endsWith("; frame-src http://localhost:8080");
    assertThat(browser.cookies()).isEmpty();
  }

  @Test
  void post_isTakenToo() {
    String idToken = signIn();

    assertThat(browser.post(east.url("/oidc/logout"), "id_token_hint", idToken, "post_logout_redirect_uri", HOME)
        .uri().toString()).isEqualTo(HOME);
    assertThat(browser.cookies()).isEmpty();
  }

  @Test
  void clientId_identifiesTheApplicationToo() {
    signIn();

    assertThat(browser.get(logout("client_id", SAMPLE_ID, "post_logout_redirect_uri", HOME)).uri().toString())
        .isEqualTo(HOME);
    assertThat(browser.cookies()).isEmpty();
  }

  @Test
  void hint_endsTheSessionAlsoFromWhereThereIsNoCookie() {
    String idToken = signIn();
    new Browser(local).get(logout("id_token_hint", idToken));

    assertThat(browser.get(authorize(east, SAMPLE_ID, "prompt", "none")).parameters())
        .containsEntry("error", "login_required");
  }

  @Test
  void withoutASession_itStillRedirects() {
    String idToken = signIn();
    browser.get(logout("id_token_hint", idToken));

    assertThat(new Browser(local).get(logout("id_token_hint", idToken, "post_logout_redirect_uri", HOME)).uri()
        .toString()).isEqualTo(HOME);
  }

  @Test
  void expiredHint_isTaken() {
    String idToken = signIn();
    clock.advance(Duration.ofHours(2));

    assertThat(browser.get(logout("id_token_hint", idToken, "post_logout_redirect_uri", HOME)).outside()).isTrue();
  }

  @Test
  void withoutRedirectUri_thePageSaysThatItIsDone() {
    String idToken = signIn();

    assertThat(browser.get(logout("id_token_hint", idToken)).body()).contains("You have signed out successfully.");
  }

  @Test
  void unregisteredRedirectUri_isRefusedAndTheSessionStays() {
    String idToken = signIn();
    Browser.Page page =
        browser.get(logout("id_token_hint", idToken, "post_logout_redirect_uri", "https://evil.example/"));

    assertThat(page.outside()).isFalse();
    assertThat(page.body()).contains("Post logout URI does not match with registered callback URI.");
    assertThat(browser.cookies()).isNotEmpty();
  }

  @Test
  void redirectUriWithoutAnApplication_isRefused() {
    assertThat(browser.get(logout("post_logout_redirect_uri", HOME)).body())
        .contains("id_token_hint or client_id should be present");
    assertThat(browser.get(logout("client_id", "nobody", "post_logout_redirect_uri", HOME)).body())
        .contains("A valid OAuth client could not be found for client_id: nobody");
  }

  @Test
  void hintThatNobodySigned_isRefused() {
    String idToken = signIn();

    assertThat(browser.get(logout("id_token_hint", idToken.substring(0, idToken.length() - 8) + "AAAAAAAA")).body())
        .contains("ID token signature validation failed.");
    assertThat(browser.get(logout("id_token_hint", "nonsense")).body())
        .contains("ID token signature validation failed.");
    assertThat(browser.cookies()).isNotEmpty();
  }

  @Test
  void withoutHintAndClient_thePageAsksFirst() {
    signIn();
    Browser.Page page = browser.get(logout());
    assertThat(page.body()).contains("Sign out?");
    assertThat(browser.cookies()).isNotEmpty();

    assertThat(browser.submit(page, "consent", "approve").body()).contains("You have signed out successfully.");
    assertThat(browser.cookies()).isEmpty();
  }

  @Test
  void applicationMayWantTheQuestion() {
    change(EAST, SAMPLE_ID, application -> application.logoutConsentSkipped(false));
    signIn();
    Browser.Page page = browser.get(logout("client_id", SAMPLE_ID, "post_logout_redirect_uri", HOME));
    assertThat(page.body()).contains("Sign out?");

    assertThat(browser.submit(page, "consent", "deny").body()).contains("User denied the logout.");
    assertThat(browser.cookies()).isNotEmpty();
  }

  @Test
  void sharedApplication_signsOutAtTheRoot() {
    browser.signIn(browser.get(authorize(root, "shared_client_id", "fidp", "OrganizationSSO", "orgId", EAST)),
        "Charlie");
    assertThat(browser.cookies()).isNotEmpty();

    browser.get(root.url("/oidc/logout?client_id=shared_client_id"));
    assertThat(browser.cookies()).isEmpty();
  }

  @Test
  void tokensOutliveTheSession() {
    Browser.Page page = browser.signIn(browser.get(authorize(east, "sample_jwt_client_id")), "Charlie");
    String token = east.token(Wire.JWT_SAMPLE, "grant_type", "authorization_code", "redirect_uri", Browser.CALLBACK,
        "code", page.parameters().get("code")).text("access_token");
    browser.get(logout("client_id", "sample_jwt_client_id"));

    assertThat(east.active(Wire.JWT_SAMPLE, token)).isTrue();
  }

  private String logout(String... namesAndValues) {
    return east.url("/oidc/logout?" + Wire.form(namesAndValues));
  }

  private String signIn() {
    Browser.Page page = browser.signIn(browser.get(authorize(east, SAMPLE_ID, "scope", "openid")), "Charlie");
    return east.token(SAMPLE, "grant_type", "authorization_code", "redirect_uri", Browser.CALLBACK, "code",
        browser.submit(page, "consent", "approve").parameters().get("code")).text("id_token");
  }

  private static String sid(String idToken) {
    try {
      return String.valueOf(JWSObject.parse(idToken).getPayload().toJSONObject().get("sid"));
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }
}
