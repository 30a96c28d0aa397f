package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Secret;
import io.asbru.client.TokenResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEndpointTest {

  @Test
  void fullResponse_isReadInFull() throws Exception {
    assertThat(judge(200, "{\"access_token\":\"at\",\"refresh_token\":\"rt\",\"id_token\":\"it\",\"scope\":\"openid read_stores\","
        + "\"token_type\":\"bearer\",\"expires_in\":3600,\"whatever\":[1]}"))
        .isEqualTo(new TokenResponse.Granted(Secret.of("at"), Optional.of(Secret.of("rt")), Optional.of(Secret.of("it")),
            Optional.of(Set.of("openid", "read_stores")), Optional.of(Duration.ofHours(1))));
  }

  @Test
  void leastResponse_leavesTheRestAbsent() throws Exception {
    assertThat(judge(200, "{\"access_token\":\"at\",\"token_type\":\"Bearer\",\"refresh_token\":null}"))
        .isEqualTo(new TokenResponse.Granted(Secret.of("at"), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"\"\" | 0", "\"  a   b \" | 2", "[\"a\",\"b\"] | 2"})
  void scope_isAListOfWords(String scope, int count) throws Exception {
    assertThat(judge(200, "{\"access_token\":\"at\",\"token_type\":\"Bearer\",\"scope\":" + scope + "}").orThrow().scopes().orElseThrow())
        .hasSize(count);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "3600,3600", "3599.9,3599", "1e3,1000", "1e300,3153600000", "99999999999999999999,3153600000"})
  void expiresIn_isANumberOfSecondsWithinReason(String number, long seconds) throws Exception {
    assertThat(judge(200, "{\"access_token\":\"at\",\"token_type\":\"Bearer\",\"expires_in\":" + number + "}").orThrow().expiresIn())
        .contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "{}",
      "{\"token_type\":\"Bearer\"}",
      "{\"access_token\":\"\",\"token_type\":\"Bearer\"}",
      "{\"access_token\":17,\"token_type\":\"Bearer\"}",
      "{\"access_token\":[\"at\"],\"token_type\":\"Bearer\"}",
      "{\"access_token\":\"SECRET\"}",
      "{\"access_token\":\"SECRET\",\"token_type\":\"mac\"}",
      "{\"access_token\":\"SECRET\",\"token_type\":7}",
      "{\"access_token\":\"SECRET\",\"token_type\":\"Bearer\",\"expires_in\":\"3600\"}",
      "{\"access_token\":\"SECRET\",\"token_type\":\"Bearer\",\"expires_in\":-1}",
      "{\"access_token\":\"SECRET\",\"token_type\":\"Bearer\",\"expires_in\":true}",
      "{\"access_token\":\"SECRET\",\"token_type\":\"Bearer\",\"refresh_token\":{}}",
      "{\"access_token\":\"SECRET\",\"token_type\":\"Bearer\",\"id_token\":5}",
      "{\"access_token\":\"SECRET\",\"token_type\":\"Bearer\",\"scope\":5}",
      "{\"access_token\":\"SECRET\",\"token_type\":\"Bearer\",\"scope\":[5]}",
      "{\"error\":\"invalid_grant\"}",
      "not JSON", ""})
  void malformedSuccess_isNoAnswer(String body) {
    assertThatThrownBy(() -> judge(200, body)).isInstanceOf(AuthorizationServerUnavailableException.class)
        .hasMessageNotContaining("SECRET").hasMessageContaining("https://idp.example/endpoint answered with status 200");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404})
  void oauthError_isARefusal(int status) throws Exception {
    assertThat(judge(status, "{\"error_description\":\"Refresh token is expired.\",\"error\":\"invalid_grant\"}"))
        .isEqualTo(new TokenResponse.Refused("invalid_grant", Optional.of("Refresh token is expired."), status));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "400 | ", "400 | {}", "400 | <html>", "400 | {\"error\":5}", "400 | {\"error\":\"\"}", "400 | {\"error\":\"line\\nbreak\"}",
      "404 | {\"code\":404,\"message\":\"invalid tenant domain : x\"}",
      "408 | {\"error\":\"x\"}", "429 | {\"error\":\"slow_down\"}", "500 | {\"error\":\"server_error\"}", "503 | ",
      "302 | ", "204 | ", "201 | {\"access_token\":\"at\",\"token_type\":\"Bearer\"}"})
  void anythingElse_isNoAnswer(int status, String body) {
    assertThatThrownBy(() -> judge(status, body == null ? "" : body)).isInstanceOf(AuthorizationServerUnavailableException.class);
  }

  @Test
  void unknownOrganization_namesTheSettingsToCheck() {
    assertThatThrownBy(() -> judge(404, "{\"code\":404}"))
        .hasMessageContaining("base-url").hasMessageContaining("root-organization").hasMessageContaining("organization-id");
  }

  @Test
  void errorDescription_isCutToPrintableText() throws Exception {
    String hostile = "a\\u0000b\\nc\\u202ed\\u2028e" + "x".repeat(500);
    TokenResponse.Refused refused =
        (TokenResponse.Refused) judge(400, "{\"error\":\"invalid_grant\",\"error_description\":\"" + hostile + "\"}");
    assertThat(refused.description().orElseThrow()).startsWith("ab cd ex").hasSize(200).matches("\\P{Cntrl}*");
  }

  @Test
  void tooManyRequests_tellsHowLongToWait() {
    assertThatThrownBy(() -> TokenEndpoint.judge(Responses.of(429, "", "Retry-After", "12")))
        .isInstanceOfSatisfying(AuthorizationServerUnavailableException.class,
            e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(12)));
  }

  private static TokenResponse judge(int status, String body) throws AuthorizationServerUnavailableException {
    return TokenEndpoint.judge(Responses.of(status, body));
  }
}
