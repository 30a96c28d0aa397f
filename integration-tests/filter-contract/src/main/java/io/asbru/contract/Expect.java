package io.asbru.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;

/** What several parts of the contract expect of answers. */
final class Expect {

  private Expect() {}

  /** A page that a person can read: says what happened, is kept nowhere, runs nothing that it did not bring along. */
  static void page(Answer answer, int status, String title) {
    answer.requireStatus(status);
    assertThat(answer.header("Content-Type")).hasValueSatisfying(type -> assertThat(type).startsWithIgnoringCase("text/html"));
    assertThat(answer.body()).contains("<h1>" + title + "</h1>").contains("name=\"viewport\"").contains("lang=\"en\"");
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(answer.header("Content-Security-Policy")).hasValueSatisfying(
        policy -> assertThat(policy).contains("default-src 'none'").contains("frame-ancestors 'none'"));
  }

  /** A small JSON body for scripts and programs. */
  static void json(Answer answer, int status, String error) {
    answer.requireStatus(status);
    assertThat(answer.header("Content-Type")).hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
    assertThat(answer.header("Cache-Control")).contains("no-store");
    assertThat(answer.member("error")).isEqualTo(error);
    assertThat(answer.member("error_description")).isNotEmpty();
  }

  /** A challenge without an error: nothing was wrong, something is missing (RFC 6750, section 3.1). */
  static void bareChallenge(Answer answer) {
    assertThat(answer.headers("WWW-Authenticate")).singleElement().asString()
        .startsWith("Bearer realm=\"asbru\"").doesNotContain("error").doesNotContain("scope");
  }

  /** A challenge with this error. */
  static void challenge(Answer answer, String error) {
    assertThat(answer.headers("WWW-Authenticate")).singleElement().asString()
        .startsWith("Bearer realm=\"asbru\", ").contains(", error=\"" + error + "\", error_description=\"");
  }

  /** A redirect to the provider's sign-in. */
  static void signIn(Answer answer) {
    answer.requireStatus(302);
    assertThat(answer.location().getPath()).endsWith("/oauth2/authorize");
    assertThat(answer.header("Cache-Control")).contains("no-store");
  }

  /** The parameters in a URL's query. */
  static Map<String, String> query(URI uri) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : uri.getRawQuery().split("&")) {
      String[] parts = pair.split("=", 2);
      parameters.put(URLDecoder.decode(parts[0], UTF_8), parts.length < 2 ? "" : URLDecoder.decode(parts[1], UTF_8));
    }
    return parameters;
  }
}
