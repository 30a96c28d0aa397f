package io.asbru.internal;

import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import java.net.URI;
import java.time.Instant;

/** Responses for the pure parts of the endpoints. */
final class Responses {

  static final Instant RECEIVED = Instant.parse("2026-03-01T12:00:00Z");

  private Responses() {}

  static ProviderResponse of(int status, String body, String... headers) {
    HTTPResponse http = new HTTPResponse(status);
    http.setBody(body);
    for (int i = 0; i < headers.length; i += 2) {
      http.setHeader(headers[i], headers[i + 1]);
    }
    return new ProviderResponse(URI.create("https://idp.example/endpoint"), http, RECEIVED);
  }
}
