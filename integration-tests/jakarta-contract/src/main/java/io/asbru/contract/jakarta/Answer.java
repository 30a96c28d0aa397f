package io.asbru.contract.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A response, read to its end.
 *
 * @param uri what was asked for
 * @param status the status code
 * @param headers the header fields by lower-case name
 * @param body the body as text
 * @param took how long it took
 */
record Answer(URI uri, int status, Map<String, List<String>> headers, String body, Duration took) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The first value of a header field. */
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  /** All values of a header field. */
  public List<String> headers(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /** Where a redirect leads. */
  public URI location() {
    return uri.resolve(header("Location").orElseThrow(() -> new AssertionError("no redirect: " + this)));
  }

  /** Whether this is a redirect. */
  public boolean redirect() {
    return status / 100 == 3;
  }

  /** What the test application tells under this name; {@code -} if it tells nothing. */
  public String fact(String name) {
    return body.lines().filter(line -> line.startsWith(name + "=")).map(line -> line.substring(name.length() + 1))
        .findFirst().orElseThrow(() -> new AssertionError("no fact '" + name + "' in " + this));
  }

  /** The body as JSON. */
  public JsonNode json() {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + this, e);
    }
  }

  /** A text member of the JSON body. */
  public String member(String name) {
    return json().path(name).asText();
  }

  /** This answer, which must have that status. */
  public Answer requireStatus(int expected) {
    assertThat(status).as(toString()).isEqualTo(expected);
    return this;
  }

  @Override
  public String toString() {
    return uri + " -> " + status + " " + headers + "\n" + body;
  }
}
