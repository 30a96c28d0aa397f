package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.session.MemorySessionStore;
import io.asbru.settings.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hundred requests of one browser, all of which need a refresh, and a sign-out among them. */
@Timeout(120)
class SessionRaceTest {

  private static final int REQUESTS = 99;

  private EngineFixture fixture;

  @AfterEach
  void stop() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"container", "cookie"})
  void refreshesUnderWay_againstASignOut_signOutWins_andNoTokenSurvives(String store) throws Exception {
    fixture = new EngineFixture(Map.of(Setting.SESSION_STORE, store, Setting.SESSION_COOKIE_KEYS, "k".repeat(32),
        Setting.SESSION_IDLE_TIMEOUT, "3h"));
    for (int round = 0; round < 3; round++) {
      race(false);
      race(true);
    }
  }

  private void race(boolean refreshIsUnderWay) throws Exception {
    MemorySessionStore browser = fixture.signedIn("Charlie", "jG9A5KrX");
    fixture.caller(browser);
    fixture.clock.advance(Duration.ofHours(1));
    fixture.organization.inject(Fault.latency(Duration.ofMillis(300)), Endpoint.TOKEN);
    fixture.organization.journal().clear();
    List<MemorySessionStore> copies = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(REQUESTS + 1);
    CyclicBarrier together = new CyclicBarrier(REQUESTS + 1);
    try {
      List<Callable<Boolean>> all = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        // Tabs of one browser share the container's session, and each request carries the cookies that the browser had when it began.
        MemorySessionStore tab = browser.load().isPresent() ? browser : browser.copyOfCookies();
        copies.add(tab);
        all.add(() -> {
          together.await();
          fixture.visit(EngineFixture.api("/x"), tab);
          return true;
        });
      }
      all.add(() -> {
        together.await();
        if (refreshIsUnderWay) {
          fixture.organization.journal().await(Endpoint.TOKEN, 1, Duration.ofSeconds(20));
        }
        fixture.authenticator.signOut(EngineFixture.page("/x"), browser);
        return true;
      });
      for (Future<Boolean> one : threads.invokeAll(all)) {
        assertThat(one.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
    fixture.organization.clearFaults();
    assertThat(copies).noneMatch(tab -> fixture.visit(EngineFixture.api("/x"), tab) instanceof Authenticated);
    assertThat(fixture.organization.journal().count(Endpoint.TOKEN)).isLessThanOrEqualTo(1);
    // Those of before and those of the refresh, by whoever finds out first that they are to go.
    assertThat(fixture.organization.journal().count(Endpoint.REVOKE)).isBetween(2, 6);
    assertThat(fixture.organization.revokeTokens(fixture.organization.organization(EngineFixture.ORGANIZATION), "Charlie"))
        .as("tokens that are still good at the provider").isZero();
  }
}
