package io.asbru.internal;

import io.asbru.client.TokenResponse;
import java.util.Map;
import java.util.Optional;

/**
 * An error as OAuth endpoints tell it (RFC 6749, section 5.2), cut down to what may stand in a log line.
 *
 * @param error the error code
 * @param description the provider's words, at most 200 characters, all printable
 */
record ErrorResponse(String error, Optional<String> description) {

  private static final int MOST_CHARACTERS = 200;

  /** The error in this response; empty if it holds none, or one that is malformed. */
  static Optional<ErrorResponse> of(ProviderResponse response) {
    return response.json().flatMap(ErrorResponse::of);
  }

  private static Optional<ErrorResponse> of(Map<String, Object> members) {
    if (!(members.get("error") instanceof String error) || !error.matches("[\\x20-\\x7e&&[^\"\\\\]]{1,100}")) {
      return Optional.empty();
    }
    return Optional.of(new ErrorResponse(error, members.get("error_description") instanceof String description
        ? Optional.of(printable(description)).filter(text -> !text.isBlank()) : Optional.empty()));
  }

  /** The first 200 characters without control, format and other invisible characters, so that no log line can be forged. */
  static String printable(String text) {
    StringBuilder printable = new StringBuilder();
    text.codePoints()
        .map(character -> Character.isWhitespace(character) ? ' ' : character)
        .filter(character -> switch (Character.getType(character)) {
          case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
              Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
          default -> true;
        })
        .limit(MOST_CHARACTERS)
        .forEach(printable::appendCodePoint);
    return printable.toString().strip();
  }

  TokenResponse refused(int status) {
    return new TokenResponse.Refused(error, description, status);
  }
}
