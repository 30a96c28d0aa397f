package io.asbru.sample;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A store that somebody wants to add.
 *
 * @param name its name
 * @param city where it is
 */
record NewStore(String name, String city) {

  private static final int LONGEST = 80;

  /**
   * Reads a store from a JSON document such as {@code {"name": "Best Car Mart North", "city": "Oslo"}}.
   *
   * @throws InvalidRequestException if it is not one; the message names all faults at once
   */
  static NewStore parse(byte[] json) throws InvalidRequestException {
    JsonNode document = Json.parse(json);
    if (!document.isObject()) {
      throw new InvalidRequestException("Send a JSON object with name and city.");
    }
    List<String> faults = new ArrayList<>();
    String name = text(document, "name", faults);
    String city = text(document, "city", faults);
    if (!faults.isEmpty()) {
      throw new InvalidRequestException(String.join(" ", faults));
    }
    return new NewStore(name, city);
  }

  private static String text(JsonNode document, String member, List<String> faults) {
    JsonNode value = document.path(member);
    String text = value.asText().strip();
    if (value.isMissingNode() || value.isNull() || value.isTextual() && text.isEmpty()) {
      faults.add(member + " is missing.");
    } else if (!value.isTextual()) {
      faults.add(member + " is not a string.");
    } else if (text.length() > LONGEST) {
      faults.add(member + " is longer than " + LONGEST + " characters.");
    } else if (text.chars().anyMatch(Character::isISOControl)) {
      faults.add(member + " contains a control character.");
    }
    return text;
  }
}
