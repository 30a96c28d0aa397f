package io.asbru.internal;

import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import io.asbru.AuthorizationServerUnavailableException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/**
 * A complete HTTP response of the authorization server, not judged yet.
 *
 * @param address the endpoint, for messages
 * @param http the response
 * @param receivedAt when it came
 */
record ProviderResponse(URI address, HTTPResponse http, Instant receivedAt) {

  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  int status() {
    return http.getStatusCode();
  }

  /** The first value of a header field; the empty string if it is absent. */
  String header(String name) {
    return Optional.ofNullable(http.getHeaderValue(name)).orElse("");
  }

  /** The body; the empty string if there is none. */
  String body() {
    return Optional.ofNullable(http.getBody()).orElse("");
  }

  /** Whether the request itself was at fault, which asking again does not mend. */
  boolean refusal() {
    return status() >= 400 && status() < 500 && status() != 408 && status() != 429;
  }

  /** Whether the provider has a problem of its own, so that another request fares no better. */
  boolean failure() {
    return status() >= 500 || overloaded();
  }

  /** Whether it asks for fewer requests. */
  boolean overloaded() {
    return status() == 429;
  }

  /** The body as a JSON object, whatever its content type: WSO2 labels some of them {@code text/html}. */
  Optional<Map<String, Object>> json() {
    return Json.object(body());
  }

  /** The JSON object of a response with status 200. */
  Map<String, Object> requiredJson() throws AuthorizationServerUnavailableException {
    if (status() != 200) {
      throw unusable("");
    }
    return json().orElseThrow(() -> unusable(" and a body that is not a JSON object"));
  }

  /**
   * Says that this response is no answer.
   *
   * @param rest what follows the status in the message, such as {@code " and no sub"}; may be empty
   */
  AuthorizationServerUnavailableException unusable(String rest) {
    return new AuthorizationServerUnavailableException(
        address + " answered with status " + status() + rest, null, retryAfter().orElse(null));
  }

  /** How long to wait (RFC 9110, section 10.2.3), an hour at the most. */
  Optional<Duration> retryAfter() {
    String text = header("Retry-After").strip();
    if (text.matches("\\d{1,9}")) {
      return Optional.of(bounded(Duration.ofSeconds(Long.parseLong(text))));
    }
    try {
      Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(bounded(Duration.between(receivedAt, until)));
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }
}
