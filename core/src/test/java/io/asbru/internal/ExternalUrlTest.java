package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.FakeRequest;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExternalUrlTest {

  @ParameterizedTest
  @CsvSource({
      "https, shop.example, https://shop.example",
      "https, shop.example:443, https://shop.example",
      "http, shop.example:80, http://shop.example",
      "http, localhost:8080, http://localhost:8080",
      "https, SHOP.example:8443, https://shop.example:8443",
      "http, [::1]:8080, http://[::1]:8080",
  })
  void origin_isAsTheContainerReportsIt(String scheme, String authority, String expected) {
    assertThat(of("", "").origin(FakeRequest.navigation().origin(scheme, authority))).isEqualTo(expected);
  }

  @Test
  void forwardedHeaders_areBelievedOfListedPeersOnly() {
    ExternalUrl url = of("", "192.0.2.1");
    FakeRequest request = FakeRequest.navigation().origin("http", "inner:8080")
        .with("X-Forwarded-Proto", "https").with("X-Forwarded-Host", "www.example");
    assertThat(url.absolute(request.from("192.0.2.1"), "/x")).isEqualTo("https://www.example/app/x");
    assertThat(url.absolute(request.from("192.0.2.2"), "/x")).isEqualTo("http://inner:8080/app/x");
  }

  @ParameterizedTest
  @CsvSource({"::1, 0:0:0:0:0:0:0:1", "0:0:0:0:0:0:0:1, [::1]", "fe80::1, fe80:0:0:0:0:0:0:1%eth0", "::ffff:192.0.2.1, 192.0.2.1"})
  void proxyAddress_mayBeSpelledInAnyWay(String listed, String reported) {
    assertThat(of("", listed).origin(FakeRequest.navigation().from(reported).with("X-Forwarded-Host", "www.example")))
        .isEqualTo("https://www.example");
  }

  @Test
  void forwardedHeaders_ofTheNearestProxyCount() {
    assertThat(of("", "192.0.2.1").origin(FakeRequest.navigation().from("192.0.2.1")
        .with("X-Forwarded-Host", "evil.example, www.example").with("X-Forwarded-Proto", "https"))).isEqualTo("https://www.example");
  }

  @ParameterizedTest
  @CsvSource({"evil.example/path", "a b", "user@evil.example", "evil.example\\x", "''"})
  void forwardedHost_thatIsNoHost_isNotUsed(String host) {
    assertThat(of("", "192.0.2.1").origin(FakeRequest.navigation().from("192.0.2.1").with("X-Forwarded-Host", host)))
        .isEqualTo("https://shop.example");
  }

  @Test
  void forwardedProto_thatIsNoScheme_isNotUsed() {
    assertThat(of("", "192.0.2.1").origin(FakeRequest.navigation().from("192.0.2.1").with("X-Forwarded-Proto", "javascript")))
        .isEqualTo("https://shop.example");
  }

  @Test
  void configuredUrl_winsOverAllElse() {
    assertThat(of("https://www.example/shop/", "192.0.2.1").absolute(
        FakeRequest.navigation().from("192.0.2.1").with("X-Forwarded-Host", "evil.example"), "/oauth2/callback"))
        .isEqualTo("https://www.example/shop/oauth2/callback");
  }

  private static ExternalUrl of(String externalUrl, String proxies) {
    return new ExternalUrl(Settings.builder().set(Setting.ROOT_ORGANIZATION, "bestcarmart").set(Setting.CLIENT_ID, "c")
        .set(Setting.EXTERNAL_URL, externalUrl).set(Setting.TRUSTED_PROXIES, proxies).build().login());
  }
}
