package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Caller;
import io.asbru.resource.BearerCredentials;
import io.asbru.resource.IntrospectionResponse;
import io.asbru.resource.IntrospectionResponse.Active;
import io.asbru.resource.IntrospectionResponse.Inactive;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Revocation against introspections under way, in many rounds with other interleavings each: whatever happens at the same time, an
 * introspection that begins after a token was forgotten must not find it active.
 */
@Timeout(120)
class RevocationRaceTest {

  private static final int ROUNDS = 3_000;
  private static final int READERS = 3;
  private static final int READS = 12;
  private static final Active ACTIVE =
      new Active(Caller.builder(Caller.Kind.USER, "Charlie").build(), Set.of("c"), Optional.of("Bearer"));

  private final MutableClock clock = new MutableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final ExecutorService threads = Executors.newFixedThreadPool(READERS + 1);
  private volatile boolean ended;
  private volatile boolean endedAtProvider;

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void tokenForgotten_isNeverFoundActiveByWhoComesLater() throws Exception {
    // The provider goes on saying active: it has not been told yet.
    race(token -> ACTIVE, CachingTokenIntrospector::forget);
  }

  @Test
  void tokenForgottenInACacheThatHoldsOne_isNeverFoundActiveByWhoComesLater() throws Exception {
    race(token -> ACTIVE, (cache, token) -> {
      cache.forget(token);
      cache.forget(token + "-another");
    }, "1");
  }

  @Test
  void answersForgotten_areNeverGivenToWhoComesLater() throws Exception {
    // The provider has ended the session before it says so.
    race(token -> endedAtProvider ? Inactive.INSTANCE : ACTIVE, (cache, token) -> {
      endedAtProvider = true;
      cache.forgetAnswers();
    });
  }

  @Test
  void tokenForgottenAfterAllAnswersWere_isNeverFoundActiveByWhoComesLater() throws Exception {
    race(token -> ACTIVE, (cache, token) -> {
      cache.forgetAnswers();
      cache.forget(token);
    });
  }

  private interface Answer {
    IntrospectionResponse to(String token);
  }

  private interface End {
    void of(CachingTokenIntrospector cache, String token) throws AuthorizationServerUnavailableException;
  }

  private void race(Answer answer, End end) throws Exception {
    race(answer, end, "1000");
  }

  private void race(Answer answer, End end, String cacheSize) throws Exception {
    Settings settings = Settings.builder().set(Setting.ROOT_ORGANIZATION, "bestcarmart").set(Setting.CLIENT_ID, "c")
        .set(Setting.INTROSPECTION_CACHE_SIZE, cacheSize).set(Setting.MAX_INTROSPECTIONS_PER_SECOND, "1000000").build();
    CachingTokenIntrospector cache = new CachingTokenIntrospector(token -> {
      IntrospectionResponse response = answer.to(token);
      // The answer is on its way while other threads run.
      pause(new Random(token.hashCode() ^ Thread.currentThread().getId()).nextInt(6));
      return response;
    }, new AnswersInMemory(settings.resourceServer(), new AcceptedTokens(settings, clock), clock), TokenDigester.keyed("provider"),
        settings.resourceServer(), new EndedTokens(clock).at("provider"), Duration.ofSeconds(10),
        new WaitingRoom(settings.http(), new ProviderLimits(settings.http())), clock);
    int active = 0;
    int inactive = 0;
    for (int round = 0; round < ROUNDS; round++) {
      int[] seen = round(cache, end, round);
      active += seen[0];
      inactive += seen[1];
    }
    assertThat(active).as("the race was one: some came before").isPositive();
    assertThat(inactive).as("and some after").isPositive();
  }

  private int[] round(CachingTokenIntrospector cache, End end, int round) throws Exception {
    String token = "token-" + round;
    ended = false;
    endedAtProvider = false;
    CyclicBarrier start = new CyclicBarrier(READERS + 1);
    List<Future<int[]>> results = new ArrayList<>();
    for (int reader = 0; reader < READERS; reader++) {
      Random random = new Random(round * 31L + reader);
      results.add(threads.submit(reads(cache, token, start, random)));
    }
    Random random = new Random(round);
    results.add(threads.submit(() -> {
      start.await(10, TimeUnit.SECONDS);
      pause(random.nextInt(20));
      end.of(cache, token);
      ended = true;
      return new int[2];
    }));
    int[] sum = new int[2];
    for (Future<int[]> result : results) {
      int[] seen = result.get(10, TimeUnit.SECONDS);
      sum[0] += seen[0];
      sum[1] += seen[1];
    }
    assertThat(asked(cache, token)).as("after round %s", round).isInstanceOf(Inactive.class);
    return sum;
  }

  private Callable<int[]> reads(CachingTokenIntrospector cache, String token, CyclicBarrier start, Random random) {
    return () -> {
      int[] seen = new int[2];
      start.await(10, TimeUnit.SECONDS);
      for (int i = 0; i < READS; i++) {
        boolean endedBefore = ended;
        IntrospectionResponse response = asked(cache, token);
        assertThat(endedBefore && response instanceof Active).as("%s was found active after its end", token).isFalse();
        seen[response instanceof Active ? 0 : 1]++;
        pause(random.nextInt(6));
      }
      return seen;
    };
  }

  /** As the resource server asks. */
  private static IntrospectionResponse asked(CachingTokenIntrospector cache, String token) throws AuthorizationServerUnavailableException {
    var fresh = cache.fresh(new BearerCredentials.Token(token, 0, token.length()));
    return fresh.isPresent() ? fresh.get().response() : cache.introspect(token);
  }

  private static void pause(int steps) {
    for (int i = 0; i < steps; i++) {
      if (i % 3 == 2) {
        Thread.yield();
      } else {
        Thread.onSpinWait();
      }
    }
  }
}
