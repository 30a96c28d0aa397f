package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class FetchedTest {

  private final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final AtomicInteger fetches = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile boolean down;
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile CompletableFuture<Void> fetching = new CompletableFuture<>();
  private final Fetched<String> document = fetched(Runnable::run);

  private Fetched<String> fetched(Executor background) {
    return fetched(background, Duration.ofSeconds(30));
  }

  private Fetched<String> fetched(Executor background, Duration minInterval) {
    Settings settings = Settings.builder().set(Setting.ROOT_ORGANIZATION, "bestcarmart").set(Setting.CLIENT_ID, "c")
        .set(Setting.MAX_CONCURRENT_REQUESTS, "5").build();
    return new Fetched<>(this::fetch, clock, Duration.ofHours(1), minInterval,
        new WaitingRoom(settings.http(), new ProviderLimits(settings.http())), background);
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void document_isKeptForItsTime() throws Exception {
    assertThat(document.get()).isEqualTo("1");
    clock.advance(Duration.ofMinutes(59));
    assertThat(document.get()).isEqualTo("1");
    clock.advance(Duration.ofMinutes(1));
    assertThat(document.get()).as("nobody waits for the new one").isEqualTo("1");
    assertThat(document.get()).isEqualTo("2");
  }

  @Test
  void clockSetBack_makesTheDocumentOld() throws Exception {
    document.get();
    clock.advance(Duration.ofDays(-1));
    document.get();
    assertThat(document.get()).isEqualTo("2");
  }

  @Test
  void failure_isRememberedForFiveSeconds() throws Exception {
    down = true;
    assertUnavailable();
    clock.advance(Duration.ofMillis(4999));
    assertUnavailable();
    assertThat(fetches).hasValue(1);
    down = false;
    clock.advance(Duration.ofMillis(1));
    assertThat(document.get()).isEqualTo("2");
  }

  @Test
  void rememberedFailure_saysTheSameAgain() {
    down = true;
    assertUnavailable();
    assertThatThrownBy(document::get).isInstanceOfSatisfying(AuthorizationServerUnavailableException.class,
        e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(3))).hasMessage("down");
  }

  @Test
  void oldDocument_isOfferedWhileTheProviderIsDown() throws Exception {
    document.get();
    down = true;
    clock.advance(Duration.ofDays(30));
    assertThat(document.get()).isEqualTo("1");
    clock.advance(Duration.ofSeconds(59));
    assertThat(document.get()).isEqualTo("1");
    assertThat(fetches).hasValue(2);
    down = false;
    clock.advance(Duration.ofSeconds(1));
    assertThat(document.get()).isEqualTo("3");
  }

  @Test
  void documentThatNobodyAskedForInALongTime_isWaitedFor() throws Exception {
    document.get();
    clock.advance(Duration.ofHours(3));
    assertThat(document.get()).as("a key that was withdrawn meanwhile must not be good for one more token").isEqualTo("2");
  }

  @Test
  void coldStart_isOneFetchForManyThreads() throws Exception {
    gate = new CountDownLatch(1);
    List<Future<String>> answers = askedBy(20);
    fetching.get(5, TimeUnit.SECONDS);
    gate.countDown();
    for (Future<String> answer : answers) {
      assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo("1");
    }
  }

  @Test
  void coldStartWithASlowProvider_doesNotTakeAllThreads() throws Exception {
    gate = new CountDownLatch(1);
    List<Future<String>> answers = askedBy(1);
    fetching.get(5, TimeUnit.SECONDS);
    answers.addAll(askedBy(60));
    // Four times five may wait.
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (answers.stream().filter(Future::isDone).count() < 40 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(answers.stream().filter(Future::isDone).count()).isEqualTo(40);
    gate.countDown();
    int served = 0;
    for (Future<String> answer : answers) {
      try {
        assertThat(answer.get(5, TimeUnit.SECONDS)).isEqualTo("1");
        served++;
      } catch (ExecutionException e) {
        assertThat(e).hasCauseInstanceOf(AuthorizationServerUnavailableException.class);
      }
    }
    assertThat(served).isEqualTo(21);
    assertThat(fetches).hasValue(1);
  }

  @Test
  void renewal_makesNobodyWait() throws Exception {
    Fetched<String> slowlyRenewed = fetched(threads);
    slowlyRenewed.get();
    clock.advance(Duration.ofHours(2));
    gate = new CountDownLatch(1);
    fetching = new CompletableFuture<>();
    assertThat(slowlyRenewed.get()).isEqualTo("1");
    fetching.get(5, TimeUnit.SECONDS);
    for (int i = 0; i < 100; i++) {
      assertThat(slowlyRenewed.get()).isEqualTo("1");
    }
    assertThat(fetches).as("one renewal at a time").hasValue(2);
    gate.countDown();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (slowlyRenewed.get().equals("1") && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(slowlyRenewed.get()).isEqualTo("2");
  }

  @Test
  void applicationThatIsBeingStopped_goesOnWithWhatItHas() throws Exception {
    Fetched<String> stopped = fetched(work -> {
      throw new RejectedExecutionException();
    });
    stopped.get();
    clock.advance(Duration.ofHours(2));
    assertThat(stopped.get()).isEqualTo("1");
    assertThat(stopped.get()).isEqualTo("1");
  }

  @Test
  void newerDocument_isFetchedOnceInAnInterval() throws Exception {
    String first = document.get();
    String second = document.newerThan(first);
    assertThat(second).isEqualTo("2");
    assertThat(document.newerThan(first)).isSameAs(second);
    assertThat(document.newerThan(second)).isSameAs(second);
    clock.advance(Duration.ofSeconds(30));
    assertThat(document.newerThan(second)).isEqualTo("3");
  }

  @Test
  void newerDocumentDuringAnOutage_isUnknown() throws Exception {
    String first = document.get();
    down = true;
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> document.newerThan(first)).isInstanceOf(AuthorizationServerUnavailableException.class);
    }
    assertThat(fetches).hasValue(2);
    assertThat(document.get()).isEqualTo("1");
  }

  private interface Ask {
    String of(Fetched<String> fetched, String seen) throws AuthorizationServerUnavailableException;
  }

  static Stream<Ask> demands() {
    return Stream.of(Fetched::newerThan, (fetched, seen) -> fetched.notOlderThan(Duration.ZERO));
  }

  /** Else each of them would wait for all before it, and then as long again. */
  @ParameterizedTest
  @MethodSource("demands")
  void threadsThatWaitForANewDocument_areToldWhatBecameOfTheOneFetch_andGiveTheirSeatsBack(Ask ask) throws Exception {
    Fetched<String> withoutInterval = fetched(Runnable::run, Duration.ZERO);
    String seen = withoutInterval.get();
    down = true;
    for (int round = 2; round <= 3; round++) {
      gate = new CountDownLatch(1);
      fetching = new CompletableFuture<>();
      List<Future<String>> answers = new ArrayList<>();
      answers.add(threads.submit(() -> ask.of(withoutInterval, seen)));
      fetching.get(5, TimeUnit.SECONDS);
      for (int i = 0; i < 60; i++) {
        answers.add(threads.submit(() -> ask.of(withoutInterval, seen)));
      }
      // Once forty are refused, four times five wait.
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
      while (answers.stream().filter(Future::isDone).count() < 40 && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertThat(answers.stream().filter(Future::isDone).count()).isEqualTo(40);
      gate.countDown();
      for (Future<String> answer : answers) {
        assertThatThrownBy(() -> answer.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(AuthorizationServerUnavailableException.class);
      }
      assertThat(fetches).hasValue(round);
    }
  }

  private String fetch() throws AuthorizationServerUnavailableException {
    int number = fetches.incrementAndGet();
    fetching.complete(null);
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (down) {
      throw new AuthorizationServerUnavailableException("down", null, Duration.ofSeconds(3));
    }
    return String.valueOf(number);
  }

  private List<Future<String>> askedBy(int count) {
    List<Future<String>> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      answers.add(threads.submit(document::get));
    }
    return answers;
  }

  private void assertUnavailable() {
    assertThatThrownBy(document::get).isInstanceOf(AuthorizationServerUnavailableException.class).hasMessage("down");
  }
}
