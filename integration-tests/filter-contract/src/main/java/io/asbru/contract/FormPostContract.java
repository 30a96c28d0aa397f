package io.asbru.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.local.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The authorization response comes by a form of the provider's page: a request of another site, which brings no cookie that is {@code Lax}.
 *
 * @see <a href="https://openid.net/specs/oauth-v2-form-post-response-mode-1_0.html">OAuth 2.0 Form Post Response Mode</a>
 */
public abstract class FormPostContract extends FilterContract {

  private static final String OUTSIDE = "https://shop.example";
  private static final String CALLBACK = "/oauth2/callback";

  /** Browsers take {@code SameSite=None} over https alone: the application is told that a proxy speaks it, and the test goes past. */
  @Override
  Deployment deployment() {
    return Deployment.withClock(settings("response-mode", "form_post", "external-url", OUTSIDE));
  }

  @BeforeAll
  final void registerTheAddressOutside() {
    List<String> uris = new ArrayList<>(provider.east().application(Provider.CLIENT).orElseThrow().redirectUris());
    uris.add(OUTSIDE + CALLBACK);
    register(application -> application.redirectUris(uris));
  }

  /** Signs in at the provider: the fields of the form that its page sends to the application. */
  private Map<String, String> response(Visitor browser, Answer begun) {
    Form form = Form.of(browser.signIn(browser.follow(begun), "Charlie").requireStatus(200));
    assertThat(form.action()).hasToString(OUTSIDE + CALLBACK);
    assertThat(form.hidden()).containsKeys("code", "state");
    provider.journal().clear();
    return form.hidden();
  }

  private static Answer posted(Visitor browser, Map<String, String> response) {
    return browser.postFromAnotherSite(CALLBACK, response);
  }

  @Test
  void formOfTheProvider_completesTheSignIn_andFindsTheSessionThatItDidNotBring() {
    Visitor browser = visitor();
    browser.go("/session/put?name=cart&value=3");
    String before = browser.sessionCookie();
    Answer begun = browser.go("/private/page?a=b");
    assertThat(Expect.query(begun.location())).containsEntry("response_mode", "form_post");
    assertThat(begun.headers("Set-Cookie")).singleElement().asString().startsWith("__Host-asbru-")
        .contains("SameSite=None", "Secure", "HttpOnly");
    Map<String, String> response = response(browser, begun);

    Answer posted = posted(browser, response);

    posted.requireStatus(303);
    assertThat(posted.location().toString()).startsWith(browser.at(CALLBACK) + "?").doesNotContain(response.get("code"));
    assertThat(posted.headers("Set-Cookie")).filteredOn(cookie -> !cookie.contains("Max-Age=0")).singleElement().asString()
        .startsWith("__Host-asbru-").contains("SameSite=Lax", "Secure", "HttpOnly").doesNotContain(response.get("code"));
    assertThat(provider.asked(Endpoint.TOKEN)).as("nothing is redeemed before the session is there").isZero();
    assertThat(browser.sessionCookie()).isEqualTo(before);

    Answer page = browser.follow(posted).requireStatus(200);

    assertThat(page.uri()).isEqualTo(browser.at("/private/page?a=b"));
    assertThat(page.fact("user")).startsWith("Charlie@");
    assertThat(provider.asked(Endpoint.TOKEN, "grant_type", "authorization_code")).hasSize(1);
    assertThat(browser.sessionCookie()).isNotEmpty().isNotEqualTo(before);
    assertThat(browser.go("/session/show").fact("attribute cart")).isEqualTo("3");
  }

  @Test
  void browserOfThisTest_keepsLaxCookiesFromOtherSitesForms() {
    Visitor browser = visitor();
    browser.go("/session/put?name=cart&value=3");
    assertThat(browser.go("/session/show").fact("attribute cart")).isEqualTo("3");

    assertThat(browser.postFromAnotherSite("/session/show", Map.of()).fact("id")).isEqualTo("-");
  }

  @Test
  void responseThatComesAgain_isRefused_andTheSignInStays() {
    Visitor browser = visitor();
    Map<String, String> response = response(browser, browser.go("/private/page"));
    Answer posted = posted(browser, response);
    browser.follow(posted).requireStatus(200);

    assertThat(posted(browser, response).status()).isEqualTo(400);
    assertThat(browser.go(posted.location()).status()).isEqualTo(400);

    assertThat(provider.asked(Endpoint.TOKEN, "grant_type", "authorization_code")).hasSize(1);
    assertThat(browser.go("/private/page").requireStatus(200).fact("user")).startsWith("Charlie@");
  }

  @Test
  void responseToAnotherBrowser_isRefused_andUsesNothingUp() {
    Visitor browser = visitor();
    Visitor lured = visitor();
    lured.go("/private/page");
    Map<String, String> response = response(browser, browser.go("/private/page"));

    Answer refused = posted(lured, response);

    refused.requireStatus(400);
    assertThat(refused.headers("Set-Cookie")).isEmpty();
    assertThat(provider.asked(Endpoint.TOKEN)).isZero();
    Expect.signIn(lured.go("/private/page"));
    assertThat(browser.follow(posted(browser, response)).requireStatus(200).fact("user")).startsWith("Charlie@");
  }

  @Test
  void secondHalf_isForTheBrowserThatBroughtTheFirst() {
    Visitor browser = visitor();
    Answer posted = posted(browser, response(browser, browser.go("/private/page")));

    visitor().go(posted.location()).requireStatus(400);

    assertThat(provider.asked(Endpoint.TOKEN)).isZero();
    browser.follow(posted).requireStatus(200);
  }

  @Test
  void responseByUrl_isRefused_andUsesNothingUp() {
    Visitor browser = visitor();
    Map<String, String> response = response(browser, browser.go("/private/page"));

    browser.go(CALLBACK + "?" + Visitor.encoded(response)).requireStatus(400);
    browser.ask(CALLBACK + "?" + Visitor.encoded(response)).navigating().form(Map.of()).send().requireStatus(400);

    assertThat(provider.asked(Endpoint.TOKEN)).isZero();
    assertThat(browser.follow(posted(browser, response)).requireStatus(200).fact("user")).startsWith("Charlie@");
  }
}
