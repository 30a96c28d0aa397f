package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.internal.MutableClock;
import io.asbru.internal.StubServer;
import io.asbru.session.MemorySessionStore;
import io.asbru.settings.PropertySource;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However many organizations of a slow provider an application serves, it holds only so many of the application's threads. */
@Timeout(60)
final class OrganizationLimitsTest {

  private static final int MOST = 4;
  /** Of all organizations together: requests under way, and threads that wait for them. */
  private static final int REQUESTS = 2 * MOST;
  private static final int SEATS = 4 * MOST;

  private final MutableClock clock = new MutableClock(Instant.now());
  private final StubServer slow = new StubServer();
  private final StubServer healthy = new StubServer();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final AtomicInteger held = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Future<AuthenticationResult>> answers = new ArrayList<>();
  private volatile String realm = "asbru";
  private final RequestAuthenticator authenticator = RequestAuthenticator.builder(Settings.builder()
      .set(Setting.BASE_URL, slow.url())
      .set(Setting.ROOT_ORGANIZATION, "bestcarmart")
      .set(Setting.ORGANIZATION_FROM, "path")
      .set(Setting.REQUEST_TIMEOUT, "30s")
      .set(Setting.CONNECT_TIMEOUT, "30s")
      .set(Setting.MAX_CONCURRENT_REQUESTS, String.valueOf(MOST)).build())
      .clock(clock).organizationSource(this::settings).build();

  @AfterEach
  void stop() throws InterruptedException {
    gate.countDown();
    threads.shutdown();
    assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    authenticator.close();
    slow.close();
    healthy.close();
  }

  /** Only {@code elsewhere} is at the healthy provider. */
  private Optional<PropertySource> settings(String name) {
    return Optional.of(PropertySource.of(Map.of("organization-id", id(name), "client-id", name, "client-secret", "s", "realm", realm,
        "base-url", name.equals("elsewhere") ? healthy.url() : slow.url())));
  }

  private static String id(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static String introspection(String name) {
    return "/t/bestcarmart/o/" + id(name) + "/oauth2/introspect";
  }

  private static StubServer.Reply active(String name) {
    return new StubServer.Reply(200, Map.of("Content-Type", "application/json"),
        "{\"active\":true,\"token_type\":\"Bearer\",\"username\":\"charlie\",\"client_id\":\"" + name + "\","
            + "\"aud\":\"" + name + "\",\"org_id\":\"" + id(name) + "\"}");
  }

  private void slowly(String name) {
    slow.on(introspection(name), request -> {
      held.incrementAndGet();
      await(gate);
      return active(name);
    });
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(50, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private AuthenticationResult present(String name, String token) {
    return authenticator.authenticate(EngineFixture.api("/" + name + "/api").with("Authorization", "Bearer " + token),
        new MemorySessionStore(), Requirement.BEARER);
  }

  private void ask(String name, String token) {
    answers.add(threads.submit(() -> present(name, token)));
  }

  private List<Future<AuthenticationResult>> done() {
    return answers.stream().filter(Future::isDone).toList();
  }

  /** Waits until all but so many have been answered, none of them by the provider, which still holds its answers back. */
  private void refusedAtOnceBut(int most) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (done().size() < answers.size() - most && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    List<Future<AuthenticationResult>> done = done();
    assertThat(answers.size() - done.size()).as("threads held").isEqualTo(most);
    for (Future<AuthenticationResult> refused : done) {
      assertThat(refused.get()).isInstanceOfSatisfying(Refused.class, refusal -> {
        assertThat(refusal.reply().status()).isEqualTo(503);
        assertThat(refusal.reply().header("Retry-After")).contains("1");
      });
    }
  }

  private void awaitHeld(int requests) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (held.get() < requests && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(held).as("requests that the provider holds").hasValue(requests);
  }

  private long served() throws Exception {
    long served = 0;
    for (Future<AuthenticationResult> answer : answers) {
      served += answer.get(20, TimeUnit.SECONDS) instanceof Authenticated ? 1 : 0;
    }
    return served;
  }

  @Test
  void manyOrganizationsOfASlowProvider_holdNoMoreThreadsThanItsLimit_andAnotherProviderIsServed() throws Exception {
    healthy.on(introspection("elsewhere"), request -> active("elsewhere"));
    for (int organization = 0; organization < 12; organization++) {
      slowly("slow-" + organization);
      for (int token = 0; token < 10; token++) {
        ask("slow-" + organization, "cold-" + token);
      }
    }

    refusedAtOnceBut(REQUESTS);
    awaitHeld(REQUESTS);
    for (int token = 0; token < 3 * REQUESTS; token++) {
      assertThat(present("elsewhere", "cold-" + token)).isInstanceOf(Authenticated.class);
    }

    gate.countDown();
    assertThat(served()).isEqualTo(REQUESTS);
    assertThat(present("slow-0", "another")).as("there is room again").isInstanceOf(Authenticated.class);
  }

  @Test
  void threadsThatWaitForCallsOfManyOrganizations_areOnlySoMany() throws Exception {
    for (int organization = 0; organization < REQUESTS; organization++) {
      slowly("slow-" + organization);
      ask("slow-" + organization, "the-same");
      awaitHeld(organization + 1);
    }
    for (int organization = 0; organization < REQUESTS; organization++) {
      for (int request = 0; request < 30; request++) {
        ask("slow-" + organization, "the-same");
      }
    }

    refusedAtOnceBut(REQUESTS + SEATS);

    gate.countDown();
    assertThat(served()).isEqualTo(REQUESTS + SEATS);
    assertThat(held).as("introspections").hasValue(REQUESTS);
  }

  @Test
  void oneOrganization_hasTheSettingsNumberForItself_andLeavesRoomForTheOthers() throws Exception {
    slowly("slow");
    slow.on(introspection("quick"), request -> active("quick"));
    for (int token = 0; token < 50; token++) {
      ask("slow", "cold-" + token);
    }

    refusedAtOnceBut(MOST);
    awaitHeld(MOST);
    for (int token = 0; token < 3 * REQUESTS; token++) {
      assertThat(present("quick", "cold-" + token)).isInstanceOf(Authenticated.class);
    }
  }

  @Test
  void severalSlowOrganizations_leaveRoomForOthersOfTheProvider() throws Exception {
    slow.on(introspection("quick"), request -> active("quick"));
    for (int organization = 0; organization < 3; organization++) {
      slowly("slow-" + organization);
      for (int token = 0; token < 10; token++) {
        ask("slow-" + organization, "cold-" + token);
      }
    }

    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (done().size() < answers.size() - REQUESTS && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    for (int token = 0; token < 3 * REQUESTS; token++) {
      assertThat(present("quick", "cold-" + token)).isInstanceOf(Authenticated.class);
    }
  }

  @Test
  void organizationThatGetsANewEngine_getsNoNewLimits() throws Exception {
    slowly("slow");
    for (int engine = 0; engine < 6; engine++) {
      realm = "realm-" + engine;
      clock.advance(Duration.ofSeconds(61));
      // By a request without a token, because others are served by the engine before while one thread makes the new one.
      authenticator.authenticate(EngineFixture.api("/slow/api"), new MemorySessionStore(), Requirement.BEARER);
      for (int token = 0; token < 10; token++) {
        ask("slow", "cold-" + engine + "-" + token);
      }
      // Each takes half of what is free, and the last permit at the end.
      refusedAtOnceBut(List.of(4, 6, 7, 8, 8, 8).get(engine));
    }
    awaitHeld(REQUESTS);
  }
}
