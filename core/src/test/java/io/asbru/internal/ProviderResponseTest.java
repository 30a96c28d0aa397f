package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.AuthorizationServerUnavailableException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderResponseTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "0 | 0", "30 | 30", "' 30 ' | 30", "3600 | 3600", "3601 | 3600", "999999999 | 3600",
      "'Sun, 01 Mar 2026 12:01:00 GMT' | 60", "'Sun, 01 Mar 2026 11:00:00 GMT' | 0", "'Fri, 01 Mar 2030 12:00:00 GMT' | 3600"})
  void retryAfter_isReadAsSecondsOrDateAndBounded(String value, long seconds) {
    assertThat(Responses.of(503, "", "Retry-After", value).retryAfter()).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-5", "1.5", "", "99999999999999999999", "Sunday"})
  void retryAfterThatIsNoTime_isIgnored(String value) {
    assertThat(Responses.of(503, "", "Retry-After", value).retryAfter()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 301, 302, 304, 400, 401, 404, 429, 500, 502, 503})
  void otherStatusThan200_isNoAnswer(int status) {
    assertThatThrownBy(() -> Responses.of(status, "{}", "Retry-After", "9").requiredJson())
        .isInstanceOfSatisfying(AuthorizationServerUnavailableException.class,
            e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(9)))
        .hasMessage("https://idp.example/endpoint answered with status " + status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "\"a\"", "<html>", "{\"a\":1", "{\"a\":1}{}", "{a:1}", "{'a':1}", "{\"a\":NaN}"})
  void bodyThatIsNoJsonObject_isNoAnswer(String body) {
    assertThatThrownBy(() -> Responses.of(200, body).requiredJson())
        .isInstanceOf(AuthorizationServerUnavailableException.class).hasMessageContaining("not a JSON object");
  }

  @Test
  void deeplyNestedJson_isNoAnswer() {
    String body = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    assertThatThrownBy(() -> Responses.of(200, body).requiredJson()).isInstanceOf(AuthorizationServerUnavailableException.class);
  }

  @Test
  void json_isReadWhateverItsContentTypeAndHasNoNulls() throws Exception {
    assertThat(Responses.of(200, "{\"a\":1,\"b\":null,\"c\":[1,null,\"x\",{\"d\":null}],\"e\":true,\"f\":1.5}",
        "Content-Type", "text/html").requiredJson())
        .hasToString("{a=1, c=[1, x, {}], e=true, f=1.5}");
  }

  @Test
  void json_cannotBeChanged() throws Exception {
    var json = Responses.of(200, "{\"c\":[{\"d\":1}]}").requiredJson();
    assertThatThrownBy(() -> json.put("x", 1)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ((java.util.List<?>) json.get("c")).clear()).isInstanceOf(UnsupportedOperationException.class);
  }
}
