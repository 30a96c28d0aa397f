package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Caller;
import io.asbru.resource.IntrospectionCache;
import io.asbru.resource.IntrospectionResponse;
import io.asbru.resource.IntrospectionResponse.Active;
import io.asbru.resource.IntrospectionResponse.Inactive;
import io.asbru.resource.IntrospectionStatistics;
import io.asbru.resource.TokenDigest;
import io.asbru.resource.TokenIntrospector;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CachingTokenIntrospectorTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final MutableClock clock = new MutableClock(START);
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void activeToken_isAskedForOnceWithinItsTtl() throws Exception {
    CachingTokenIntrospector cache = cache(token -> active(Optional.empty()));
    for (int i = 0; i < 3; i++) {
      assertThat(cache.introspect("t")).isInstanceOf(Active.class);
    }
    clock.advance(Duration.ofMillis(59_999));
    cache.introspect("t");
    assertThat(asked).hasValue(1);
    clock.advance(Duration.ofMillis(1));
    cache.introspect("t");
    assertThat(asked).hasValue(2);
  }

  @Test
  void activeToken_isNotKeptBeyondItsExpiry() throws Exception {
    CachingTokenIntrospector cache = cache(token -> active(Optional.of(START.plusSeconds(20))));
    cache.introspect("t");
    clock.advance(Duration.ofSeconds(20));
    cache.introspect("t");
    assertThat(asked).hasValue(2);
  }

  @Test
  void inactiveToken_isKeptShortly() throws Exception {
    CachingTokenIntrospector cache = cache(token -> Inactive.INSTANCE);
    cache.introspect("t");
    clock.advance(Duration.ofMillis(9_999));
    assertThat(cache.introspect("t")).isInstanceOf(Inactive.class);
    assertThat(asked).hasValue(1);
    clock.advance(Duration.ofMillis(1));
    cache.introspect("t");
    assertThat(asked).hasValue(2);
  }

  @Test
  void failure_isNotKept() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    CachingTokenIntrospector cache = cache(token -> {
      if (calls.incrementAndGet() == 1) {
        throw new AuthorizationServerUnavailableException("away", null, Duration.ofSeconds(7));
      }
      return active(Optional.empty());
    });
    assertThatThrownBy(() -> cache.introspect("t")).isInstanceOfSatisfying(AuthorizationServerUnavailableException.class,
        e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(7)));
    assertThat(cache.introspect("t")).isInstanceOf(Active.class);
  }

  @Test
  void defectOfTheIntrospector_doesNotLeaveOthersWaiting() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    CachingTokenIntrospector cache = cache(token -> {
      if (calls.incrementAndGet() == 1) {
        throw new IllegalStateException("defect");
      }
      return active(Optional.empty());
    });
    assertThatThrownBy(() -> cache.introspect("t")).isInstanceOf(IllegalStateException.class);
    assertThat(cache.introspect("t")).isInstanceOf(Active.class);
  }

  @Test
  void tokensDoNotMeet() throws Exception {
    CachingTokenIntrospector cache = cache(token -> token.equals("good") ? active(Optional.empty()) : Inactive.INSTANCE);
    assertThat(cache.introspect("good")).isInstanceOf(Active.class);
    assertThat(cache.introspect("bad")).isInstanceOf(Inactive.class);
    assertThat(cache.introspect("good")).isInstanceOf(Active.class);
  }

  @Test
  void hundredRequestsWithAColdToken_makeOneIntrospection() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    CachingTokenIntrospector cache = cache(token -> {
      begun.countDown();
      await(answer);
      return active(Optional.empty());
    });
    ExecutorService threads = Executors.newFixedThreadPool(100);
    try {
      List<Future<IntrospectionResponse>> responses = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        responses.add(threads.submit(() -> cache.introspect("t")));
      }
      await(begun);
      answer.countDown();
      for (Future<IntrospectionResponse> response : responses) {
        assertThat(response.get(10, TimeUnit.SECONDS)).isInstanceOf(Active.class);
      }
      assertThat(asked).hasValue(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void forgottenToken_staysInactiveForHours() throws Exception {
    CachingTokenIntrospector cache = cache(token -> active(Optional.of(START.plus(Duration.ofHours(12)))));
    cache.introspect("t");
    cache.forget("t");
    clock.advance(Duration.ofHours(11));
    assertThat(cache.introspect("t")).isInstanceOf(Inactive.class);
  }

  @Test
  void forgottenToken_isInactiveAtOnce() throws Exception {
    CachingTokenIntrospector cache = cache(token -> active(Optional.empty()));
    cache.introspect("t");
    cache.forget("t");
    assertThat(cache.introspect("t")).isInstanceOf(Inactive.class);
    assertThat(asked).hasValue(1);
  }

  @Test
  void tokenForgottenWhileItIsIntrospected_isInactiveForAllWhoWait() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    CachingTokenIntrospector cache = cache(token -> {
      begun.countDown();
      await(answer);
      return active(Optional.empty());
    });
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<IntrospectionResponse> waiting = threads.submit(() -> cache.introspect("t"));
      await(begun);
      cache.forget("t");
      answer.countDown();
      assertThat(waiting.get(10, TimeUnit.SECONDS)).isInstanceOf(Inactive.class);
      assertThat(cache.introspect("t")).isInstanceOf(Inactive.class);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void answersForgotten_areAskedForAnewEvenIfUnderWay() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    CachingTokenIntrospector cache = cache(token -> {
      begun.countDown();
      await(answer);
      return active(Optional.empty());
    });
    ExecutorService threads = Executors.newFixedThreadPool(1);
    try {
      Future<IntrospectionResponse> waiting = threads.submit(() -> cache.introspect("t"));
      await(begun);
      cache.forgetAnswers();
      answer.countDown();
      assertThat(waiting.get(10, TimeUnit.SECONDS)).isInstanceOf(Active.class);
      cache.introspect("t");
      assertThat(asked).hasValue(2);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void floodOfRandomTokens_isBounded() throws Exception {
    CachingTokenIntrospector cache = cache(token -> Inactive.INSTANCE);
    for (int i = 0; i < 20_000; i++) {
      cache.introspect("random-" + i);
    }
    assertThat(cache.statistics().kept()).isLessThanOrEqualTo(100);
  }

  @Test
  void grace_bridgesAnOutageButNeverTheExpiry() throws Exception {
    AtomicBoolean down = new AtomicBoolean();
    CachingTokenIntrospector cache = cache("5m", token -> {
      if (down.get()) {
        throw new AuthorizationServerUnavailableException("down", null);
      }
      return active(Optional.of(START.plusSeconds(120)));
    });
    cache.introspect("t");
    down.set(true);
    clock.advance(Duration.ofSeconds(119));
    assertThat(cache.introspect("t")).isInstanceOf(Active.class);
    assertThat(cache.statistics().graceUses()).isEqualTo(1);
    clock.advance(Duration.ofSeconds(1));
    assertThatThrownBy(() -> cache.introspect("t")).isInstanceOf(AuthorizationServerUnavailableException.class);
  }

  @Test
  void withoutGrace_anOutageIsAnOutage() throws Exception {
    AtomicBoolean down = new AtomicBoolean();
    CachingTokenIntrospector cache = cache(token -> {
      if (down.get()) {
        throw new AuthorizationServerUnavailableException("down", null);
      }
      return active(Optional.empty());
    });
    cache.introspect("t");
    down.set(true);
    clock.advance(Duration.ofSeconds(60));
    assertThatThrownBy(() -> cache.introspect("t")).isInstanceOf(AuthorizationServerUnavailableException.class);
  }

  @Test
  void forgottenToken_isNotRevivedByGrace() throws Exception {
    AtomicBoolean down = new AtomicBoolean();
    CachingTokenIntrospector cache = cache("5m", token -> {
      if (down.get()) {
        throw new AuthorizationServerUnavailableException("down", null);
      }
      return active(Optional.empty());
    });
    cache.introspect("t");
    cache.forget("t");
    down.set(true);
    clock.advance(Duration.ofSeconds(61));
    assertThat(cache.introspect("t")).isInstanceOf(Inactive.class);
  }

  @Test
  void statistics_countWhatHappened() throws Exception {
    CachingTokenIntrospector cache = cache(token -> token.equals("good") ? active(Optional.empty()) : Inactive.INSTANCE);
    for (int i = 0; i < 3; i++) {
      cache.introspect("good");
      cache.introspect("bad");
    }
    assertThat(cache.statistics()).isEqualTo(new IntrospectionStatistics(2, 2, 2, 0, 0, 2));
  }

  @Test
  void forgottenToken_staysForgottenThoughAFloodDrivesItsMarkOut() throws Exception {
    CachingTokenIntrospector cache = cache(token -> token.equals("t") ? active(Optional.empty()) : Inactive.INSTANCE);
    cache.introspect("t");
    cache.forget("t");
    for (int i = 0; i < 5_000; i++) {
      cache.introspect("random-" + i);
      cache.introspect("random-" + i);
    }
    clock.advance(Duration.ofMinutes(59));
    assertThat(cache.introspect("t")).isInstanceOf(Inactive.class);
  }

  @Test
  void forgottenToken_staysForgottenThoughTheCacheLosesEverything() throws Exception {
    CachingTokenIntrospector cache = cache(Map.of(), new IntrospectionCache() {
      @Override
      public Optional<Kept> get(TokenDigest token) {
        return Optional.empty();
      }

      @Override
      public void put(TokenDigest token, Kept kept) {}

      @Override
      public void dropActive() {}

      @Override
      public long size() {
        return 0;
      }
    }, token -> active(Optional.empty()));
    assertThat(cache.introspect("t")).isInstanceOf(Active.class);
    cache.forget("t");
    assertThat(cache.introspect("t")).isInstanceOf(Inactive.class);
    assertThat(asked).hasValue(1);
  }

  @Test
  void requestAfterAnswersWereForgotten_doesNotJoinAnIntrospectionFromBefore() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    CachingTokenIntrospector cache = cache(token -> {
      if (asked.get() > 1) {
        return Inactive.INSTANCE;
      }
      begun.countDown();
      await(answer);
      return active(Optional.empty());
    });
    ExecutorService threads = Executors.newFixedThreadPool(1);
    try {
      Future<IntrospectionResponse> before = threads.submit(() -> cache.introspect("t"));
      await(begun);
      cache.forgetAnswers();
      assertThat(cache.introspect("t")).isInstanceOf(Inactive.class);
      answer.countDown();
      assertThat(before.get(10, TimeUnit.SECONDS)).isInstanceOf(Active.class);
      assertThat(cache.introspect("t")).as("what came late is not kept").isInstanceOf(Inactive.class);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void activeTokenWhoseExpiryHasPassed_isInactive() throws Exception {
    CachingTokenIntrospector cache = cache(token -> active(Optional.of(START.minusSeconds(30))));
    assertThat(cache.introspect("t")).isInstanceOf(Inactive.class);
  }

  @Test
  void activeTokenThatExpiresWithinTheClocksDifference_isActiveAndNotKept() throws Exception {
    CachingTokenIntrospector cache = cache(token -> active(Optional.of(START.minusSeconds(29))));
    assertThat(cache.introspect("t")).isInstanceOf(Active.class);
    assertThat(cache.introspect("t")).isInstanceOf(Active.class);
    assertThat(asked).hasValue(2);
    assertThat(cache.statistics().kept()).isZero();
  }

  @Test
  void grace_doesNotReachBeyondTheExpiryThoughTheAttemptTookLong() throws Exception {
    AtomicBoolean down = new AtomicBoolean();
    CachingTokenIntrospector cache = cache("5m", token -> {
      if (down.get()) {
        clock.advance(Duration.ofSeconds(5));
        throw new AuthorizationServerUnavailableException("down", null);
      }
      return active(Optional.of(START.plusSeconds(120)));
    });
    cache.introspect("t");
    down.set(true);
    clock.advance(Duration.ofSeconds(118));
    assertThatThrownBy(() -> cache.introspect("t")).isInstanceOf(AuthorizationServerUnavailableException.class);
  }

  @Test
  void grace_bridgesAnOutageEvenIfNothingIsKeptOtherwise() throws Exception {
    AtomicBoolean down = new AtomicBoolean();
    CachingTokenIntrospector cache = cache(Map.of(Setting.INTROSPECTION_TTL, "0s", Setting.INTROSPECTION_GRACE, "5m"), token -> {
      if (down.get()) {
        throw new AuthorizationServerUnavailableException("down", null);
      }
      return active(Optional.empty());
    });
    cache.introspect("t");
    cache.introspect("t");
    assertThat(asked).as("asked every time").hasValue(2);
    down.set(true);
    clock.advance(Duration.ofSeconds(299));
    assertThat(cache.introspect("t")).isInstanceOf(Active.class);
    clock.advance(Duration.ofSeconds(1));
    assertThatThrownBy(() -> cache.introspect("t")).isInstanceOf(AuthorizationServerUnavailableException.class);
  }

  @Test
  void longGrace_isNotCutShortByTheCache() throws Exception {
    AtomicBoolean down = new AtomicBoolean();
    CachingTokenIntrospector cache = cache("8h", token -> {
      if (down.get()) {
        throw new AuthorizationServerUnavailableException("down", null);
      }
      return active(Optional.empty());
    });
    cache.introspect("t");
    down.set(true);
    clock.advance(Duration.ofHours(8));
    assertThat(cache.introspect("t")).isInstanceOf(Active.class);
  }

  @Test
  void grace_isOneLineInTheLogAtItsBeginningAndOneAtItsEnd() throws Exception {
    AtomicBoolean down = new AtomicBoolean();
    CachingTokenIntrospector cache = cache("5m", token -> {
      if (down.get()) {
        throw new AuthorizationServerUnavailableException("down", null);
      }
      return active(Optional.empty());
    });
    try (LogCapture log = new LogCapture(CachingTokenIntrospector.class)) {
      for (int i = 0; i < 10; i++) {
        cache.introspect("token-" + i);
      }
      clock.advance(Duration.ofSeconds(61));
      down.set(true);
      for (int i = 0; i < 10; i++) {
        cache.introspect("token-" + i);
      }
      assertThat(cache.statistics().graceUses()).isEqualTo(10);
      down.set(false);
      for (int i = 0; i < 10; i++) {
        cache.introspect("token-" + i);
      }
      assertThat(log.lines()).containsExactly(
          "WARNING Tokens that were active are taken for up to 300 s longer (introspection-grace), because they cannot be asked for: down",
          "INFO Tokens can be asked for again after 0 s.");
    }
  }

  @Test
  void unknownTokens_areAskedForOnlySoOftenInASecond() throws Exception {
    CachingTokenIntrospector cache = cache(Map.of(Setting.MAX_INTROSPECTIONS_PER_SECOND, "20"), token -> Inactive.INSTANCE);
    long begun = System.nanoTime();
    int refused = 0;
    for (int i = 0; i < 100_000; i++) {
      try {
        cache.introspect("random-" + i);
      } catch (AuthorizationServerUnavailableException e) {
        assertThat(e.retryAfter()).contains(Duration.ofSeconds(1));
        refused++;
      }
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun) + 2;
    assertThat(asked.get()).isBetween(20, (int) (20 * seconds));
    assertThat(refused).isEqualTo(100_000 - asked.get());
    assertThat(cache.statistics().kept()).isLessThanOrEqualTo(100);
  }

  @Test
  void tokensThatWereActive_areAskedForAgainThoughAFloodGoesOn() throws Exception {
    CachingTokenIntrospector cache = cache(Map.of(Setting.MAX_INTROSPECTIONS_PER_SECOND, "1"),
        token -> token.equals("t") ? active(Optional.empty()) : Inactive.INSTANCE);
    cache.introspect("t");
    try (LogCapture log = new LogCapture(UnknownTokens.class)) {
      for (int minute = 0; minute < 50; minute++) {
        clock.advance(Duration.ofMinutes(1));
        for (int i = 0; i < 10; i++) {
          try {
            cache.introspect("random-" + minute + "-" + i);
          } catch (AuthorizationServerUnavailableException e) {
            assertThat(e).hasMessageContaining("max-introspections-per-second");
          }
        }
        assertThat(cache.introspect("t")).isInstanceOf(Active.class);
      }
      assertThat(log.lines()).as("at most one in a minute").hasSizeBetween(1, 50);
    }
  }

  @Test
  void requestsThatWaitForOneIntrospection_areOnlySoMany() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    CachingTokenIntrospector cache = cache(Map.of(Setting.MAX_CONCURRENT_REQUESTS, "5"), token -> {
      begun.countDown();
      await(answer);
      return active(Optional.empty());
    });
    ExecutorService threads = Executors.newFixedThreadPool(61);
    try {
      List<Future<IntrospectionResponse>> responses = new ArrayList<>();
      responses.add(threads.submit(() -> cache.introspect("t")));
      await(begun);
      for (int i = 0; i < 60; i++) {
        responses.add(threads.submit(() -> cache.introspect("t")));
      }
      // One asks and four times five wait; the others are refused at once.
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (responses.stream().filter(Future::isDone).count() < 40 && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertThat(responses.stream().filter(Future::isDone).count()).isEqualTo(40);
      answer.countDown();
      int active = 0;
      for (Future<IntrospectionResponse> response : responses) {
        try {
          assertThat(response.get(10, TimeUnit.SECONDS)).isInstanceOf(Active.class);
          active++;
        } catch (ExecutionException e) {
          assertThat(e).hasCauseInstanceOf(AuthorizationServerUnavailableException.class);
        }
      }
      assertThat(active).isEqualTo(21);
    } finally {
      threads.shutdownNow();
    }
  }

  private CachingTokenIntrospector cache(TokenIntrospector delegate) {
    return cache("0s", delegate);
  }

  private CachingTokenIntrospector cache(String grace, TokenIntrospector delegate) {
    return cache(Map.of(Setting.INTROSPECTION_GRACE, grace), delegate);
  }

  private CachingTokenIntrospector cache(Map<Setting, String> settings, TokenIntrospector delegate) {
    return cache(settings, new CaffeineIntrospectionCache(settings(settings).resourceServer(), clock), delegate);
  }

  private CachingTokenIntrospector cache(Map<Setting, String> more, IntrospectionCache cache, TokenIntrospector delegate) {
    Settings settings = settings(more);
    return new CachingTokenIntrospector(token -> {
      asked.incrementAndGet();
      return delegate.introspect(token);
    }, cache, TokenDigester.keyed("provider"), settings.resourceServer(), new EndedTokens(clock).at("provider"),
        Duration.ofSeconds(10), new WaitingRoom(settings.http()), clock);
  }

  private static Settings settings(Map<Setting, String> more) {
    Settings.Builder settings = Settings.builder().set(Setting.ROOT_ORGANIZATION, "bestcarmart").set(Setting.CLIENT_ID, "c")
        .set(Setting.INTROSPECTION_CACHE_SIZE, "1000").set(Setting.MAX_INTROSPECTIONS_PER_SECOND, "1000000");
    more.forEach(settings::set);
    return settings.build();
  }

  private static Active active(Optional<Instant> expiresAt) {
    return new Active(Caller.builder(Caller.Kind.USER, "Charlie").expiresAt(expiresAt.orElse(null)).build(), Set.of("c"),
        Optional.of("Bearer"));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
