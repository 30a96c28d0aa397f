package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Caller;
import io.asbru.resource.BearerCredentials;
import io.asbru.resource.IntrospectionCache.Kept;
import io.asbru.resource.IntrospectionResponse;
import io.asbru.resource.IntrospectionResponse.Active;
import io.asbru.resource.IntrospectionResponse.Inactive;
import io.asbru.resource.TokenDigest;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Revocation against introspections under way, in many rounds with other interleavings each. Of every read it is noted when it began, when it
 * ended and what it found; so each round is a history, and the end of a token has to look in it as if it happened at one moment: before it the
 * token is active, from then on it is not, and who has seen the end cannot see the token come back.
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
  private final EndedTokens endedTokens = new EndedTokens(clock);
  /** When the provider was asked about the token of this round and said active. */
  private final Queue<Long> saidActive = new ConcurrentLinkedQueue<>();
  private volatile boolean endedAtProvider;

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void tokenForgotten_isNeverFoundActiveByWhoComesLater() throws Exception {
    // The provider goes on saying active: it has not been told yet.
    race(token -> ACTIVE, CachingTokenIntrospector::forget, Rule.ONCE_AND_FOR_ALL);
  }

  @Test
  void tokenEndedForAllCaches_isNeverFoundActiveByWhoComesLater() throws Exception {
    // As a sign-out and a revocation do it.
    race(token -> ACTIVE, (cache, token) -> endedTokens.end("provider", token), Rule.ONCE_AND_FOR_ALL);
  }

  @Test
  void tokenForgottenInACacheThatHoldsOne_isNeverFoundActiveByWhoComesLater() throws Exception {
    race(token -> ACTIVE, (cache, token) -> {
      cache.forget(token);
      cache.forget(token + "-another");
    }, Rule.ONCE_AND_FOR_ALL, "1");
  }

  @Test
  void answersForgotten_areNeverGivenToWhoComesLater() throws Exception {
    // The provider has ended the session before it says so.
    race(token -> endedAtProvider ? Inactive.INSTANCE : ACTIVE, (cache, token) -> {
      endedAtProvider = true;
      cache.forgetAnswers();
    }, Rule.AS_THE_PROVIDER_SAYS);
  }

  @Test
  void tokenForgottenAfterAllAnswersWere_isNeverFoundActiveByWhoComesLater() throws Exception {
    race(token -> ACTIVE, (cache, token) -> {
      cache.forgetAnswers();
      cache.forget(token);
    }, Rule.ONCE_AND_FOR_ALL);
  }

  private enum Rule {
    /** Who comes after somebody who found the token inactive finds it inactive. */
    ONCE_AND_FOR_ALL,
    /** The same, unless the provider was asked anew in between and said active. */
    AS_THE_PROVIDER_SAYS
  }

  private interface Says {
    IntrospectionResponse to(String token);
  }

  private interface End {
    void of(CachingTokenIntrospector cache, String token) throws AuthorizationServerUnavailableException;
  }

  /** What one look at the token found, and its time by {@code System.nanoTime()}. */
  private record Read(long begun, long ended, boolean active) {}

  private void race(Says provider, End end, Rule rule) throws Exception {
    race(provider, end, rule, "1000");
  }

  private void race(Says provider, End end, Rule rule, String cacheSize) throws Exception {
    Settings settings = Settings.builder().set(Setting.ROOT_ORGANIZATION, "bestcarmart").set(Setting.CLIENT_ID, "c")
        .set(Setting.INTROSPECTION_CACHE_SIZE, cacheSize).set(Setting.MAX_INTROSPECTIONS_PER_SECOND, "1000000").build();
    CachingTokenIntrospector cache = new CachingTokenIntrospector(token -> {
      long asked = System.nanoTime();
      IntrospectionResponse response = provider.to(token);
      if (response instanceof Active) {
        saidActive.add(asked);
      }
      // The answer is on its way while other threads run.
      pause(new Random(token.hashCode() ^ Thread.currentThread().getId()).nextInt(6));
      return response;
    }, new SlowAnswers(new AnswersInMemory(settings.resourceServer(), new AcceptedTokens(settings, clock), clock)),
        TokenDigester.keyed("provider"), settings.resourceServer(), endedTokens.at("provider"), Duration.ofSeconds(10),
        new WaitingRoom(settings.http(), new ProviderLimits(settings.http())), clock);
    endedTokens.tell(cache, "provider", "c");
    int active = 0;
    int inactive = 0;
    for (int round = 0; round < ROUNDS; round++) {
      List<Read> reads = round(cache, end, rule, round);
      int found = (int) reads.stream().filter(Read::active).count();
      active += found;
      inactive += reads.size() - found;
    }
    assertThat(active).as("the race was one: some came before").isPositive();
    assertThat(inactive).as("and some after").isPositive();
  }

  private List<Read> round(CachingTokenIntrospector cache, End end, Rule rule, int round) throws Exception {
    String token = "token-" + round;
    endedAtProvider = false;
    saidActive.clear();
    CyclicBarrier start = new CyclicBarrier(READERS + 1);
    List<Future<List<Read>>> readers = new ArrayList<>();
    for (int reader = 0; reader < READERS; reader++) {
      Random random = new Random(round * 31L + reader);
      readers.add(threads.submit(reads(cache, token, start, random)));
    }
    Random random = new Random(round);
    Future<Long> over = threads.submit(() -> {
      start.await(10, TimeUnit.SECONDS);
      pause(random.nextInt(20));
      end.of(cache, token);
      return System.nanoTime();
    });
    List<Read> reads = new ArrayList<>();
    for (Future<List<Read>> reader : readers) {
      reads.addAll(reader.get(10, TimeUnit.SECONDS));
    }
    long ended = over.get(10, TimeUnit.SECONDS);
    reads.add(read(cache, token));
    reads.sort(Comparator.comparingLong(Read::begun));
    assertOneEnd(token, reads, ended, rule);
    return reads;
  }

  private void assertOneEnd(String token, List<Read> reads, long ended, Rule rule) {
    List<Read> afterTheEnd = reads.stream().filter(read -> read.active && read.begun > ended).toList();
    assertThat(afterTheEnd).as(() -> token + " was found active after its end: " + history(reads, ended)).isEmpty();
    List<Read> comeBack = reads.stream().filter(read -> read.active && reads.stream().anyMatch(
        earlier -> !earlier.active && earlier.ended < read.begun && !(rule == Rule.AS_THE_PROVIDER_SAYS && saidActive(earlier, read)))).toList();
    assertThat(comeBack).as(() -> token + " was found active by who came after one who found it inactive: " + history(reads, ended)).isEmpty();
  }

  private boolean saidActive(Read from, Read to) {
    return saidActive.stream().anyMatch(asked -> asked > from.ended && asked < to.ended);
  }

  private static String history(List<Read> reads, long ended) {
    long zero = reads.get(0).begun;
    return reads.stream().map(read -> (read.begun - zero) + ".." + (read.ended - zero) + (read.active ? " active" : " inactive"))
        .collect(Collectors.joining(", ", "its end was over at " + (ended - zero) + " ns; ", ""));
  }

  private static Callable<List<Read>> reads(CachingTokenIntrospector cache, String token, CyclicBarrier start, Random random) {
    return () -> {
      List<Read> reads = new ArrayList<>();
      start.await(10, TimeUnit.SECONDS);
      for (int i = 0; i < READS; i++) {
        reads.add(read(cache, token));
        pause(random.nextInt(6));
      }
      return reads;
    };
  }

  private static Read read(CachingTokenIntrospector cache, String token) throws AuthorizationServerUnavailableException {
    long begun = System.nanoTime();
    IntrospectionResponse response = asked(cache, token);
    return new Read(begun, System.nanoTime(), response instanceof Active);
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

  /** A thread may lose its processor at any place. Here it does so where it matters, after it has looked, and before and after it keeps. */
  private static final class SlowAnswers extends ForwardingAnswers {

    SlowAnswers(Answers answers) {
      super(answers);
    }

    @Override
    public Optional<Answer> get(TokenDigest token) {
      Optional<Answer> found = super.get(token);
      pause(ThreadLocalRandom.current().nextInt(4));
      return found;
    }

    @Override
    public void put(TokenDigest token, Kept kept, Optional<TokenDigest> unsigned) {
      pause(ThreadLocalRandom.current().nextInt(8));
      super.put(token, kept, unsigned);
      pause(ThreadLocalRandom.current().nextInt(8));
    }
  }
}
