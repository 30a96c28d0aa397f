package io.asbru.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebClient;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.WebResponseData;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.NameValuePair;
import org.htmlunit.util.WebConnectionWrapper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The stores page in a browser: what its script makes of the API's answers. */
class StoresScriptTest {

  private static SampleServer server;

  private final WebClient browser = new WebClient();

  @BeforeAll
  static void start() throws Exception {
    server = new SampleServer(0, "/mart");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @AfterEach
  void close() {
    browser.close();
  }

  @Test
  void storesOfTheApi_areListed() throws IOException {
    assertThat(text(open("Charlie"), "stores")).contains("Best Car Mart Harbour", "Hamburg", "Best Car Mart Old Mill");
  }

  @Test
  void newStore_isAddedAndListedAsText() throws IOException {
    HtmlPage page = open("store-manager");
    page.getHtmlElementById("name").type("<b>North</b>");
    page.getHtmlElementById("city").type("Oslo");

    press(page, "#new-store button");

    assertThat(text(page, "add-message")).isEqualTo("<b>North</b> was added.");
    assertThat(text(page, "stores")).contains("<b>North</b>");
  }

  @Test
  void storeThatTheApiDoesNotTake_isExplained() throws IOException {
    HtmlPage page = open("store-manager");
    page.getHtmlElementById("name").type("   ");
    page.getHtmlElementById("city").type("Oslo");

    press(page, "#new-store button");

    assertThat(text(page, "add-message")).isEqualTo("The store was not added. The API says: name is missing.");
  }

  @Test
  void missingScope_isNamed() throws IOException {
    HtmlPage page = open("Charlie");
    answerPosts(403, "{\"error\":\"insufficient_scope\",\"error_description\":\"More is needed.\"}",
        new NameValuePair("WWW-Authenticate", "Bearer realm=\"asbru\", error=\"insufficient_scope\", scope=\"write_stores\""));

    press(page, "#try-anyway");

    assertThat(text(page, "add-message"))
        .isEqualTo("You may not do this: it needs the scope write_stores. The API says: More is needed.");
  }

  @Test
  void endedSignIn_offersAnother() throws IOException {
    HtmlPage page = open("store-manager");
    answerPosts(401, "");
    page.getHtmlElementById("name").type("North");
    page.getHtmlElementById("city").type("Oslo");

    press(page, "#new-store button");

    assertThat(text(page, "add-message")).isEqualTo("Your sign-in has ended. Sign in again.");
    assertThat(page.getAnchorByText("Sign in again").getHrefAttribute()).isEqualTo("/mart/stores");
  }

  @Test
  void organizationThatIsAway_isSaidWithTheTimeToWait() throws IOException {
    HtmlPage page = open("Charlie");
    answerPosts(503, "{\"error\":\"temporarily_unavailable\"}", new NameValuePair("Retry-After", "5"));

    press(page, "#try-anyway");

    assertThat(text(page, "add-message")).isEqualTo("The organization cannot be asked at the moment. Try again in 5 seconds.");
  }

  private HtmlPage open(String user) throws IOException {
    browser.getOptions().setFetchPolyfillEnabled(true);
    HtmlPage page = browser.getPage(server.uri("/mart/stores?as=" + user).toURL());
    browser.waitForBackgroundJavaScript(10_000);
    return page;
  }

  private void press(HtmlPage page, String selector) throws IOException {
    page.<HtmlElement>querySelector(selector).click();
    browser.waitForBackgroundJavaScript(10_000);
  }

  private static String text(HtmlPage page, String id) {
    return page.getElementById(id).getTextContent();
  }

  /** From now on a POST gets this answer in place of the API's. */
  private void answerPosts(int status, String body, NameValuePair... headers) {
    browser.setWebConnection(new WebConnectionWrapper(browser) {
      @Override
      public WebResponse getResponse(WebRequest request) throws IOException {
        return request.getHttpMethod() == HttpMethod.POST
            ? new WebResponse(new WebResponseData(body.getBytes(StandardCharsets.UTF_8), status, "", List.of(headers)), request, 0)
            : super.getResponse(request);
      }
    });
  }
}
