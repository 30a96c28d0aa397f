package io.asbru.local;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the parameters of an authorization response travel to the client. */
enum ResponseMode {
  QUERY, FRAGMENT, FORM_POST, JWT, QUERY_JWT, FRAGMENT_JWT, FORM_POST_JWT;

  static Optional<ResponseMode> of(String name) {
    return Arrays.stream(values()).filter(mode -> mode.parameterValue().equals(name)).findFirst();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(ResponseMode::parameterValue).toList();
  }

  /** Whether the parameters are wrapped in a signed token (JARM). */
  boolean signed() {
    return this == JWT || this == QUERY_JWT || this == FRAGMENT_JWT || this == FORM_POST_JWT;
  }

  boolean formPost() {
    return this == FORM_POST || this == FORM_POST_JWT;
  }

  boolean fragment() {
    return this == FRAGMENT || this == FRAGMENT_JWT;
  }

  private String parameterValue() {
    return name().toLowerCase(Locale.ROOT).replace("_jwt", ".jwt");
  }
}
