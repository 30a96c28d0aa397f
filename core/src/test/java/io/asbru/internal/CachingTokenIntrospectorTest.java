package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Caller;
import io.asbru.resource.IntrospectionResponse;
import io.asbru.resource.IntrospectionResponse.Active;
import io.asbru.resource.IntrospectionResponse.Inactive;
import io.asbru.resource.IntrospectionStatistics;
import io.asbru.resource.TokenIntrospector;
import io.asbru.settings.ResourceServerSettings;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
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

  private CachingTokenIntrospector cache(TokenIntrospector delegate) {
    return cache("0s", delegate);
  }

  private CachingTokenIntrospector cache(String grace, TokenIntrospector delegate) {
    ResourceServerSettings settings = Settings.builder().set(Setting.ROOT_ORGANIZATION, "bestcarmart").set(Setting.CLIENT_ID, "c")
        .set(Setting.INTROSPECTION_GRACE, grace).build().resourceServer();
    return new CachingTokenIntrospector(token -> {
      asked.incrementAndGet();
      return delegate.introspect(token);
    }, new CaffeineIntrospectionCache(1000, clock), "provider", settings, Duration.ofSeconds(10), clock);
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
