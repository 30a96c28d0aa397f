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

  @ParameterizedTest
  @CsvSource({"10.1.0.0/16, 10.1.255.3, true", "10.1.0.0/16, 10.2.0.1, false", "192.0.2.128/25, 192.0.2.200, true",
      "192.0.2.128/25, 192.0.2.127, false", "fd00::/8, fd12:3456::1, true", "fd00::/8, fe80::1, false", "10.0.0.0/8, ::1, false"})
  void proxies_mayBeARange(String range, String peer, boolean believed) {
    assertThat(of("", range).origin(FakeRequest.navigation().from(peer).with("X-Forwarded-Host", "www.example")))
        .isEqualTo(believed ? "https://www.example" : "https://shop.example");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "for=192.0.2.60;proto=http;host=www.example | http://www.example",
      "For=\"[2001:db8::1]\"; Proto=HTTPS ;Host=\"www.example:8443\" | https://www.example:8443",
      "host=evil.example, host=www.example;proto=https | https://www.example",
      "host=www.example | https://www.example",
      "proto=http | http://shop.example",
      "host=www.example;host=evil.example | https://shop.example",
      "host=\"evil.example/path\" | https://shop.example",
      "host=evil.example@x;proto=javascript | https://shop.example",
      "nonsense;;= | https://shop.example",
  })
  void forwarded_isReadWhereProxiesWriteIt(String header, String expected) {
    ExternalUrl url = of("", "192.0.2.1", "forwarded");
    assertThat(url.origin(FakeRequest.navigation().from("192.0.2.1").with("Forwarded", header))).isEqualTo(expected);
    assertThat(url.origin(FakeRequest.navigation().from("192.0.2.2").with("Forwarded", header))).isEqualTo("https://shop.example");
  }

  @Test
  void headerThatTheProxyDoesNotWrite_isAClientsOwnWork() {
    assertThat(of("", "192.0.2.1", "forwarded").origin(FakeRequest.navigation().from("192.0.2.1").with("X-Forwarded-Host", "evil.example")))
        .isEqualTo("https://shop.example");
    assertThat(of("", "192.0.2.1").origin(FakeRequest.navigation().from("192.0.2.1").with("Forwarded", "host=evil.example")))
        .isEqualTo("https://shop.example");
  }

  @Test
  void configuredUrl_winsOverAllElse() {
    assertThat(of("https://www.example/shop/", "192.0.2.1").absolute(
        FakeRequest.navigation().from("192.0.2.1").with("X-Forwarded-Host", "evil.example"), "/oauth2/callback"))
        .isEqualTo("https://www.example/shop/oauth2/callback");
  }

  private static ExternalUrl of(String externalUrl, String proxies) {
    return of(externalUrl, proxies, "x-forwarded");
  }

  private static ExternalUrl of(String externalUrl, String proxies, String headers) {
    return new ExternalUrl(Settings.builder().set(Setting.ROOT_ORGANIZATION, "bestcarmart").set(Setting.CLIENT_ID, "c")
        .set(Setting.EXTERNAL_URL, externalUrl).set(Setting.TRUSTED_PROXIES, proxies).set(Setting.FORWARDED_HEADERS, headers).build().login());
  }
}
