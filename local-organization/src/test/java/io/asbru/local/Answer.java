package io.asbru.local;

import com.nimbusds.jose.JWSObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;

/** A response, easy to look into. */
record Answer(int status, HttpResponse<String> response) {

  Answer(HttpResponse<String> response) {
    this(response.statusCode(), response);
  }

  String body() {
    return response.body();
  }

  /** The first value of a header, or the empty string. */
  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  Map<String, Object> json() {
    try {
      return Json.read(body().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Not a JSON object: " + body(), e);
    }
  }

  String text(String member) {
    return String.valueOf(json().get(member));
  }

  /** The claims of a signed token in the JSON object. */
  Map<String, Object> claims(String member) {
    return jws(member).getPayload().toJSONObject();
  }

  JWSObject jws(String member) {
    try {
      return JWSObject.parse(text(member));
    } catch (ParseException e) {
      throw new IllegalStateException(member + " is no signed token: " + text(member), e);
    }
  }
}
