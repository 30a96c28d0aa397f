package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.AuthorizationServerUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevocationEndpointTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"'' | application/json", "cb(); | application/javascript", "<html> | text/html", "{} | a/b"})
  void status200_isEnough(String body, String contentType) {
    assertThatCode(() -> RevocationEndpoint.judge(Responses.of(200, body, "Content-Type", contentType))).doesNotThrowAnyException();
  }

  @Test
  void refusedClient_isToldWithTheSettingsToCheckThoughTheBodyIsLabelledHtml() {
    assertThatThrownBy(() -> RevocationEndpoint.judge(Responses.of(401,
        "{\"error_description\":\"Client Authentication failed.\",\"error\":\"invalid_client\"}", "Content-Type", "text/html")))
        .isInstanceOf(AuthorizationServerUnavailableException.class)
        .hasMessage("https://idp.example/endpoint answered with status 401 (invalid_client); check client-id, client-secret and "
            + "client-authentication");
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 302, 400, 403, 404, 429, 500, 503})
  void anyOtherStatus_isNotDone(int status) {
    assertThatThrownBy(() -> RevocationEndpoint.judge(Responses.of(status, "")))
        .isInstanceOf(AuthorizationServerUnavailableException.class);
  }
}
