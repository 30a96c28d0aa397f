package io.asbru.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

  private record Key(String key, String defaultValue) implements SettingKey {
    @Override
    public String description() {
      return "";
    }
  }

  private static final Key KEY = new Key("a-key", "");

  @ParameterizedTest
  @CsvSource({"30,PT30S", "30s,PT30S", "500ms,PT0.5S", "10m,PT10M", "2h,PT2H", "1d,PT24H", "PT1M30S,PT1M30S", "0,PT0S", "P2D,PT48H"})
  void duration_isReadInEveryForm(String text, Duration expected) {
    assertThat(reader(text).duration(KEY)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-5s", "PT-5S", "1.5h", "10 m", "5 minutes", "10M", "99999999999s", "36501d", "PT999999999H", "PT99999999999999999999S"})
  void otherDuration_isAFault(String text) {
    assertFault(text, reader -> reader.duration(KEY), "is not a duration");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "TRUE", "1", "on"})
  void flag_isTrueOrFalseAndNothingElse(String text) {
    assertThat(reader("true").flag(KEY)).isTrue();
    assertThat(reader("false").flag(KEY)).isFalse();
    assertFault(text, reader -> reader.flag(KEY), "neither true nor false");
  }

  @Test
  void absentFlag_isItsFallback() {
    assertThat(reader("").flag(KEY, true)).isTrue();
    assertThat(reader("").flag(new Key("a-key", "true"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "11", "-1", "x", "1.0", "99999999999", "1e1"})
  void number_hasBounds(String text) {
    assertThat(reader("10").number(KEY, 1, 10)).isEqualTo(10);
    assertFault(text, reader -> reader.number(KEY, 1, 10), "not a whole number from 1 to 10");
  }

  @Test
  void choice_isOneOfItsWords() {
    assertThat(reader("raw").choice(KEY, "raw", "form")).contains("raw");
    assertThat(reader("").choice(KEY, "raw", "form")).isEmpty();
    assertFault("RAW", reader -> reader.choice(KEY, "raw", "form"), "'RAW' is not known");
  }

  @Test
  void words_areSeparatedBySpaceOrCommas() {
    assertThat(reader(" a, b\n\tc,,a ").words(KEY)).containsExactly("a", "b", "c");
    assertThat(reader("").words(KEY)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/oauth2/callback", "/a/b/", "/a.b/c~d_e-f"})
  void plainPath_isTaken(String text) {
    assertThat(reader(text).path(KEY)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"callback", "//", "//evil.example", "/a//b", "/a?b", "/a#b", "/a;b", "/%2e%2e", "/a/../b", "/..", "/./a", "/a\\b",
      "https://evil.example/", "/ä"})
  void otherPath_isAFault(String text) {
    assertFault(text, reader -> reader.path(KEY), "not a plain path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://idp.example", "http://localhost:8090/t/x", "HTTPS://idp.example/", "https://[::1]:9443/x?y=z"})
  void absoluteUrl_isTaken(String text) {
    assertThat(reader(text).url(KEY)).map(Object::toString).contains(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"idp.example", "/path", "ftp://idp.example", "https:///x", "https://", "https://a b", "https://u:p@idp.example",
      "https://idp.example/#x", "mailto:x@y", "https:idp.example", "https://ho_st/"})
  void otherUrl_isAFault(String text) {
    assertFault(text, reader -> assertThat(reader.url(KEY)).isEmpty(), "not an absolute http or https URL");
  }

  @Test
  void required_isAFaultWhenMissingAndToldOnce() {
    assertFault(" ", reader -> reader.required(KEY, "Set it."), "a-key: is missing. Set it.");
    assertFault("${env.SURELY_NOT_SET}", reader -> reader.required(KEY, "Set it."), "${env.SURELY_NOT_SET} is not set");
  }

  @Test
  void defaultValue_countsWhereNothingIsGiven() {
    assertThat(reader(" ").text(new Key("a-key", "default"))).contains("default");
    assertThat(reader(" given ").text(new Key("a-key", "default"))).contains("given");
  }

  @Test
  void unknownKeys_areToldWithASuggestion() {
    SettingsReader reader = new SettingsReader(PropertySource.of(Map.of("client-idd", "x")));
    reader.rejectUnknownKeys(List.of(Setting.values()));
    assertThatThrownBy(reader::throwIfFaulty).hasMessageContaining("client-idd: there is no such setting. Did you mean client-id?");
  }

  @Test
  void secret_isNotShownByAnyFault() {
    SettingsReader reader = reader("top-secret");
    assertThat(reader.secret(KEY)).hasValueSatisfying(secret -> assertThat(secret).hasToString("***"));
    assertThatCode(reader::throwIfFaulty).doesNotThrowAnyException();
  }

  @Test
  void fault_showsNeitherWhatAReferenceLeadsToNorAPassword() {
    System.setProperty("asbru.test.secret", "top-secret");
    try {
      assertHidden("${sys.asbru.test.secret}", reader -> reader.flag(KEY), "the value of ${sys.asbru.test.secret} is neither");
      assertHidden("${sys.asbru.test.secret}", reader -> reader.choice(KEY, "a"), "the value of ${sys.asbru.test.secret} is not known");
      assertHidden("${sys.asbru.test.secret}", reader -> reader.url(KEY), "the value of ${sys.asbru.test.secret} is not an absolute");
      assertHidden("https://user:top-secret@idp.example", reader -> reader.url(KEY), "is not an absolute");
    } finally {
      System.clearProperty("asbru.test.secret");
    }
  }

  private static void assertHidden(String text, Consumer<SettingsReader> read, String message) {
    SettingsReader reader = reader(text);
    read.accept(reader);
    assertThatThrownBy(reader::throwIfFaulty).hasMessageContaining(message).hasMessageNotContaining("top-secret");
  }

  @Test
  void referenceWithAnEmptyDefault_givesNothing() {
    assertThat(reader("${env.SURELY_NOT_SET:-}").given(KEY)).isFalse();
    assertThat(reader("${env.SURELY_NOT_SET:-x}").given(KEY)).isTrue();
    assertThat(reader("${env.SURELY_NOT_SET}").given(KEY)).isTrue();
  }

  @Test
  void commasAlone_areAFault() {
    assertFault(" , ", reader -> reader.words(KEY), "holds nothing but commas");
  }

  private static SettingsReader reader(String text) {
    return new SettingsReader(PropertySource.of(Map.of("a-key", text)));
  }

  private static void assertFault(String text, Consumer<SettingsReader> read, String message) {
    SettingsReader reader = reader(text);
    read.accept(reader);
    assertThatThrownBy(reader::throwIfFaulty).isInstanceOfSatisfying(ConfigurationException.class,
        e -> assertThat(e.faults()).hasSize(1)).hasMessageContaining(message);
  }
}
