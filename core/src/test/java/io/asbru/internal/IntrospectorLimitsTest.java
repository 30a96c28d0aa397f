package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.resource.IntrospectionResponse;
import io.asbru.resource.IntrospectionResponse.Active;
import io.asbru.resource.IntrospectionResponse.Inactive;
import io.asbru.settings.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How often is asked for unknown tokens, and how many requests wait for how long. */
class IntrospectorLimitsTest extends IntrospectorFixture {

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

  /** A back-channel logout of one user must not shut out all others. */
  @Test
  void tokensThatWereActive_areAskedForAgainThoughAllAnswersWereForgotten() throws Exception {
    CachingTokenIntrospector cache = cache(Map.of(Setting.MAX_INTROSPECTIONS_PER_SECOND, "100"), token -> active(Optional.empty()));
    for (int i = 0; i < 100; i++) {
      cache.introspect("t" + i);
    }
    for (int logouts = 0; logouts < 3; logouts++) {
      cache.forgetAnswers();
      for (int i = 0; i < 100; i++) {
        assertThat(cache.introspect("t" + i)).isInstanceOf(Active.class);
      }
    }
    assertThat(asked).hasValue(400);
  }

  @Test
  void tokensThatWereInactive_areNoException() throws Exception {
    CachingTokenIntrospector cache = cache(Map.of(Setting.MAX_INTROSPECTIONS_PER_SECOND, "1"), token -> Inactive.INSTANCE);
    long begun = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      try {
        assertThat(cache.introspect("bad")).isInstanceOf(Inactive.class);
      } catch (AuthorizationServerUnavailableException e) {
        assertThat(e).hasMessageContaining("max-introspections-per-second");
      }
      clock.advance(Duration.ofSeconds(10));
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun) + 2;
    assertThat(asked.get()).isBetween(1, (int) seconds);
  }

  @Test
  void whoWaitsForAnothersIntrospection_doesNotWaitForEver() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    CachingTokenIntrospector cache = cache(Map.of(), answersInMemory(Map.of()),
        Duration.ofMillis(50), token -> {
          begun.countDown();
          await(answer);
          return active(Optional.empty());
        });
    ExecutorService threads = Executors.newFixedThreadPool(1);
    try {
      Future<IntrospectionResponse> first = threads.submit(() -> cache.introspect("t"));
      await(begun);
      assertThatThrownBy(() -> cache.introspect("t")).isInstanceOf(AuthorizationServerUnavailableException.class)
          .hasMessageContaining("takes too long");
      answer.countDown();
      assertThat(first.get(10, TimeUnit.SECONDS)).isInstanceOf(Active.class);
    } finally {
      threads.shutdownNow();
    }
  }

  static Stream<Exception> failures() {
    return Stream.of(new AuthorizationServerUnavailableException("down", null), new IllegalStateException("defect"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failure_isToldAtOnceToAllWhoWait(Exception failure) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    CachingTokenIntrospector cache = cache(Map.of(Setting.MAX_CONCURRENT_REQUESTS, "1"), token -> {
      begun.countDown();
      await(answer);
      if (failure instanceof AuthorizationServerUnavailableException unavailable) {
        throw unavailable;
      }
      throw (RuntimeException) failure;
    });
    ExecutorService threads = Executors.newFixedThreadPool(7);
    try {
      List<Future<IntrospectionResponse>> responses = new ArrayList<>();
      responses.add(threads.submit(() -> cache.introspect("t")));
      await(begun);
      for (int i = 0; i < 6; i++) {
        responses.add(threads.submit(() -> cache.introspect("t")));
      }
      // Once two are refused, four wait.
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (responses.stream().filter(Future::isDone).count() < 2 && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      answer.countDown();
      for (Future<IntrospectionResponse> response : responses) {
        assertThatThrownBy(() -> response.get(20, TimeUnit.SECONDS)).message().doesNotContain("takes too long");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void jwtsThatAreValidatedHere_areNotLimited() throws Exception {
    CachingTokenIntrospector cache = cache(
        Map.of(Setting.MAX_INTROSPECTIONS_PER_SECOND, "1", Setting.JWT_ACCESS_TOKENS, "validate"), token -> active(Optional.empty()));
    for (int i = 0; i < 100; i++) {
      assertThat(cache.introspect("e30.e30." + i)).isInstanceOf(Active.class);
    }
  }

  @Test
  void requestsThatWaitForOneIntrospection_areOnlySoMany_andTheirSeatsAreGivenBack() throws Exception {
    AtomicReference<CountDownLatch> begun = new AtomicReference<>();
    AtomicReference<CountDownLatch> answer = new AtomicReference<>();
    CachingTokenIntrospector cache = cache(Map.of(Setting.MAX_CONCURRENT_REQUESTS, "5"), token -> {
      begun.get().countDown();
      await(answer.get());
      return active(Optional.empty());
    });
    ExecutorService threads = Executors.newFixedThreadPool(61);
    try {
      for (String token : List.of("first", "second")) {
        begun.set(new CountDownLatch(1));
        answer.set(new CountDownLatch(1));
        List<Future<IntrospectionResponse>> responses = new ArrayList<>();
        responses.add(threads.submit(() -> cache.introspect(token)));
        await(begun.get());
        for (int i = 0; i < 60; i++) {
          responses.add(threads.submit(() -> cache.introspect(token)));
        }
        // One asks and four times five wait; the others are refused at once.
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (responses.stream().filter(Future::isDone).count() < 40 && System.nanoTime() < deadline) {
          Thread.onSpinWait();
        }
        assertThat(responses.stream().filter(Future::isDone).count()).isEqualTo(40);
        answer.get().countDown();
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
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
