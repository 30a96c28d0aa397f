package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutageTest {

  private final MutableClock clock = new MutableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final Outage outage = new Outage(clock);

  @Test
  void beginningAndEnd_areEachToldOnce() {
    assertThat(outage.ends()).isEmpty();
    assertThat(outage.begins()).isTrue();
    assertThat(outage.begins()).isFalse();
    clock.advance(Duration.ofHours(2));
    assertThat(outage.begins()).isFalse();
    assertThat(outage.ends()).contains(Duration.ofHours(2));
    assertThat(outage.ends()).isEmpty();
  }

  @Test
  void whatComesAndGoes_isToldOnceAMinute() {
    int told = 0;
    for (int second = 0; second < 180; second++) {
      told += outage.begins() ? 1 : 0;
      told += outage.ends().isPresent() ? 1 : 0;
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(told).isEqualTo(6);
  }

  @Test
  void outageThatBeginsAnewWithinAMinute_isToldIfItLasts() {
    outage.begins();
    outage.ends();
    clock.advance(Duration.ofSeconds(59));
    assertThat(outage.begins()).isFalse();
    assertThat(outage.ends()).as("an end without a beginning").isEmpty();
    clock.advance(Duration.ofSeconds(1));
    assertThat(outage.begins()).isTrue();
  }

  @Test
  void clockSetBack_doesNotSilenceIt() {
    outage.begins();
    outage.ends();
    clock.advance(Duration.ofDays(-1));
    assertThat(outage.begins()).isTrue();
  }
}
