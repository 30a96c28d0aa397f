package io.asbru.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.FakeRequest;
import io.asbru.resource.BearerCredentials.Malformed;
import io.asbru.resource.BearerCredentials.None;
import io.asbru.resource.BearerCredentials.Token;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BearerCredentialsTest {

  @ParameterizedTest
  @CsvSource({
      "'Bearer abc', abc",
      "'bearer abc', abc",
      "'BEARER abc', abc",
      "'Bearer    abc', abc",
      "'Bearer abc  ', abc",
      "'Bearer a-b._~+/c==', a-b._~+/c==",
  })
  void wellFormedToken_isTaken(String header, String token) {
    assertThat(of(header)).isInstanceOfSatisfying(Token.class, taken -> assertThat(taken.value()).isEqualTo(token));
  }

  @ParameterizedTest
  @ValueSource(strings = {"BearerX abc", "Basic dTpw", "", "Bear", "Bearerabc", "DPoP abc"})
  void otherScheme_isNoneOfOurs(String header) {
    assertThat(of(header)).isInstanceOf(None.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "Bearer ", "Bearer    ", "Bearer a b", "Bearer a,b", "Bearer =", "Bearer a=b", "Bearer\tabc",
      "Bearer a\u0000b", "Bearer ä", "Bearer \"abc\"", "Bearer,abc", "Bearer abc, Bearer def"})
  void malformedToken_isRefused(String header) {
    assertThat(of(header)).isInstanceOf(Malformed.class);
  }

  @Test
  void twoHeaders_areRefused() {
    assertThat(BearerCredentials.of(FakeRequest.script().with("Authorization", "Basic dTpw").with("Authorization", "Bearer abc")))
        .isEqualTo(new Malformed("There is more than one Authorization header."));
  }

  @Test
  void twoHeadersOfOtherSchemes_areNoneOfOurs() {
    assertThat(BearerCredentials.of(FakeRequest.script().with("Authorization", "Basic a").with("Authorization", "Basic b")))
        .isInstanceOf(None.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"access_token=abc", "a=b&access_token=abc"})
  void tokenInHeaderAndQuery_isRefused(String query) {
    assertThat(BearerCredentials.of(FakeRequest.script().with("Authorization", "Bearer abc").query(query)))
        .isEqualTo(new Malformed("The token is presented in two places."));
  }

  @Test
  void tokenInQueryAlone_isNotLookedAt() {
    assertThat(BearerCredentials.of(FakeRequest.script().query("access_token=abc"))).isInstanceOf(None.class);
  }

  @Test
  void hugeToken_isRefused() {
    assertThat(of("Bearer " + "a".repeat(16 * 1024))).isInstanceOf(Token.class);
    assertThat(of("Bearer " + "a".repeat(16 * 1024 + 1))).isEqualTo(new Malformed("The token is too long."));
    assertThat(of("Bearer " + "a".repeat(1_000_000))).isInstanceOf(Malformed.class);
  }

  @Test
  void token_isNotShown() {
    assertThat(of("Bearer abc").toString()).doesNotContain("abc");
  }

  private static BearerCredentials of(String header) {
    return BearerCredentials.of(FakeRequest.script().with("Authorization", header));
  }
}
