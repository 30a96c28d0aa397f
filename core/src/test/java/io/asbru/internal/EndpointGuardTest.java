package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.settings.HttpSettings;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EndpointGuardTest {

  private static final URI ENDPOINT = URI.create("https://idp.example/introspect");

  private final MutableClock clock = new MutableClock(Responses.RECEIVED);
  private final AtomicInteger sent = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final LogCapture log = new LogCapture(EndpointGuard.class);

  @AfterEach
  void stop() {
    log.close();
    threads.shutdownNow();
  }

  @Test
  void fullBulkhead_refusesAtOnceAndPassesOnWhenThereIsRoom() throws Exception {
    EndpointGuard guard = guard(Map.of(Setting.MAX_CONCURRENT_REQUESTS, "3"));
    CountDownLatch begun = new CountDownLatch(3);
    CountDownLatch answer = new CountDownLatch(1);
    List<Future<Integer>> slow = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      slow.add(threads.submit(() -> guard.send(() -> {
        begun.countDown();
        await(answer);
        return Responses.of(200, "{}");
      }, ProviderResponse::status)));
    }
    await(begun);
    for (int i = 0; i < 10; i++) {
      assertThat(refused(guard).retryAfter()).contains(Duration.ofSeconds(1));
    }
    assertThat(sent).as("none of them was sent").hasValue(0);
    answer.countDown();
    for (Future<Integer> each : slow) {
      assertThat(each.get(10, TimeUnit.SECONDS)).isEqualTo(200);
    }
    assertThat(ask(guard, 200)).isEqualTo(200);
    assertThat(log.lines()).singleElement().asString().startsWith("WARNING").contains("max-concurrent-requests");
  }

  @Test
  void fullBulkhead_doesNotOpenTheBreaker() throws Exception {
    EndpointGuard guard = guard(Map.of(Setting.MAX_CONCURRENT_REQUESTS, "1", Setting.CIRCUIT_BREAKER_FAILURES, "2"));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    Future<Integer> slow = threads.submit(() -> guard.send(() -> {
      begun.countDown();
      await(answer);
      return Responses.of(200, "{}");
    }, ProviderResponse::status));
    await(begun);
    for (int i = 0; i < 5; i++) {
      refused(guard);
    }
    answer.countDown();
    slow.get(10, TimeUnit.SECONDS);
    assertThat(ask(guard, 200)).isEqualTo(200);
  }

  @Test
  void repeatedFailures_openTheBreaker_whichProbesAndCloses() throws Exception {
    EndpointGuard guard = guard(Map.of(Setting.CIRCUIT_BREAKER_FAILURES, "3", Setting.CIRCUIT_BREAKER_DELAY, "200ms"));
    for (int i = 0; i < 3; i++) {
      assertThat(ask(guard, 500)).isEqualTo(500);
    }
    assertThat(refused(guard).retryAfter()).hasValueSatisfying(
        wait -> assertThat(wait).isLessThanOrEqualTo(Duration.ofMillis(200)));
    assertThat(sent).hasValue(3);

    // A probe that fails is the only request of another such time.
    awaitProbe(guard, 500);
    assertThat(sent).hasValue(4);
    refused(guard);

    awaitProbe(guard, 200);
    for (int i = 0; i < 10; i++) {
      assertThat(ask(guard, 200)).isEqualTo(200);
    }
  }

  @Test
  void probe_isOneRequestAtATime() throws Exception {
    EndpointGuard guard = guard(Map.of(Setting.CIRCUIT_BREAKER_FAILURES, "1", Setting.CIRCUIT_BREAKER_DELAY, "1ms"));
    ask(guard, 500);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    Future<Integer> probe = threads.submit(() -> {
      while (System.nanoTime() < deadline) {
        try {
          return guard.send(() -> {
            begun.countDown();
            await(answer);
            return Responses.of(200, "{}");
          }, ProviderResponse::status);
        } catch (AuthorizationServerUnavailableException e) {
          Thread.onSpinWait();
        }
      }
      throw new AssertionError("the breaker did not let a probe through");
    });
    await(begun);
    for (int i = 0; i < 10; i++) {
      refused(guard);
    }
    answer.countDown();
    assertThat(probe.get(10, TimeUnit.SECONDS)).isEqualTo(200);
    assertThat(ask(guard, 200)).isEqualTo(200);
  }

  @Test
  void defectDuringAProbe_doesNotKeepTheBreakerShut() throws Exception {
    EndpointGuard guard = guard(Map.of(Setting.CIRCUIT_BREAKER_FAILURES, "1", Setting.CIRCUIT_BREAKER_DELAY, "1ms"));
    ask(guard, 500);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    boolean thrown = false;
    while (!thrown && System.nanoTime() < deadline) {
      try {
        guard.send(() -> {
          throw new IllegalStateException("defect");
        }, ProviderResponse::status);
      } catch (IllegalStateException e) {
        thrown = true;
      } catch (AuthorizationServerUnavailableException e) {
        Thread.onSpinWait();
      }
    }
    assertThat(thrown).isTrue();
    awaitProbe(guard, 200);
  }

  @Test
  void failuresWithSuccessesInBetween_doNotOpenTheBreaker() throws Exception {
    EndpointGuard guard = guard(Map.of(Setting.CIRCUIT_BREAKER_FAILURES, "2"));
    for (int i = 0; i < 20; i++) {
      assertThat(ask(guard, 500)).isEqualTo(500);
      assertThat(ask(guard, 200)).isEqualTo(200);
    }
  }

  @Test
  void refusedRequests_doNotOpenTheBreaker() throws Exception {
    // Somebody could bring them about by strange tokens.
    EndpointGuard guard = guard(Map.of(Setting.CIRCUIT_BREAKER_FAILURES, "1"));
    for (int i = 0; i < 10; i++) {
      assertThat(ask(guard, 400)).isEqualTo(400);
      assertThatThrownBy(() -> guard.send(() -> response(200), EndpointGuardTest::useless))
          .isInstanceOf(AuthorizationServerUnavailableException.class);
    }
    assertThat(ask(guard, 200)).isEqualTo(200);
  }

  @Test
  void tooManyRequests_isHonouredForAsLongAsTheProviderSays() throws Exception {
    EndpointGuard guard = guard(Map.of());
    assertThat(guard.send(() -> Responses.of(429, "", "Retry-After", "17"), ProviderResponse::status)).isEqualTo(429);
    clock.advance(Duration.ofSeconds(2));
    assertThat(refused(guard).retryAfter()).contains(Duration.ofSeconds(15));
    clock.advance(Duration.ofMillis(14_999));
    refused(guard);
    clock.advance(Duration.ofMillis(1));
    assertThat(ask(guard, 200)).isEqualTo(200);
  }

  @Test
  void tooManyRequestsWithoutATime_isASecondOfRest() throws Exception {
    EndpointGuard guard = guard(Map.of());
    guard.send(() -> Responses.of(429, ""), ProviderResponse::status);
    refused(guard);
    clock.advance(Duration.ofSeconds(1));
    assertThat(ask(guard, 200)).isEqualTo(200);
  }

  @Test
  void absurdWait_isCutToAMinute() throws Exception {
    EndpointGuard guard = guard(Map.of());
    guard.send(() -> Responses.of(429, "", "Retry-After", "86400"), ProviderResponse::status);
    assertThat(refused(guard).retryAfter()).contains(Duration.ofMinutes(1));
    clock.advance(Duration.ofMinutes(1));
    assertThat(ask(guard, 200)).isEqualTo(200);
  }

  @Test
  void shorterWaitThatComesLater_doesNotEndTheLongerOne() throws Exception {
    EndpointGuard guard = guard(Map.of());
    guard.send(() -> {
      guard.send(() -> Responses.of(429, "", "Retry-After", "30"), ProviderResponse::status);
      return Responses.of(429, "", "Retry-After", "5");
    }, ProviderResponse::status);
    assertThat(refused(guard).retryAfter()).contains(Duration.ofSeconds(30));
  }

  @Test
  void clockSetBack_doesNotMakeTheWaitLonger() throws Exception {
    EndpointGuard guard = guard(Map.of());
    guard.send(() -> Responses.of(429, "", "Retry-After", "30"), ProviderResponse::status);
    clock.advance(Duration.ofDays(-1));
    assertThat(ask(guard, 200)).isEqualTo(200);
  }

  @Test
  void outage_isTwoLinesInTheLog() throws Exception {
    EndpointGuard guard = guard(Map.of(Setting.CIRCUIT_BREAKER_FAILURES, "1000"));
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(() -> guard.send(() -> response(500), EndpointGuardTest::required))
          .isInstanceOf(AuthorizationServerUnavailableException.class);
      clock.advance(Duration.ofSeconds(1));
    }
    for (int i = 0; i < 10; i++) {
      guard.send(() -> response(200), EndpointGuardTest::required);
    }
    assertThat(log.lines()).containsExactly(
        "WARNING Outage: https://idp.example/endpoint answered with status 500. "
            + "This is said once until https://idp.example/introspect works again.",
        "INFO https://idp.example/introspect works again after 100 s.");
  }

  @Test
  void usableStatusWithAUselessBody_isAnOutageInTheLogToo() throws Exception {
    EndpointGuard guard = guard(Map.of());
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(() -> guard.send(() -> response(401), EndpointGuardTest::useless))
          .isInstanceOf(AuthorizationServerUnavailableException.class);
    }
    ask(guard, 200);
    assertThat(log.lines()).hasSize(2);
    assertThat(log.lines().get(0)).contains("answered with status 401; check client-id");
  }

  @Test
  void endpointThatComesAndGoes_doesNotFillTheLog() throws Exception {
    EndpointGuard guard = guard(Map.of());
    for (int i = 0; i < 500; i++) {
      assertThatThrownBy(() -> guard.send(() -> response(500), EndpointGuardTest::required))
          .isInstanceOf(AuthorizationServerUnavailableException.class);
      ask(guard, 200);
    }
    assertThat(log.lines()).hasSize(2);
  }

  @Test
  void answerThatWasUnderWayWhenTheBreakerOpened_doesNotEndTheOutage() throws Exception {
    EndpointGuard guard = guard(Map.of(Setting.CIRCUIT_BREAKER_FAILURES, "1", Setting.CIRCUIT_BREAKER_DELAY, "1h"));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    Future<Integer> slow = threads.submit(() -> guard.send(() -> {
      begun.countDown();
      await(answer);
      return Responses.of(200, "{}");
    }, ProviderResponse::status));
    await(begun);
    assertThatThrownBy(() -> guard.send(() -> response(500), EndpointGuardTest::required))
        .isInstanceOf(AuthorizationServerUnavailableException.class);
    answer.countDown();
    slow.get(10, TimeUnit.SECONDS);
    refused(guard);
    assertThat(log.lines()).hasSize(1);
  }

  @Test
  void judgeThatHasToAskMore_doesSoWithoutAPermit() throws Exception {
    EndpointGuard guard = guard(Map.of(Setting.MAX_CONCURRENT_REQUESTS, "1"));
    int asked = guard.send(() -> response(200), response -> ask(guard, 201));
    assertThat(asked).isEqualTo(201);
  }

  @Test
  void verdictThatIsNoOutage_isPassedOn() {
    EndpointGuard guard = guard(Map.of());
    assertThatThrownBy(() -> guard.send(() -> response(200), response -> {
      throw new InvalidTokenException("bad");
    })).isInstanceOf(InvalidTokenException.class);
    assertThat(log.lines()).isEmpty();
  }

  private int ask(EndpointGuard guard, int status) throws AuthorizationServerUnavailableException {
    return guard.send(() -> response(status), ProviderResponse::status);
  }

  private ProviderResponse response(int status) {
    sent.incrementAndGet();
    return Responses.of(status, "{}");
  }

  private static Map<String, Object> required(ProviderResponse response) throws AuthorizationServerUnavailableException {
    return response.requiredJson();
  }

  private static Map<String, Object> useless(ProviderResponse response) throws AuthorizationServerUnavailableException {
    throw response.unusable("; check client-id");
  }

  private AuthorizationServerUnavailableException refused(EndpointGuard guard) {
    int before = sent.get();
    AuthorizationServerUnavailableException refusal =
        catchThrowableOfType(AuthorizationServerUnavailableException.class, () -> ask(guard, 200));
    assertThat(refusal).isNotNull();
    assertThat(sent).as("sent").hasValue(before);
    assertThat(refusal.retryAfter()).isPresent();
    return refusal;
  }

  /** Asks until the breaker lets a request through. */
  private void awaitProbe(EndpointGuard guard, int status) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (System.nanoTime() < deadline) {
      try {
        assertThat(ask(guard, status)).isEqualTo(status);
        return;
      } catch (AuthorizationServerUnavailableException e) {
        Thread.onSpinWait();
      }
    }
    throw new AssertionError("the breaker did not let a probe through");
  }

  private EndpointGuard guard(Map<Setting, String> settings) {
    Settings.Builder builder = Settings.builder().set(Setting.ROOT_ORGANIZATION, "bestcarmart").set(Setting.CLIENT_ID, "c");
    settings.forEach(builder::set);
    HttpSettings http = builder.build().http();
    return new EndpointGuard(ENDPOINT, http, new ProviderLimits(http), clock);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
