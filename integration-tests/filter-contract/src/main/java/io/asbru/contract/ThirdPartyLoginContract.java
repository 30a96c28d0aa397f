package io.asbru.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.local.Endpoint;
import io.asbru.local.JournalEntry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Others begin a sign-in: the root organization's portal, or another site.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#ThirdPartyInitiatedLogin">OpenID Connect Core, section 4</a>
 */
public abstract class ThirdPartyLoginContract extends FilterContract {

  private static final String PATH = "/oauth2/initiate";

  /** An application of the root organization alone. */
  @Override
  Deployment deployment() {
    Map<String, String> settings = settings("client-id", Provider.SHARED, "client-secret", Provider.SHARED_SECRET,
        "initiate-login-path", PATH);
    settings.remove("organization-id");
    return Deployment.withClock(settings);
  }

  private String issuer() {
    return provider.local().baseUrl() + "/t/bestcarmart/oauth2/token";
  }

  /** Names and values by turns. */
  private static Map<String, String> parameters(String... all) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < all.length; i += 2) {
      parameters.put(all[i], all[i + 1]);
    }
    return parameters;
  }

  private static Answer initiate(Visitor browser, String... parameters) {
    return browser.ask(PATH + "?" + Visitor.encoded(parameters(parameters))).navigating().header("Sec-Fetch-Site", "cross-site").send();
  }

  @Test
  void link_beginsASignIn_thatEndsAtItsTarget() {
    Visitor browser = visitor();

    Answer begun = initiate(browser, "iss", issuer(), "target_link_uri", application() + "/private/page?a=b", "login_hint", "root-admin",
        "scope", "internal_login");
    Answer page = browser.signIn(browser.follow(begun), "root-admin").requireStatus(200);

    Expect.signIn(begun);
    assertThat(Expect.query(begun.location())).containsEntry("login_hint", "root-admin").containsEntry("scope", Provider.SCOPES);
    assertThat(page.uri()).isEqualTo(browser.at("/private/page?a=b"));
    assertThat(page.fact("user")).startsWith("root-admin@");
    JournalEntry token = provider.journal().last(Endpoint.TOKEN).orElseThrow();
    assertThat(token.parameter("grant_type")).contains("authorization_code");
  }

  @Test
  void formOfAnotherSite_beginsOneToo() {
    Visitor browser = visitor();

    Answer posted = browser.postFromAnotherSite(PATH, parameters("iss", issuer(), "target_link_uri", application() + "/private/page"));
    Answer page = browser.signIn(browser.follow(posted), "root-admin").requireStatus(200);

    assertThat(posted.status()).isEqualTo(303);
    assertThat(page.uri()).isEqualTo(browser.at("/private/page"));
  }

  @Test
  void whoeverIsSignedIn_goesToTheTarget() {
    Visitor browser = visitor();
    browser.signIn("/private/page", "root-admin").requireStatus(200);

    Answer answer = initiate(browser, "iss", issuer(), "target_link_uri", application() + "/private/other", "login_hint", "somebody");

    assertThat(answer.requireStatus(302).location()).isEqualTo(browser.at("/private/other"));
    assertThat(browser.follow(answer).requireStatus(200).fact("user")).startsWith("root-admin@");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"})
  void targetElsewhere_becomesTheStartPage(String target) {
    Visitor browser = visitor();
    browser.signIn("/private/page", "root-admin").requireStatus(200);

    assertThat(initiate(browser, "iss", issuer(), "target_link_uri", target).requireStatus(302).location()).isEqualTo(browser.at("/"));
  }

  @Test
  void otherIssuer_orNone_isRefused() {
    assertThat(initiate(visitor(), "iss", "https://evil.example").status()).isEqualTo(400);
    assertThat(initiate(visitor(), "iss", issuer() + "/").status()).isEqualTo(400);
    assertThat(initiate(visitor(), "target_link_uri", application() + "/private/page").status()).isEqualTo(400);
    assertThat(provider.asked(Endpoint.AUTHORIZE)).isZero();
  }
}
