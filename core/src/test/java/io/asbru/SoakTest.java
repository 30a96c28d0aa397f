package io.asbru;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.local.Endpoint;
import io.asbru.settings.Setting;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A flood of made-up tokens, each another one, through the whole engine. Where all are answered 401, each comes with another host, too. */
@Timeout(120)
class SoakTest {

  private static final int TOKENS = 100_000;
  /** Each is parsed, and some have their signature verified. */
  private static final int VALIDATED = 15_000;
  /** So many that whatever has bounds is full. */
  private static final int WARM_UP = 2_000;
  private static final int PER_SECOND = 50;
  /** 1000 responses of active tokens and 100 of inactive ones. */
  private static final int MOST_KEPT = 1_100;
  /** Less than an entry of any map takes. */
  private static final long MOST_BYTES_PER_TOKEN = 40;
  /** What may come together elsewhere meanwhile, such as in the local organization. */
  private static final long MOST_BYTES_BESIDES = 500_000;
  /** With {@code -Dsoak.seed=} the tokens are those of a run that failed. */
  private static final long SEED = Long.getLong("soak.seed", System.nanoTime());
  private static final String HOST = "localhost:8080";
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final Random random = new Random(SEED);

  @Test
  void hundredThousandMadeUpTokens_fillNothingAndAreNotPassedOn() throws Exception {
    try (EngineFixture fixture = new EngineFixture(Map.of(
        Setting.MAX_INTROSPECTIONS_PER_SECOND, Integer.toString(PER_SECOND), Setting.INTROSPECTION_CACHE_SIZE, "1000"))) {
      String good = fixture.token("Charlie", "jG9A5KrX", "read_stores");
      assertThat(fixture.present(good)).isInstanceOf(Authenticated.class);
      fixture.organization.journal().clear();
      long begun = System.nanoTime();
      long before = 0;
      int invalid = 0;
      int asked = 0;
      for (int i = 0; i < TOKENS; i++) {
        int status = present(fixture, i % 2 == 0 ? opaque() : jwt("{\"jti\":\"" + opaque() + "\"}", opaque()), HOST);
        assertThat(status).as("with seed %s", SEED).isIn(401, 503);
        invalid += status == 401 ? 1 : 0;
        if (i % 10_000 == 0) {
          assertThat(fixture.authenticator.statistics().kept()).as("responses kept with seed %s", SEED).isLessThanOrEqualTo(MOST_KEPT);
          assertThat(fixture.present(good)).as("a good token goes on with seed %s", SEED).isInstanceOf(Authenticated.class);
        }
        if (i == WARM_UP) {
          asked = askedSinceLast(fixture);
          before = usedHeap();
        }
      }
      long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds() + 2;
      asked += askedSinceLast(fixture);
      assertThat(asked).as("introspections in less than %s s with seed %s", seconds, SEED)
          .isEqualTo(invalid).isLessThanOrEqualTo((int) (PER_SECOND * seconds));
      assertThat(fixture.authenticator.statistics().kept()).as("responses kept with seed %s", SEED).isLessThanOrEqualTo(MOST_KEPT);
      assertNothingGrew(before, TOKENS - WARM_UP);
      // A token that was good is asked for again in the midst of the flood.
      fixture.clock.advance(Duration.ofSeconds(61));
      present(fixture, "one-more", HOST);
      assertThat(fixture.present(good)).isInstanceOf(Authenticated.class);
    }
  }

  @Test
  void thousandsOfMadeUpJwts_fillNothingAndNobodyIsAskedForThem() throws Exception {
    try (EngineFixture fixture = new EngineFixture(Map.of(Setting.JWT_ACCESS_TOKENS, "validate", Setting.CLIENT_ID, "sample_jwt_client_id",
        Setting.CLIENT_SECRET, "sample_jwt_client_secret", Setting.INTROSPECTION_CACHE_SIZE, "1000", Setting.KEY_SET_MIN_INTERVAL, "30s"))) {
      String good = fixture.token("Charlie", "jG9A5KrX", "read_stores");
      assertThat(fixture.present(good)).isInstanceOf(Authenticated.class);
      String[] parts = good.split("\\.", -1);
      String claims = new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8);
      long before = 0;
      for (int i = 0; i < VALIDATED; i++) {
        // All claims are good. Most name a key that there is not; the others have a signature that is wrong.
        String payload = "{\"made-up\":\"" + opaque() + "\"," + claims.substring(1);
        String token = i % 20 == 0 ? parts[0] + "." + base64(payload) + "." + bytes(256) : jwt(payload, opaque());
        assertThat(present(fixture, token, opaque() + ".example")).as("%s of seed %s", token, SEED).isEqualTo(401);
        if (i % 1000 == 0) {
          assertThat(fixture.authenticator.statistics().kept()).as("responses kept with seed %s", SEED).isLessThanOrEqualTo(MOST_KEPT);
          assertThat(fixture.present(good)).as("a good token goes on with seed %s", SEED).isInstanceOf(Authenticated.class);
        }
        if (i == WARM_UP) {
          before = usedHeap();
        }
      }
      assertThat(fixture.authenticator.statistics().kept()).as("responses kept with seed %s", SEED).isLessThanOrEqualTo(MOST_KEPT);
      assertThat(fixture.introspections()).isZero();
      assertThat(fixture.organization.journal().count(Endpoint.JWKS)).as("at first, and once in 30 s for keys that it does not contain")
          .isLessThanOrEqualTo(2);
      assertNothingGrew(before, VALIDATED - WARM_UP);
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

  private static int present(EngineFixture fixture, String token, String host) {
    return ((Refused) fixture.present(EngineFixture.api("/api").origin("http", host).with("Authorization", "Bearer " + token))).reply().status();
  }

  /** So many random bytes that no other token has them. */
  private String opaque() {
    return bytes(16 + random.nextInt(24));
  }

  /** A JWT as any library would make it, but for its signature. */
  private String jwt(String payload, String kid) {
    return base64("{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"" + kid + "\"}") + "." + base64(payload) + "." + bytes(64);
  }

  private String bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return BASE64.encodeToString(bytes);
  }

  private static String base64(String text) {
    return BASE64.encodeToString(text.getBytes(UTF_8));
  }

  /** The journal is of the local organization, and would count as memory. */
  private static int askedSinceLast(EngineFixture fixture) {
    int asked = fixture.introspections();
    fixture.organization.journal().clear();
    return asked;
  }

  private static void assertNothingGrew(long before, int tokens) {
    assertThat(usedHeap() - before).as("bytes that %s tokens left behind with seed %s", tokens, SEED)
        .isLessThan(MOST_BYTES_BESIDES + MOST_BYTES_PER_TOKEN * tokens);
  }

  /** The least of a few, because what goes on in the background has memory, too. */
  private static long usedHeap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return least;
  }
}
