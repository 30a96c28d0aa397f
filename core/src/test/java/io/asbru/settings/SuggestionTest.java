package io.asbru.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionTest {

  private static final List<String> KEYS = Stream.of(Setting.values()).map(Setting::key).toList();

  @ParameterizedTest
  @CsvSource({"client-ids,client-id", "clientId,client-id", "client_secret,client-secret", "root-organisation,root-organization",
      "redirect-uri,redirect-path", "scope,scopes"})
  void misspeltKey_isRecognized(String misspelt, String meant) {
    assertThat(Suggestion.of(misspelt, KEYS)).contains(meant);
  }

  @ParameterizedTest
  @CsvSource({"x", "''", "completely-different-thing", "javax.faces.PROJECT_STAGE"})
  void unlikeKey_isNot(String key) {
    assertThat(Suggestion.of(key, KEYS)).isEmpty();
  }

  @Test
  void distance_isLevenshteins() {
    assertThat(Suggestion.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Suggestion.distance("", "abc")).isEqualTo(3);
    assertThat(Suggestion.distance("same", "same")).isZero();
  }
}
