package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthenticationResult.Reason;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.session.MemorySessionStore;
import io.asbru.settings.Setting;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** Presents bearer tokens to an engine, and says what is expected of the result. */
@Timeout(60)
abstract class BearerFixture {

  EngineFixture fixture;

  EngineFixture start(Map<Setting, String> settings) {
    fixture = new EngineFixture(settings);
    return fixture;
  }

  @AfterEach
  void stop() {
    if (fixture != null) {
      fixture.close();
    }
  }

  String token() throws AuthorizationServerUnavailableException {
    return fixture.token("Charlie", "jG9A5KrX", "openid", "read_stores");
  }

  AuthenticationResult present(String token, Requirement requirement) {
    return fixture.authenticator.authenticate(EngineFixture.api("/api").with("Authorization", "Bearer " + token),
        new MemorySessionStore(), requirement);
  }

  static void assertInvalid(AuthenticationResult result) {
    assertRefused(result, Reason.INVALID_TOKEN, 401);
  }

  static void assertUnavailable(AuthenticationResult result) {
    Refused refused = assertRefused(result, Reason.AUTHORIZATION_SERVER_UNAVAILABLE, 503);
    assertThat(refused.reply().header("Retry-After")).isPresent();
    assertThat(refused.reply().header("WWW-Authenticate")).isEmpty();
  }

  static Refused assertMalformed(AuthenticationResult result) {
    return assertRefused(result, Reason.INVALID_REQUEST, 400);
  }

  static void assertLoginRequired(AuthenticationResult result) {
    Refused refused = assertRefused(result, Reason.LOGIN_REQUIRED, 401);
    assertThat(refused.reply().header("WWW-Authenticate").orElseThrow()).doesNotContain("error");
  }

  static Refused assertRefused(AuthenticationResult result, Reason reason, int status) {
    assertThat(result).isInstanceOf(Refused.class);
    Refused refused = (Refused) result;
    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.reply().status()).isEqualTo(status);
    return refused;
  }
}
