package io.asbru.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.local.LocalOrganization;
import io.asbru.resilience.GuardedServer.Answer;
import io.asbru.settings.Setting;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many requests at once on a server with {@value GuardedServer#THREADS} threads. */
@Timeout(120)
class LoadTest {

  private static final int CLIENTS = 100;
  /** Without waiting for the provider, on a machine that is busy with a hundred clients. */
  private static final Duration QUICKLY = Duration.ofSeconds(3);

  private final LocalOrganization organization = LocalOrganization.builder().start();
  private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

  @AfterEach
  void stop() {
    clients.shutdownNow();
    organization.close();
  }

  @Test
  void hundredRequestsWithAColdToken_areOneIntrospection() throws Exception {
    try (GuardedServer server = server(Map.of())) {
      String token = server.token("Charlie");
      organization.inject(Fault.latency(Duration.ofMillis(500)), Endpoint.INTROSPECT);
      List<Answer> answers = together(i -> server.present(token));
      assertThat(answers).allSatisfy(answer -> {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.took()).isLessThan(Duration.ofSeconds(6));
      });
      assertThat(organization.journal().count(Endpoint.INTROSPECT)).isEqualTo(1);
    }
  }

  @Test
  void slowProvider_blocksOnlySoManyThreadsAndNobodyElse() throws Exception {
    try (GuardedServer server = server(Map.of(Setting.REQUEST_TIMEOUT, "8s", Setting.MAX_CONCURRENT_REQUESTS, "10"))) {
      String known = server.token("Charlie");
      assertThat(server.present(known).status()).isEqualTo(200);
      organization.journal().clear();
      organization.inject(Fault.latency(Duration.ofSeconds(30)), Endpoint.INTROSPECT);
      List<Future<Answer>> others = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        String token = "unknown-" + i;
        others.add(clients.submit(() -> server.present(token)));
      }
      organization.journal().await(Endpoint.INTROSPECT, 10, Duration.ofSeconds(7));
      assertThat(server.present(known)).satisfies(answer -> {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.took()).isLessThan(QUICKLY);
      });
      assertThat(server.get("/public/page", "").took()).isLessThan(QUICKLY);
      List<Answer> answers = answersOf(others);
      assertThat(answers).extracting(Answer::status).containsOnly(503);
      assertThat(answers).filteredOn(answer -> answer.took().compareTo(Duration.ofSeconds(7)) < 0).as("refused at once").hasSize(90);
      assertThat(organization.journal().count(Endpoint.INTROSPECT)).isEqualTo(10);
    }
  }

  @Test
  void slowProviderAndOneToken_letOnlySoManyWait() throws Exception {
    try (GuardedServer server = server(Map.of(Setting.REQUEST_TIMEOUT, "8s", Setting.MAX_CONCURRENT_REQUESTS, "5"))) {
      organization.inject(Fault.latency(Duration.ofSeconds(30)), Endpoint.INTROSPECT);
      List<Future<Answer>> all = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        all.add(clients.submit(() -> server.present("the-same")));
      }
      organization.journal().await(Endpoint.INTROSPECT, 1, Duration.ofSeconds(7));
      assertThat(server.get("/public/page", "").took()).isLessThan(QUICKLY);
      List<Answer> answers = answersOf(all);
      assertThat(answers).extracting(Answer::status).containsOnly(503);
      // One asks and four times five wait for it.
      assertThat(answers).filteredOn(answer -> answer.took().compareTo(Duration.ofSeconds(7)) < 0).as("refused at once").hasSize(79);
    }
  }

  @Test
  void thousandsOfMadeUpTokens_areNotPassedOn() throws Exception {
    try (GuardedServer server = server(Map.of(Setting.MAX_INTROSPECTIONS_PER_SECOND, "50"))) {
      String known = server.token("Charlie");
      assertThat(server.present(known).status()).isEqualTo(200);
      long begun = System.nanoTime();
      List<Answer> answers = new ArrayList<>();
      for (int round = 0; round < 50; round++) {
        int number = round;
        answers.addAll(together(i -> server.present("made-up-" + number + "-" + i)));
      }
      long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds() + 2;
      assertThat(answers).hasSize(50 * CLIENTS).extracting(Answer::status).containsOnly(401, 503);
      assertThat(organization.journal().count(Endpoint.INTROSPECT)).isLessThanOrEqualTo((int) (50 * seconds) + 1);
      assertThat(server.present(known).status()).isEqualTo(200);
    }
  }

  private GuardedServer server(Map<Setting, String> settings) throws Exception {
    return new GuardedServer(organization, Clock.systemUTC(), settings);
  }

  private interface Request {
    Answer send(int number) throws Exception;
  }

  private List<Answer> together(Request request) throws Exception {
    CyclicBarrier start = new CyclicBarrier(CLIENTS);
    return answersOf(IntStream.range(0, CLIENTS).<Callable<Answer>>mapToObj(i -> () -> {
      start.await(20, TimeUnit.SECONDS);
      return request.send(i);
    }).map(clients::submit).toList());
  }

  private static List<Answer> answersOf(List<Future<Answer>> futures) throws Exception {
    List<Answer> answers = new ArrayList<>();
    for (Future<Answer> future : futures) {
      answers.add(future.get(40, TimeUnit.SECONDS));
    }
    return answers;
  }
}
