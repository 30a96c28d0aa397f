package io.asbru.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewStoreTest {

  @Test
  void nameAndCity_areTakenWithoutTheSpaceAroundThem() throws Exception {
    assertThat(parse("{\"name\": \" North \", \"city\": \"Tromsø\"}")).isEqualTo(new NewStore("North", "Tromsø"));
  }

  @Test
  void furtherMembers_areIgnored() throws Exception {
    assertThat(parse("{\"id\": 7, \"name\": \"a\", \"city\": \"b\"}")).isEqualTo(new NewStore("a", "b"));
  }

  @Test
  void longestName_isTaken() throws Exception {
    assertThat(parse("{\"name\": \"" + "n".repeat(80) + "\", \"city\": \"b\"}").name()).hasSize(80);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
      "{\"name\": \"a\"} ~ city is missing.",
      "{} ~ name is missing. city is missing.",
      "{\"name\": null, \"city\": \"b\"} ~ name is missing.",
      "{\"name\": \"  \", \"city\": \"b\"} ~ name is missing.",
      "{\"name\": 1, \"city\": \"b\"} ~ name is not a string.",
      "{\"name\": [], \"city\": {}} ~ name is not a string. city is not a string.",
      "{\"name\": \"a\\u0000\", \"city\": \"b\"} ~ name contains a control character.",
      "[] ~ Send a JSON object with name and city.",
      "\"a\" ~ Send a JSON object with name and city.",
      "`` ~ Send a JSON object with name and city.",
      "{\"name\": ~ The body is not JSON (column 9).",
      "{\"name\": \"a\", \"name\": \"b\", \"city\": \"c\"} ~ The body is not JSON (column 21).",
      "{\"name\": \"a\", \"city\": \"b\"} x ~ The body is not JSON (column 28).",
      "name=a ~ The body is not JSON (column 1)."})
  void invalidStore_isRefusedWithAllItsFaults(String json, String message) {
    assertThatThrownBy(() -> parse(json)).isInstanceOf(InvalidRequestException.class).hasMessage(message);
  }

  @Test
  void tooLongName_isRefused() {
    assertThatThrownBy(() -> parse("{\"name\": \"" + "n".repeat(81) + "\", \"city\": \"b\"}"))
        .hasMessage("name is longer than 80 characters.");
  }

  private static NewStore parse(String json) throws InvalidRequestException {
    return NewStore.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
