package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizationParametersTest {

  @Test
  void eachMethod_setsTheParameterOfTheSpecification() {
    assertThat(AuthorizationParameters.NONE.prompt("login", "consent").maxAge(Duration.ofMinutes(5)).loginHint("charlie")
        .uiLocales("de", "en").acrValues("two-factor", "password").claims("{}").resource(URI.create("https://a"), URI.create("https://b"))
        .with("fidp", "OrganizationSSO").values()).containsExactlyInAnyOrderEntriesOf(Map.of(
            "prompt", List.of("login consent"), "max_age", List.of("300"), "login_hint", List.of("charlie"),
            "ui_locales", List.of("de en"), "acr_values", List.of("two-factor password"), "claims", List.of("{}"),
            "resource", List.of("https://a", "https://b"), "fidp", List.of("OrganizationSSO")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "code_challenge", "code_challenge_method",
      "response_mode", "request", "request_uri", "client_secret", "client_assertion", "client_assertion_type", ""})
  void whatTheSignInItselfSets_isNobodyElses(String name) {
    assertThatThrownBy(() -> AuthorizationParameters.NONE.with(name, "x")).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1", "1.5", "9999999999", ""})
  void maxAge_isANumberOfSeconds(String age) {
    assertThatThrownBy(() -> AuthorizationParameters.NONE.with("max_age", age)).hasMessageContaining("max_age");
  }

  @Test
  void valueThatCannotBeSent_isRefused() {
    assertThatThrownBy(() -> AuthorizationParameters.NONE.loginHint("a\r\nb")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AuthorizationParameters.NONE.with("prompt")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AuthorizationParameters.NONE.resource(URI.create("/local"))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AuthorizationParameters.NONE.resource(URI.create("https://a#b"))).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void later_wins() {
    AuthorizationParameters fixed = AuthorizationParameters.NONE.prompt("login").uiLocales("de");
    assertThat(fixed.and(AuthorizationParameters.NONE.prompt("none")).values())
        .containsEntry("prompt", List.of("none")).containsEntry("ui_locales", List.of("de"));
    assertThat(fixed.values()).containsEntry("prompt", List.of("login"));
  }

  @Test
  void text_showsNoValue() {
    assertThat(AuthorizationParameters.NONE.loginHint("charlie")).hasToString("AuthorizationParameters[login_hint]");
  }
}
