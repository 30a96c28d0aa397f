package io.asbru.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.local.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.htmlunit.BrowserVersion;
import org.htmlunit.WebClient;
import org.htmlunit.WebWindow;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.http.Cookie;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person does in a browser that runs scripts. */
public abstract class BrowserContract extends FilterContract {

  private WebClient browser = newBrowser();

  private static WebClient newBrowser() {
    WebClient client = new WebClient(BrowserVersion.FIREFOX);
    client.getOptions().setThrowExceptionOnFailingStatusCode(false);
    client.getOptions().setCssEnabled(false);
    client.getOptions().setTimeout((int) Duration.ofSeconds(20).toMillis());
    return client;
  }

  @BeforeEach
  final void openBrowser() {
    browser.close();
    browser = newBrowser();
  }

  @AfterEach
  final void closeBrowser() {
    browser.close();
  }

  private HtmlPage open(String path) throws IOException {
    return browser.getPage(application() + path);
  }

  private static HtmlPage fillIn(HtmlPage page, String user, String password) throws IOException {
    ((HtmlInput) page.getElementById("username")).type(user);
    ((HtmlInput) page.getElementById("password")).type(password);
    return page.getElementById("sign-in").click();
  }

  /** Signs in and allows what is asked for, if it is. */
  private HtmlPage signIn(HtmlPage page, String user) throws IOException {
    HtmlPage next = fillIn(page, user, Provider.password(user));
    DomElement approve = next.getElementById("approve");
    return approve == null ? next : approve.click();
  }

  private static String heading(HtmlPage page) {
    return ((HtmlElement) page.getElementsByTagName("h1").get(0)).getTextContent();
  }

  @Test
  void person_signsIn_andIsWhereItWantedToGo() throws IOException {
    HtmlPage login = open("/pages/account?tab=orders&x=%20");
    HtmlPage page = signIn(login, "Charlie");

    assertThat(login.getUrl().getPort()).isEqualTo(provider.local().port());
    assertThat(heading(page)).isEqualTo("Hello Charlie@" + Provider.EAST);
    assertThat(page.getUrl()).hasToString(application() + "/pages/account?tab=orders&x=%20");
    assertThat(page.getElementById("asked-for").getTextContent()).isEqualTo("tab=orders&x=%20");
  }

  @Test
  void firstSignIn_asksForConsent_andTheSecondDoesNot() throws IOException {
    register(application -> application.consentRequired(true).name("Asks for consent").scopes("read_stores"));
    try {
      HtmlPage consent = fillIn(open("/pages/account"), "no-scopes", Provider.password("no-scopes"));
      assertThat(heading(consent)).isEqualTo("Asks for consent asks for access");
      HtmlPage page = consent.getElementById("approve").click();
      assertThat(heading(page)).startsWith("Hello no-scopes@");

      openBrowser();
      assertThat(heading(fillIn(open("/pages/account"), "no-scopes", Provider.password("no-scopes")))).startsWith("Hello no-scopes@");
    } finally {
      register(application -> application.name("Sample").scopes("read_stores", "write_stores", "internal_org_user_mgt_list"));
    }
  }

  @Test
  void deniedConsent_isAPage_fromWhichThePersonTriesAgain() throws IOException {
    HtmlPage consent = fillIn(open("/pages/account?a=1"), "store-reader", Provider.password("store-reader"));

    HtmlPage denied = consent.getElementById("deny").click();
    assertThat(denied.getWebResponse().getStatusCode()).isEqualTo(403);
    assertThat(heading(denied)).isEqualTo("You have not been signed in");
    HtmlPage again = ((HtmlAnchor) denied.getElementsByTagName("a").get(0)).click();
    HtmlPage page = again.getElementById("approve").click();

    assertThat(heading(page)).startsWith("Hello store-reader@");
    assertThat(page.getUrl()).hasToString(application() + "/pages/account?a=1");
  }

  @Test
  void wrongPassword_isSaid_andTheRightOneWorks() throws IOException {
    HtmlPage again = fillIn(open("/pages/account"), "Charlie", "wrong");

    assertThat(again.asNormalizedText()).contains("Login failed!");
    assertThat(heading(signIn(again, "Charlie"))).startsWith("Hello Charlie@");
  }

  @Test
  void twoTabs_thatWereBothSentToSignIn_bothComeBack() throws IOException {
    WebWindow first = browser.getCurrentWindow();
    HtmlPage firstLogin = open("/pages/one?tab=1");
    WebWindow second = browser.openWindow(URI.create(application() + "/pages/two?tab=2").toURL(), "second");
    HtmlPage secondLogin = (HtmlPage) second.getEnclosedPage();

    HtmlPage one = signIn(firstLogin, "Charlie");
    HtmlPage two = signIn(secondLogin, "Charlie");

    assertThat(first.getEnclosedPage()).isSameAs(one);
    assertThat(one.getUrl().getQuery()).isEqualTo("tab=1");
    assertThat(two.getUrl().getQuery()).isEqualTo("tab=2");
    assertThat(heading((HtmlPage) one.refresh())).startsWith("Hello Charlie@");
    assertThat(heading((HtmlPage) two.refresh())).startsWith("Hello Charlie@");
  }

  @Test
  void scriptOfThePage_asksByTheSession_andSeesNoToken() throws IOException {
    HtmlPage page = signIn(open("/pages/account"), "store-manager");
    String token = provider.accessToken("store-manager", Provider.SCOPES);

    page.getElementById("ask").click();
    assertThat(page.getElementById("answer").getTextContent()).isEqualTo("200");
    page.getElementById("add").click();
    assertThat(page.getElementById("answer").getTextContent()).isEqualTo("200");

    assertThat(page.getWebResponse().getContentAsString()).doesNotContain(token);
    assertThat(page.executeJavaScript("document.cookie").getJavaScriptResult()).isEqualTo("");
    assertThat(page.executeJavaScript("String(localStorage.length + sessionStorage.length)").getJavaScriptResult()).isEqualTo("0");
    assertThat(browser.getCookieManager().getCookies()).extracting(Cookie::getValue).noneMatch(value -> value.contains(token));
    assertThat(browser.getCookieManager().getCookies()).filteredOn(cookie -> cookie.getName().equals("JSESSIONID"))
        .singleElement().satisfies(cookie -> assertThat(cookie.isHttpOnly()).isTrue());
  }

  @Test
  void scriptOfThePage_isToldWhenTheSessionIsOver() throws IOException {
    HtmlPage page = signIn(open("/pages/account"), "Charlie");
    browser.getCookieManager().removeCookie(browser.getCookieManager().getCookie("JSESSIONID"));

    page.getElementById("ask").click();
    assertThat(page.getElementById("answer").getTextContent()).isEqualTo("401");
    page.getElementById("add").click();
    assertThat(page.getElementById("answer").getTextContent()).isEqualTo("401");
  }

  @Test
  void signOutButton_endsEverything_andThePasswordIsAskedForAgain() throws IOException {
    HtmlPage page = signIn(open("/pages/account"), "Charlie");

    page.getElementById("sign-out").click();
    HtmlPage again = open("/pages/account");

    assertThat(provider.asked(Endpoint.REVOKE)).isEqualTo(2);
    assertThat(provider.asked(Endpoint.LOGOUT)).isEqualTo(1);
    assertThat(again.getElementById("password")).isNotNull();
    assertThat(heading(signIn(again, "store-manager"))).startsWith("Hello store-manager@");
  }

  @Test
  void providerThatIsDown_isSaid_andAfterwardsTheSameButtonWorks() throws IOException {
    provider.local().stop();
    HtmlPage sorry = open("/pages/account");
    assertThat(sorry.getWebResponse().getStatusCode()).isEqualTo(503);
    assertThat(heading(sorry)).isEqualTo("Sign-in is not available right now");

    provider.local().restart();
    later(Duration.ofSeconds(61));
    HtmlPage login = ((HtmlAnchor) sorry.getElementsByTagName("a").get(0)).click();
    assertThat(heading(signIn(login, "Charlie"))).startsWith("Hello Charlie@");
  }

  @Test
  void pageOfTheLibrary_runsNoForeignScript() throws IOException {
    HtmlPage page = open("/oauth2/callback?error=x&error_description=%3Cscript%3Edocument.title='hacked'%3C/script%3E&state=y");

    assertThat(page.getTitleText()).isEqualTo("This sign-in cannot be completed");
    assertThat(page.getElementsByTagName("script")).isEmpty();
  }
}
