package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.resource.IntrospectionCache.Kept;
import io.asbru.resource.IntrospectionResponse;
import io.asbru.resource.IntrospectionResponse.Active;
import io.asbru.resource.IntrospectionResponse.Inactive;
import io.asbru.resource.IntrospectionStatistics;
import io.asbru.resource.TokenDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of introspections, for how long, and what ends it. */
class CachingTokenIntrospectorTest extends IntrospectorFixture {

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
  void floodOfRandomTokens_isBounded() throws Exception {
    CachingTokenIntrospector cache = cache(token -> Inactive.INSTANCE);
    for (int i = 0; i < 20_000; i++) {
      cache.introspect("random-" + i);
    }
    assertThat(cache.statistics().kept()).isLessThanOrEqualTo(100);
  }

  @Test
  void manyActiveTokens_areBoundedToo() throws Exception {
    CachingTokenIntrospector cache = cache(token -> active(Optional.empty()));
    for (int i = 0; i < 20_000; i++) {
      cache.introspect("good-" + i);
    }
    assertThat(cache.statistics().kept()).isLessThanOrEqualTo(1_000);
  }

  /** As the first that came it would go first, if nobody said that it is in use. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tokenInUse_isNotDrivenOutByNewOnes(boolean active) throws Exception {
    CachingTokenIntrospector cache = cache(token -> active ? active(Optional.empty()) : Inactive.INSTANCE);
    int capacity = active ? 1_000 : 100;
    for (int i = 0; i < capacity; i++) {
      cache.introspect("old-" + i);
    }
    for (int i = 0; i < 3 * capacity; i++) {
      clock.advance(Duration.ofMillis(i % 10 == 0 ? 10 : 0));
      cache.introspect("old-0");
      cache.introspect("new-" + i);
    }
    assertThat(asked).hasValue(4 * capacity);
  }

  /** An introspection may begin and end between a look-up that finds nothing and the introspection that it leads to. */
  @Test
  void answerThatCameAfterTheLookUp_isNotAskedForAgain() throws Exception {
    AtomicReference<CachingTokenIntrospector> self = new AtomicReference<>();
    Answers kept = answersInMemory(Map.of());
    CachingTokenIntrospector cache = cache(Map.of(), new ForwardingAnswers(kept) {
      @Override
      public Optional<Answer> get(TokenDigest token) {
        Optional<Answer> found = kept.get(token);
        CachingTokenIntrospector faster = self.getAndSet(null);
        if (faster != null) {
          assertThatCode(() -> faster.introspect("t")).doesNotThrowAnyException();
        }
        return found;
      }
    }, token -> active(Optional.empty()));
    self.set(cache);
    assertThat(cache.introspect("t")).isInstanceOf(Active.class);
    assertThat(asked).hasValue(1);
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
}
