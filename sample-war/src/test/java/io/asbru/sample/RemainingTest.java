package io.asbru.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemainingTest {

  @ParameterizedTest
  @CsvSource({
      "-PT1S, expired",
      "PT0S, expired",
      "PT59S, in less than a minute",
      "PT1M59S, in 1 minute",
      "PT59M59S, in 59 minutes",
      "PT1H, in 1 hour",
      "PT2H1M, in 2 hours and 1 minute",
      "PT23H59M, in 23 hours and 59 minutes",
      "P1D, in 1 day",
      "P2DT5H, in 2 days"})
  void remainingTime_isSaidAsPeopleSayIt(Duration left, String said) {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    assertThat(Remaining.until(now.plus(left), now)).isEqualTo(said);
  }
}
