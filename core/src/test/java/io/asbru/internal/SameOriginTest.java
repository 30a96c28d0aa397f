package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.FakeRequest;
import io.asbru.settings.LoginSettings;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SameOriginTest {

  private static final LoginSettings LOGIN = Settings.builder().set(Setting.ROOT_ORGANIZATION, "bestcarmart")
      .set(Setting.CLIENT_ID, "c").build().login();
  private final SameOrigin sameOrigin = new SameOrigin(new ExternalUrl(LOGIN), false);

  @ParameterizedTest
  @CsvSource({
      // Sec-Fetch-Site, Origin, permitted
      "same-origin, , true",
      "none, , true",
      "same-site, , false",
      "cross-site, , false",
      "same-origin, null, true",
      "cross-site, https://shop.example, false",
      "nonsense, https://shop.example, false",
      ", https://shop.example, true",
      ", https://shop.example:443, false",
      ", http://shop.example, false",
      ", https://shop.example.evil.example, false",
      ", https://evil.example, false",
      ", null, false",
      ", , false",
  })
  void stateChange_needsTheSameOrigin(String site, String origin, boolean permitted) {
    FakeRequest request = FakeRequest.script().method("POST");
    if (site != null) {
      request.with("Sec-Fetch-Site", site);
    }
    if (origin != null) {
      request.with("Origin", origin);
    }
    assertThat(sameOrigin.permits(request)).isEqualTo(permitted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "PROPFIND", "CONNECT"})
  void everyMethodThatMayChangeSomething_isChecked(String method) {
    assertThat(sameOrigin.permits(FakeRequest.script().method(method).with("Sec-Fetch-Site", "cross-site"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "TRACE"})
  void safeMethod_isNotChecked(String method) {
    assertThat(sameOrigin.permits(FakeRequest.script().method(method).with("Sec-Fetch-Site", "cross-site"))).isTrue();
  }

  @Test
  void webSocketUpgrade_isChecked() {
    FakeRequest request = FakeRequest.script().with("Upgrade", "WebSocket").with("Origin", "https://evil.example");
    assertThat(sameOrigin.permits(request)).isFalse();
    assertThat(sameOrigin.permits(request.without("Origin").with("Origin", "https://shop.example"))).isTrue();
  }

  @Test
  void twoHeaders_areRefused() {
    assertThat(sameOrigin.permits(FakeRequest.script().method("POST").with("Origin", "https://shop.example")
        .with("Origin", "https://shop.example"))).isFalse();
    assertThat(sameOrigin.permits(FakeRequest.script().method("POST").with("Sec-Fetch-Site", "same-origin")
        .with("Sec-Fetch-Site", "same-origin"))).isFalse();
  }

  @Test
  void switchedOff_permitsAll() {
    assertThat(new SameOrigin(new ExternalUrl(LOGIN), true)
        .permits(FakeRequest.script().method("POST").with("Sec-Fetch-Site", "cross-site"))).isTrue();
  }
}
