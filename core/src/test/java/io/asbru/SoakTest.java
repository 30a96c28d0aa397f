package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.local.Endpoint;
import io.asbru.settings.Setting;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A flood of made-up tokens, each another one, through the whole engine. */
@Timeout(120)
class SoakTest {

  private static final int TOKENS = 100_000;
  private static final int PER_SECOND = 50;

  @Test
  void hundredThousandMadeUpTokens_fillNothingAndAreNotPassedOn() throws Exception {
    try (EngineFixture fixture = new EngineFixture(Map.of(
        Setting.MAX_INTROSPECTIONS_PER_SECOND, Integer.toString(PER_SECOND), Setting.INTROSPECTION_CACHE_SIZE, "1000"))) {
      String good = fixture.token("Charlie", "jG9A5KrX", "read_stores");
      assertThat(fixture.present(good)).isInstanceOf(Authenticated.class);
      long begun = System.nanoTime();
      int invalid = 0;
      for (int i = 0; i < TOKENS; i++) {
        int status = ((Refused) fixture.present("made-up-" + i)).reply().status();
        assertThat(status).isIn(401, 503);
        invalid += status == 401 ? 1 : 0;
        if (i % 10_000 == 0) {
          assertThat(fixture.authenticator.statistics().kept()).as("responses kept").isLessThanOrEqualTo(1_100);
          assertThat(fixture.present(good)).as("a good token goes on").isInstanceOf(Authenticated.class);
        }
      }
      long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds() + 2;
      int asked = fixture.organization.journal().count(Endpoint.INTROSPECT) - 1;
      assertThat(asked).as("introspections in less than %s s", seconds).isEqualTo(invalid).isLessThanOrEqualTo((int) (PER_SECOND * seconds));
      assertThat(fixture.authenticator.statistics().kept()).isLessThanOrEqualTo(1_100);
      // A token that was good is asked for again in the midst of the flood.
      fixture.clock.advance(Duration.ofSeconds(61));
      fixture.present("one-more");
      assertThat(fixture.present(good)).isInstanceOf(Authenticated.class);
    }
  }

  @Test
  void knownBadToken_isNotAskedForAgainWithinItsTime() throws Exception {
    try (EngineFixture fixture = new EngineFixture(Map.of())) {
      for (int i = 0; i < 10_000; i++) {
        assertThat(((Refused) fixture.present("made-up")).reply().status()).isEqualTo(401);
      }
      assertThat(fixture.introspections()).isEqualTo(1);
      fixture.clock.advance(Duration.ofSeconds(10));
      fixture.present("made-up");
      assertThat(fixture.introspections()).isEqualTo(2);
    }
  }
}
