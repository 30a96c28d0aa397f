package io.asbru.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.contract.Answer;
import io.asbru.contract.Visitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sessions of Keycloak's users: refreshed here, ended here or there. */
@ExtendWith(OneKeycloak.class)
final class SessionTest {

  /** So short that every request finds the tokens about to run out. */
  private static final Map<String, Object> SHORT_LIVED = Map.of("attributes", Map.of("access.token.lifespan", "10"));

  private static Realm realm;
  private static GuardedApplication application;

  @BeforeAll
  static void start(Realm given) throws Exception {
    realm = given;
    application = new GuardedApplication(realm, "session");
  }

  @AfterAll
  static void stop() throws Exception {
    application.close();
  }

  @Test
  void tokensAreRefreshed_andTheCallerStaysTheSame() throws Exception {
    try (GuardedApplication shortLived = new GuardedApplication(realm, "session-short", SHORT_LIVED, Map.of())) {
      Visitor browser = shortLived.visitor();
      Answer first = shortLived.signIn(browser, "alice").requireStatus(200);
      int before = realm.events("REFRESH_TOKEN", shortLived.clientId);

      Answer second = browser.go("/private/page").requireStatus(200);

      assertThat(realm.events("REFRESH_TOKEN", shortLived.clientId)).isGreaterThan(before);
      assertThat(second.fact("user")).isEqualTo(first.fact("user")).isEqualTo("alice");
      assertThat(second.fact("scopes")).isEqualTo(first.fact("scopes"));
      assertThat(second.fact("roles")).isEqualTo(first.fact("roles"));
    }
  }

  @Test
  void twentyRequestsAtOnce_spendNoRefreshTokenTwice() throws Exception {
    try (GuardedApplication shortLived = new GuardedApplication(realm, "session-parallel", SHORT_LIVED, Map.of())) {
      Visitor browser = shortLived.signedIn("alice");
      ExecutorService threads = Executors.newFixedThreadPool(20);
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        answers.add(threads.submit(() -> browser.go("/private/page")));
      }
      for (Future<Answer> answer : answers) {
        assertThat(answer.get().requireStatus(200).fact("user")).isEqualTo("alice");
      }
      threads.shutdown();

      // The realm revokes refresh tokens that are used, and ends the session if one is used again.
      assertThat(realm.events("REFRESH_TOKEN_ERROR", shortLived.clientId)).isZero();
      browser.go("/private/page").requireStatus(200);
    }
  }

  @Test
  void sessionEndedByTheAdministrator_isOverAtTheNextRefresh() throws Exception {
    Map<String, Object> notTold = Map.of("attributes", Map.of("access.token.lifespan", "10", "backchannel.logout.url", ""));
    try (GuardedApplication deaf = new GuardedApplication(realm, "session-deaf", notTold, Map.of())) {
      Visitor browser = deaf.signedIn("bob");

      realm.endSessions("bob");

      assertThat(GuardedApplication.passwordAskedFor(browser.open("/private/page"))).isTrue();
    }
  }

  @Test
  void sessionEndedByTheAdministrator_isOverAtOnceByBackChannelLogout() {
    Visitor bob = application.signedIn("bob");
    Visitor alice = application.signedIn("alice");

    realm.endSessions("bob");

    assertThat(bob.script("/private/page").status()).isEqualTo(401);
    alice.script("/private/page").requireStatus(200);
  }

  @Test
  void signOutAtOneApplication_endsTheSessionAtTheOther() throws Exception {
    try (GuardedApplication other = new GuardedApplication(realm, "session-other")) {
      Visitor browser = application.signedIn("alice");
      Visitor atOther = browser.at(other.uri());
      atOther.open("/private/page").requireStatus(200);
      Visitor elsewhere = other.signedIn("alice");

      browser.signOut();

      assertThat(atOther.script("/private/page").status()).isEqualTo(401);
      elsewhere.script("/private/page").requireStatus(200);
      assertThat(GuardedApplication.passwordAskedFor(browser.open("/private/page"))).isTrue();
    }
  }

  @Test
  void signOut_leadsBackThroughTheRedirectionUri() {
    Visitor browser = application.signedIn("alice");

    Answer end = browser.signOut();

    assertThat(end.uri()).isEqualTo(browser.at("/"));
    assertThat(end.requireStatus(200).fact("user")).isEqualTo("-");
  }
}
