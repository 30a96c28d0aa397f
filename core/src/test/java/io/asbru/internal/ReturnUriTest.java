package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.FakeRequest;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnUriTest {

  private final ReturnUri returnUri = new ReturnUri(new ExternalUrl(settings("")));

  @ParameterizedTest
  @CsvSource({
      "/app/page, /app/page",
      "/app/, /app/",
      "/app/a%20b, /app/a%20b",
      "/app/https://evil.example/x, /app/",
      "/app///evil.example, /app/",
      "//evil.example/app/x, /app/",
      "/app/\\evil.example, /app/",
      "/\\evil.example, /app/",
      "/app/../../evil, /app/",
      "/app/%2e%2E/other, /app/",
      "/app/.%2e, /app/",
      "/app/file%2ename, /app/file%2ename",
      "/other/page, /app/",
      "/appx, /app/",
      "/app/x;jsessionid=1, /app/",
      "https://evil.example/, /app/",
  })
  void onlyALocalPathIsKept(String rawPath, String expected) {
    assertThat(returnUri.of(FakeRequest.navigation().rawPath(rawPath))).isEqualTo(expected);
  }

  @Test
  void query_isKept() {
    assertThat(returnUri.of(FakeRequest.navigation().query("a=b&c=%2F"))).isEqualTo("/app/page?a=b&c=%2F");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=\r\nSet-Cookie:x", "a=b c", "a=\\", "a=ä"})
  void queryThatNoBrowserSends_isNotKept(String query) {
    assertThat(returnUri.of(FakeRequest.navigation().query(query))).isEqualTo("/app/");
  }

  @Test
  void longUrl_isNotKept() {
    assertThat(returnUri.of(FakeRequest.navigation().query("a=" + "b".repeat(3000)))).isEqualTo("/app/");
  }

  @Test
  void post_isNotRestored() {
    assertThat(returnUri.of(FakeRequest.navigation().method("POST"))).isEqualTo("/app/");
  }

  @Test
  void externalUrl_givesTheContextPath() {
    ReturnUri behindProxy = new ReturnUri(new ExternalUrl(settings("https://www.example/shop")));
    assertThat(behindProxy.of(FakeRequest.navigation())).isEqualTo("/shop/page");
    assertThat(behindProxy.start(FakeRequest.navigation())).isEqualTo("/shop/");
  }

  private static io.asbru.settings.LoginSettings settings(String externalUrl) {
    return Settings.builder().set(Setting.ROOT_ORGANIZATION, "bestcarmart").set(Setting.CLIENT_ID, "c")
        .set(Setting.EXTERNAL_URL, externalUrl).build().login();
  }
}
