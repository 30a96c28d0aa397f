package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EndedTokensTest {

  private final MutableClock clock = new MutableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final EndedTokens.At ended = new EndedTokens(clock).at("provider");

  @Test
  void endedToken_isRememberedForADay() {
    ended.add("t");
    clock.advance(Duration.ofHours(23));
    assertThat(ended.contains("t")).isTrue();
    clock.advance(Duration.ofHours(1));
    assertThat(ended.contains("t")).isFalse();
  }

  /** One that is validated by the provider's keys alone would be good again. */
  @Test
  void endedJwt_isRememberedUntilItHasExpired() {
    String week = TestKeys.sign(Map.of("exp", clock.instant().plus(Duration.ofDays(7)).getEpochSecond()));
    String forEver = TestKeys.sign(Map.of("exp", Long.MAX_VALUE));
    ended.add(week);
    ended.add(forEver);
    clock.advance(Duration.ofDays(7));
    assertThat(ended.contains(week)).isTrue();
    clock.advance(Duration.ofDays(1));
    assertThat(ended.contains(week)).isFalse();
    clock.advance(Duration.ofDays(365));
    assertThat(ended.contains(forEver)).isTrue();
  }

  @Test
  void endedJwt_isEndedWithAnyOtherSignature() {
    ended.add("eyJhbGciOiJFUzI1NiJ9.e30.AAAA");
    assertThat(ended.contains("eyJhbGciOiJFUzI1NiJ9.e30.BBBB")).isTrue();
    assertThat(ended.contains("eyJhbGciOiJFUzI1NiJ9.e31.AAAA")).isFalse();
  }

  /** Some readers skip what does not belong into base64url. */
  @Test
  void endedJwt_isEndedWithWhateverStandsBehindIt() {
    ended.add("eyJhbGciOiJFUzI1NiJ9.e30.AAAA");
    for (String signature : new String[] {"", "AAAA=", "AA~AA", "AAAA+/"}) {
      assertThat(ended.contains("eyJhbGciOiJFUzI1NiJ9.e30." + signature)).as(signature).isTrue();
    }
    assertThat(ended.contains("eyJhbGciOiJFUzI1NiJ9.e30.AAAA.BBBB")).isFalse();
  }

  @Test
  void opaqueToken_isEndedAlone() {
    ended.add("a.b.c");
    assertThat(ended.contains("a.b.c")).isTrue();
    assertThat(ended.contains("a.b.d")).isFalse();
    ended.add("eu.west.one");
    assertThat(ended.contains("eu.west.two")).isFalse();
  }

  @Test
  void endedTokens_areOnlySoMany() {
    IntStream.range(0, 150_000).forEach(i -> ended.add("token-" + i));
    assertThat(IntStream.range(0, 150_000).filter(i -> ended.contains("token-" + i)).count()).isBetween(1L, 100_000L);
  }
}
