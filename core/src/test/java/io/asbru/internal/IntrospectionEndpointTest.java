package io.asbru.internal;

import java.time.Clock;
import java.util.Optional;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.resource.IntrospectionResponse;
import io.asbru.resource.IntrospectionResponse.Active;
import io.asbru.resource.IntrospectionResponse.Inactive;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntrospectionEndpointTest {

  private final CallerClaims callers = new CallerClaims(Settings.builder()
      .set(Setting.ROOT_ORGANIZATION, "bestcarmart").set(Setting.CLIENT_ID, "client").build().resourceServer(), Clock.systemUTC());

  @Test
  void activeToken_isActive() throws Exception {
    assertThat(judge(200, "{\"active\":true,\"username\":\"charlie\"}")).isInstanceOf(Active.class);
  }

  @Test
  void refreshToken_isActiveAndSaysWhatItIs() throws Exception {
    assertThat(((Active) judge(200, "{\"active\":true,\"token_type\":\"Refresh\",\"client_id\":\"c\"}")).tokenType()).contains("Refresh");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"active\":false}", "{\"active\":false,\"exp\":\"nonsense\"}",
      "{\"active\":false,\"username\":\"charlie\",\"token_type\":\"Bearer\"}"})
  void inactiveToken_isInactiveWhateverElseIsSaid(String body) throws Exception {
    assertThat(judge(200, body)).isSameAs(Inactive.INSTANCE);
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "{}", "{\"active\":\"true\"}", "{\"active\":1}", "{\"active\":null}", "{\"active\":\"false\"}",
      "{\"active\":true,\"username\":\"u\",\"exp\":\"soon\"}", "{\"active\":true,\"username\":5}", "<html>", "", "[true]"})
  void answerThatCannotBeTrusted_isNoAnswer(String body) {
    assertThatThrownBy(() -> judge(200, body)).isInstanceOf(AuthorizationServerUnavailableException.class);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "400 | {\"error\": \"Invalid input\"} | introspection-client-id",
      "401 | {\"code\":401} | introspection-client-secret",
      "403 | {} | client-secret",
      "404 | {} | root-organization"})
  void refusedRequest_namesTheSettingsToCheck(int status, String body, String setting) {
    assertThatThrownBy(() -> judge(status, body)).isInstanceOf(AuthorizationServerUnavailableException.class)
        .hasMessageContaining(setting);
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 302, 408, 429, 500, 502, 503})
  void anyOtherStatus_isNoAnswer(int status) {
    assertThatThrownBy(() -> judge(status, "{\"active\":true,\"username\":\"u\"}"))
        .isInstanceOf(AuthorizationServerUnavailableException.class);
  }

  private IntrospectionResponse judge(int status, String body) throws AuthorizationServerUnavailableException {
    return IntrospectionEndpoint.judge(Responses.of(status, body), "token", callers, Optional.empty());
  }
}
