package io.asbru.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.local.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way of a browser to the provider and back. */
public abstract class SignInContract extends FilterContract {

  @Test
  void protectedPage_sendsBrowserToAuthorizationEndpoint() {
    Answer answer = visitor().go("/private/page");

    Expect.signIn(answer);
    assertThat(answer.location().toString()).startsWith(provider.url(Provider.EAST, "/oauth2/authorize?").toString());
    Map<String, String> parameters = Expect.query(answer.location());
    assertThat(parameters)
        .containsEntry("response_type", "code")
        .containsEntry("client_id", Provider.CLIENT)
        .containsEntry("scope", Provider.SCOPES)
        .containsEntry("redirect_uri", application() + "/oauth2/callback")
        .containsEntry("code_challenge_method", "S256")
        .containsKeys("state", "nonce", "code_challenge");
    assertThat(parameters.get("state")).hasSizeGreaterThanOrEqualTo(32);
    assertThat(parameters.get("nonce")).hasSizeGreaterThanOrEqualTo(32);
  }

  @Test
  void everySignIn_hasValuesOfItsOwn() {
    Visitor visitor = visitor();
    Map<String, String> first = Expect.query(visitor.go("/private/page").location());
    Map<String, String> second = Expect.query(visitor.go("/private/page").location());

    for (String name : List.of("state", "nonce", "code_challenge")) {
      assertThat(second.get(name)).as(name).isNotEqualTo(first.get(name));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "/private/page",
      "/private/page?a=1&b=2&a=3",
      "/private/page?q=two%20words%2Bplus+space&empty=&flag",
      "/private/page?next=https://elsewhere.example/%3Fx=1%26y=2",
      "/private/caf%C3%A9/%E2%82%AC?name=%C3%A4",
      "/private/a.b-c_d~e!$&'()*+,=:@f",
  })
  void afterSignIn_browserIsBackWhereItWantedToGo(String path) {
    Visitor visitor = visitor();

    Answer page = visitor.signIn(path, "Charlie").requireStatus(200);

    assertThat(page.uri()).hasToString(application() + path);
    assertThat(page.fact("caller")).startsWith("user Charlie@");
  }

  @Test
  void belowAContextPath_callbackAndReturnAreBelowItToo() throws StartFailedException {
    Visitor visitor = new Visitor(start(deployment().at("/shop/east")));

    Answer begun = visitor.go("/private/page?a=1");
    Answer page = visitor.signIn(visitor.follow(begun), "Charlie").requireStatus(200);

    assertThat(Expect.query(begun.location())).containsEntry("redirect_uri", visitor.at("/oauth2/callback").toString());
    assertThat(page.uri()).isEqualTo(visitor.at("/private/page?a=1"));
    assertThat(page.fact("user")).startsWith("Charlie@");
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "/private/https://evil.example/x",
      "/private///evil.example",
      "//evil.example/private/page",
      "/\\evil.example/private/page",
      "/private/..//evil.example/",
      "/%2f%2fevil.example/private",
      "/private/%5c%5cevil.example",
      "http://evil.example/private/page",
      "/private/page?x=\\evil.example",
  })
  void urlThatMightLeadAway_neverBecomesTheReturnUrl(String target) throws IOException {
    Answer answer = RawConnection.get(application(), target, "Accept: text/html");

    if (!answer.redirect()) {
      assertThat(answer.status()).isIn(400, 403, 404);
      return;
    }
    Visitor browser = visitor().with(answer);
    if (target.startsWith("http:") && Difference.HOST_OF_ABSOLUTE_TARGETS.here()) {
      browser.follow(answer).requireStatus(400);
      return;
    }
    URI landing = browser.signIn(browser.follow(answer), "Charlie").uri();
    assertThat(landing.getRawAuthority()).isEqualTo(application().getRawAuthority());
    assertThat(landing.getRawPath()).doesNotContain("//").doesNotContain("\\");
  }

  @Test
  void foreignHost_getsNoCodeFromTheProvider() throws IOException {
    Answer begun = RawConnection.get(application(), "/private/page", "Host: evil.example", "Accept: text/html");
    Answer answer = visitor().follow(visitor().go(begun.location()));

    assertThat(Expect.query(begun.location())).containsEntry("redirect_uri", "http://evil.example/oauth2/callback");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("callback.not.match");
  }

  @Test
  void configuredExternalUrl_isWhereTheProviderLeadsBackTo() throws StartFailedException {
    Visitor visitor = new Visitor(start(Deployment.withClock(settings("external-url", "https://shop.example/mart"))));

    assertThat(Expect.query(visitor.go("/private/page").location()))
        .containsEntry("redirect_uri", "https://shop.example/mart/oauth2/callback");
  }

  @Test
  void forwardedHeaders_areBelievedOfTrustedProxiesAlone() throws StartFailedException {
    Visitor trusting = new Visitor(start(Deployment.withClock(settings("trusted-proxies", "127.0.0.1 0:0:0:0:0:0:0:1 ::1"))));

    assertThat(Expect.query(forwarded(trusting).location()))
        .containsEntry("redirect_uri", "https://shop.example/oauth2/callback");
    assertThat(Expect.query(forwarded(visitor()).location()))
        .containsEntry("redirect_uri", application() + "/oauth2/callback");
  }

  private static Answer forwarded(Visitor visitor) {
    return visitor.ask("/private/page").navigating().header("X-Forwarded-Proto", "https")
        .header("X-Forwarded-Host", "shop.example").send();
  }

  @Test
  void furtherAuthorizationParameters_areSent() throws StartFailedException {
    Visitor visitor = new Visitor(start(Deployment.withClock(settings("authorization-parameters", "ui_locales=de prompt=login"))));

    assertThat(Expect.query(visitor.go("/private/page").location()))
        .containsEntry("ui_locales", "de").containsEntry("prompt", "login");
  }

  @Test
  void severalTabs_eachComesBackToItsOwnPage() {
    Visitor browser = visitor();
    List<Answer> tabs = Stream.of("one", "two", "three").map(name -> browser.go("/private/" + name + "?tab=" + name)).toList();

    List<String> landed = new ArrayList<>();
    for (Answer tab : List.of(tabs.get(1), tabs.get(2), tabs.get(0))) {
      Answer page = browser.follow(tab);
      landed.add(browser.signIn(page, "Charlie").requireStatus(200).fact("query"));
    }

    assertThat(landed).containsExactly("tab=two", "tab=three", "tab=one");
  }

  @Test
  void manyTabs_theOldestGiveWay_andTheSessionStaysBounded() {
    Visitor browser = visitor();
    List<Answer> tabs = Stream.iterate(1, i -> i + 1).limit(30).map(i -> browser.go("/private/page?tab=" + i)).toList();

    Answer newest = browser.signIn(browser.follow(tabs.get(29)), "Charlie").requireStatus(200);
    Answer oldest = browser.follow(tabs.get(0));

    assertThat(newest.fact("query")).isEqualTo("tab=30");
    Expect.page(oldest, 400, "This sign-in cannot be completed");
    assertThat(browser.go("/private/page").fact("user")).startsWith("Charlie@");
  }

  @Test
  void providerSession_signsInWithoutAPassword() {
    Visitor browser = signedIn("Charlie");
    browser.ask("/session/end").send().requireStatus(200);

    Answer page = browser.open("/private/page?a=1").requireStatus(200);

    assertThat(page.fact("user")).startsWith("Charlie@");
    assertThat(page.uri()).isEqualTo(browser.at("/private/page?a=1"));
  }

  @Test
  void wrongPassword_isTheProvidersBusiness_andTheRightOneStillWorks() {
    Visitor browser = visitor();
    Answer again = browser.submit(browser.open("/private/page"), Map.of("username", "Charlie", "password", "wrong"));

    assertThat(again.body()).contains("Login failed!");
    assertThat(provider.asked(Endpoint.TOKEN)).isZero();
    browser.signIn(again, "Charlie").requireStatus(200);
  }
}
