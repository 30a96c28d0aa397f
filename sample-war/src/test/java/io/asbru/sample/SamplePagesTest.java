package io.asbru.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages over HTTP, at a context path, so that a link that forgets it is found. */
class SamplePagesTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static SampleServer server;

  @BeforeAll
  static void start() throws Exception {
    server = new SampleServer(0, "/mart");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/mart/", "/mart/public/"})
  void publicPage_offersTheSignIn(String path) throws Exception {
    HttpResponse<String> page = get(path);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).hasValueSatisfying(type -> assertThat(type).isEqualToIgnoringCase("text/html;charset=utf-8"));
    assertThat(page.body()).contains("You are not signed in.").contains("href=\"/mart/account\"").doesNotContain("sign-out");
  }

  @Test
  void publicPage_greetsWhoIsSignedIn() throws Exception {
    assertThat(get("/mart/?as=%3Cb%3ECharlie").body())
        .contains("You are signed in as <strong>&lt;b&gt;Charlie</strong>")
        .contains("<form method=\"post\" action=\"/mart/oauth2/sign-out\">");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/mart/", "/mart/account?as=Charlie", "/mart/stores?as=Charlie", "/mart/api/stores?as=Charlie",
      "/mart/nothing", "/mart/account/failure?as=Charlie"})
  void everyReply_hasTheSecurityHeaders(String path) throws Exception {
    HttpResponse<String> reply = get(path);

    assertThat(header(reply, "Content-Security-Policy")).startsWith("default-src 'none'").doesNotContain("unsafe");
    assertThat(header(reply, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(reply, "Referrer-Policy")).isEqualTo("same-origin");
    assertThat(header(reply, "Cache-Control")).isEqualTo("no-store");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/mart/", "/mart/account?as=Charlie", "/mart/stores?as=Charlie", "/mart/nothing"})
  void pages_haveNothingInlineThatThePolicyForbids(String path) throws Exception {
    assertThat(get(path).body()).doesNotContainIgnoringCase(" style=").doesNotContainIgnoringCase("<style").doesNotContainPattern("(?i) on[a-z]+=")
        .doesNotContainPattern("(?i)<script(?![^>]* src=)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sample.css", "stores.js", "mark.svg"})
  void assets_areServedToBeKeptAndAskedForAgain(String name) throws Exception {
    HttpResponse<String> reply = get("/mart/public/assets/" + name);

    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(header(reply, "Cache-Control")).isEqualTo("no-cache");
  }

  @Test
  void accountPage_saysWhatWasGranted() throws Exception {
    assertThat(get("/mart/account?as=Charlie").body())
        .contains("<dt>Name</dt><dd>Charlie</dd>").contains("Best Car Mart East (7e98b86f-63c7-41a1-8c56-c909a21a2615)");
  }

  @Test
  void storesPage_switchesTheFormOffWithoutTheScope() throws Exception {
    assertThat(get("/mart/stores?as=Charlie").body()).contains("<fieldset disabled>").contains("was not granted to you");
  }

  @Test
  void storesPage_offersTheFormWithTheScope() throws Exception {
    assertThat(get("/mart/stores?as=store-manager").body()).contains("<fieldset>").contains("was granted to you");
  }

  @Test
  void unknownPage_isAnErrorPageThatKnowsWhoIsSignedIn() throws Exception {
    HttpResponse<String> page = get("/mart/nothing?as=Charlie");

    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body()).contains("There is nothing here").contains("Signed in as <strong>Charlie</strong>");
  }

  @Test
  void failure_isAnErrorPageWithoutTheException() throws Exception {
    HttpResponse<String> page = get("/mart/account/failure?as=Charlie");

    assertThat(page.statusCode()).isEqualTo(500);
    assertThat(page.body()).contains("Something went wrong here").contains("Signed in as <strong>Charlie</strong>")
        .doesNotContain("on purpose").doesNotContain("IllegalState");
  }

  @Test
  void errorPage_isNothingWhenAskedForByItsAddress() throws Exception {
    assertThat(get("/mart/error").statusCode()).isEqualTo(404);
  }

  @Test
  void unknownApi_isAnErrorInJson() throws Exception {
    HttpResponse<String> reply = get("/mart/api/nothing");

    assertThat(reply.statusCode()).isEqualTo(404);
    assertThat(reply.body()).isEqualTo("{\"error\":\"not_found\",\"error_description\":\"Check the address.\"}");
  }

  @Test
  void whoAmI_describesTheCaller() throws Exception {
    assertThat(get("/mart/api/whoami?as=Charlie").body()).contains("\"name\":\"Charlie\"").contains("\"scopes\":[\"openid\",\"read_stores\"]");
  }

  @Test
  void addedStore_isReturnedAndListed() throws Exception {
    HttpResponse<String> added = post("{\"name\": \"Best Car Mart Nørd\", \"city\": \"Oslo\"}", "application/json");

    assertThat(added.statusCode()).isEqualTo(201);
    assertThat(added.body()).contains("\"name\":\"Best Car Mart Nørd\",\"city\":\"Oslo\"");
    assertThat(get("/mart/api/stores?as=Charlie").body()).contains("Best Car Mart Nørd");
  }

  @Test
  void invalidStore_isRefusedWithTheReason() throws Exception {
    HttpResponse<String> refused = post("{\"name\": \"a\"}", "application/json; charset=utf-8");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).isEqualTo("{\"error\":\"invalid_request\",\"error_description\":\"city is missing.\"}");
  }

  @Test
  void otherContentType_isRefused() throws Exception {
    assertThat(post("name=a&city=b", "application/x-www-form-urlencoded").statusCode()).isEqualTo(415);
  }

  @Test
  void tooLargeBody_isRefused() throws Exception {
    assertThat(post("{\"name\":\"" + "n".repeat(5000) + "\"}", "application/json").statusCode()).isEqualTo(413);
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return CLIENT.send(HttpRequest.newBuilder(server.uri(path)).build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(String body, String type) throws Exception {
    return CLIENT.send(HttpRequest.newBuilder(server.uri("/mart/api/stores?as=store-manager"))
        .header("Content-Type", type).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }

  private static String header(HttpResponse<String> reply, String name) {
    return reply.headers().firstValue(name).orElse("");
  }
}
