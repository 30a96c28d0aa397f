package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthenticationResult.Anonymous;
import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Reason;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.local.Organization;
import io.asbru.session.Cookies;
import io.asbru.session.MemorySessionStore;
import io.asbru.session.SessionStore;
import io.asbru.session.SignIn;
import io.asbru.settings.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a session is good for while it lasts, and how its tokens are renewed. */
@Timeout(60)
class SessionTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private EngineFixture fixture;

  @BeforeEach
  void start() {
    fixture = new EngineFixture();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void tokensThatRunOut_areRefreshed() throws Exception {
    MemorySessionStore session = fixture.signedIn("Charlie", "jG9A5KrX");
    SignIn before = session.load().orElseThrow();
    fixture.clock.advance(HOUR);
    assertThat(fixture.caller(session).getName()).startsWith("Charlie@");
    SignIn after = session.load().orElseThrow();
    assertThat(after.accessToken()).isNotEqualTo(before.accessToken());
    assertThat(after.refreshToken()).isNotEqualTo(before.refreshToken());
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(after.signedInAt()).isEqualTo(before.signedInAt());
    assertThat(after.caller()).isEqualTo(before.caller());
  }

  @Test
  void requestsThatWaitForOneRefresh_areOnlySoMany() throws Exception {
    try (EngineFixture small = new EngineFixture(Map.of(Setting.MAX_CONCURRENT_REQUESTS, "1"))) {
      MemorySessionStore session = small.signedIn("Charlie", "jG9A5KrX");
      small.clock.advance(HOUR);
      small.organization.journal().clear();
      small.organization.inject(Fault.latency(Duration.ofSeconds(2)), Endpoint.TOKEN);
      ExecutorService threads = Executors.newFixedThreadPool(20);
      try {
        List<Future<AuthenticationResult>> results = new ArrayList<>();
        results.add(threads.submit(() -> small.visit(EngineFixture.page("/account"), session)));
        small.organization.journal().await(Endpoint.TOKEN, 1, Duration.ofSeconds(20));
        for (int i = 0; i < 19; i++) {
          results.add(threads.submit(() -> small.visit(EngineFixture.page("/account"), session)));
        }
        int served = 0;
        for (Future<AuthenticationResult> result : results) {
          served += result.get(30, TimeUnit.SECONDS) instanceof Authenticated ? 1 : 0;
        }
        // One refreshes and four wait; whoever finds no seat is told to come back, and the session goes on.
        assertThat(served).isBetween(5, 19);
        assertThat(small.organization.journal().count(Endpoint.TOKEN)).isEqualTo(1);
        assertThat(small.visit(EngineFixture.page("/account"), session)).isInstanceOf(Authenticated.class);
      } finally {
        threads.shutdownNow();
      }
    }
  }

  @Test
  void twentyRequestsAtOnce_refreshOnce() throws Exception {
    MemorySessionStore session = fixture.signedIn("Charlie", "jG9A5KrX");
    fixture.clock.advance(HOUR);
    fixture.organization.journal().clear();
    fixture.organization.inject(Fault.latency(Duration.ofMillis(200)), Endpoint.TOKEN);
    ExecutorService threads = Executors.newFixedThreadPool(20);
    try {
      CountDownLatch go = new CountDownLatch(1);
      List<Future<AuthenticationResult>> results = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        results.add(threads.submit(() -> {
          go.await();
          return fixture.visit(EngineFixture.page("/account"), session);
        }));
      }
      go.countDown();
      for (Future<AuthenticationResult> result : results) {
        assertThat(result.get(20, TimeUnit.SECONDS)).isInstanceOf(Authenticated.class);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(fixture.organization.journal().count(Endpoint.TOKEN)).isEqualTo(1);
  }

  @Test
  void responseWithoutIdTokenAndRefreshToken_keepsTheOldOnes() throws Exception {
    MemorySessionStore session = fixture.signedIn("Charlie", "jG9A5KrX");
    SignIn before = session.load().orElseThrow();
    fixture.clock.advance(HOUR);
    fixture.organization.inject(Fault.missingMember("refresh_token"), Endpoint.TOKEN);
    fixture.organization.inject(Fault.missingIdToken(), Endpoint.TOKEN);
    fixture.caller(session);
    assertThat(session.load().orElseThrow().refreshToken()).isEqualTo(before.refreshToken());
    assertThat(session.load().orElseThrow().idToken()).isEqualTo(before.idToken());
  }

  @Test
  void idTokenOfSomebodyElse_endsTheSession() throws Exception {
    MemorySessionStore session = fixture.signedIn("Charlie", "jG9A5KrX");
    fixture.clock.advance(HOUR);
    fixture.organization.inject(Fault.wrongSubject(), Endpoint.TOKEN);
    assertThat(fixture.visit(EngineFixture.page("/account"), session)).isInstanceOf(Redirected.class);
    assertThat(session.load()).isEmpty();
  }

  @Test
  void refusedRefresh_signsInAgainForANavigationAndIs401ForAScript() throws Exception {
    MemorySessionStore session = fixture.signedIn("Charlie", "jG9A5KrX");
    fixture.organization.revokeTokens(fixture.organization.organization(EngineFixture.ORGANIZATION), "Charlie");
    fixture.clock.advance(HOUR);
    AuthenticationResult script = fixture.visit(EngineFixture.api("/x"), session);
    assertThat(((Refused) script).reply().status()).isEqualTo(401);
    assertThat(session.load()).isEmpty();
    assertThat(EngineFixture.location(fixture.visit(EngineFixture.page("/x"), session))).contains("/oauth2/authorize");
  }

  @Test
  void providerAway_keepsTheSessionAndSays503() throws Exception {
    MemorySessionStore session = fixture.signedIn("Charlie", "jG9A5KrX");
    fixture.clock.advance(HOUR);
    fixture.organization.stop();
    Refused refused = (Refused) fixture.visit(EngineFixture.page("/x"), session);
    assertThat(refused.reply().status()).isEqualTo(503);
    assertThat(refused.reply().header("Retry-After")).isPresent();
    assertThat(session.load()).isPresent();
    assertThat(fixture.authenticator.authenticate(EngineFixture.page("/"), session, Requirement.ANYONE))
        .isInstanceOf(Anonymous.class);
    fixture.organization.restart();
    fixture.clock.advance(Duration.ofSeconds(3));
    assertThat(fixture.caller(session).getName()).startsWith("Charlie@");
  }

  @Test
  void providerThatGoesAwayAfterTheRefresh_doesNotCostTheTokens() throws Exception {
    MemorySessionStore session = fixture.signedIn("Charlie", "jG9A5KrX");
    SignIn before = session.load().orElseThrow();
    fixture.clock.advance(HOUR);
    fixture.organization.inject(Fault.status(500), Endpoint.INTROSPECT);
    assertThat(fixture.caller(session)).isEqualTo(before.caller());
    assertThat(session.load().orElseThrow().refreshToken()).isNotEqualTo(before.refreshToken());
  }

  @Test
  void refreshTokenSpentByAnotherNode_doesNotEndTheSession() throws Exception {
    MemorySessionStore session = fixture.signedIn("Charlie", "jG9A5KrX");
    MemorySessionStore elsewhere = new MemorySessionStore();
    elsewhere.save(session.load().orElseThrow());
    fixture.clock.advance(HOUR);
    try (RequestAuthenticator otherNode = RequestAuthenticator.builder(fixture.settings).clock(fixture.clock).build()) {
      assertThat(otherNode.authenticate(EngineFixture.page("/x"), elsewhere, Requirement.LOGIN)).isInstanceOf(Authenticated.class);
    }
    SessionStore replicatedMeanwhile = new ReplicatedStore(session, elsewhere);
    assertThat(fixture.visit(EngineFixture.page("/x"), replicatedMeanwhile)).isInstanceOf(Authenticated.class);
    assertThat(session.ends()).isZero();
  }

  /** Shows one content at first, and then what another node has written. */
  private static final class ReplicatedStore implements SessionStore {

    private final SessionStore first;
    private final SessionStore later;
    private boolean shown;

    ReplicatedStore(SessionStore first, SessionStore later) {
      this.first = first;
      this.later = later;
    }

    @Override
    public Optional<SignIn> load() {
      SessionStore store = shown ? later : first;
      shown = true;
      return store.load();
    }

    @Override
    public boolean save(SignIn signIn) {
      return later.save(signIn);
    }

    @Override
    public void rotateId() {
      later.rotateId();
    }

    @Override
    public void end() {
      first.end();
      later.end();
    }

    @Override
    public Optional<Instant> seenAt() {
      return later.seenAt();
    }

    @Override
    public void seenAt(Instant now) {
      later.seenAt(now);
    }

    @Override
    public Cookies cookies() {
      return later.cookies();
    }
  }

  @Test
  void refreshTokenThatStaysTheSame_isUsedAnewEachTime() throws Exception {
    Organization organization = fixture.organization.organization(EngineFixture.ORGANIZATION);
    organization.put(organization.application("sample_application_client_id").orElseThrow().toBuilder()
        .refreshTokenRotated(false).build());
    MemorySessionStore session = fixture.signedIn("Charlie", "jG9A5KrX");
    for (int refreshes = 1; refreshes <= 3; refreshes++) {
      fixture.clock.advance(HOUR);
      fixture.caller(session);
      assertThat(session.load().orElseThrow().expiresAt().orElseThrow()).isAfter(fixture.clock.instant());
    }
  }

  @Test
  void stateChangeFromAnotherSite_isRefused() throws Exception {
    MemorySessionStore session = fixture.signedIn("Charlie", "jG9A5KrX");
    FakeRequest post = EngineFixture.api("/x").method("POST").with("Origin", "https://evil.example");
    assertThat(((Refused) fixture.visit(post, session)).reason()).isEqualTo(Reason.CROSS_SITE);
    assertThat(fixture.authenticator.authenticate(post, session, Requirement.ANYONE)).isInstanceOf(Anonymous.class);
    assertThat(fixture.visit(EngineFixture.api("/x").method("POST").with("Origin", "http://localhost:8080"), session))
        .isInstanceOf(Authenticated.class);
  }

  @Test
  void missingScope_is403WithTheScope() throws Exception {
    MemorySessionStore session = fixture.signedIn("store-reader", "store-reader-pw");
    Refused refused = (Refused) fixture.authenticator.authenticate(
        EngineFixture.api("/x"), session, Requirement.LOGIN.allScopes("write_stores"));
    assertThat(refused.reply().status()).isEqualTo(403);
    assertThat(refused.reply().header("WWW-Authenticate").orElseThrow())
        .contains("error=\"insufficient_scope\"", "scope=\"write_stores\"");
  }

  @Test
  void session_isNobodyWhereABearerTokenIsNeeded() throws Exception {
    MemorySessionStore session = fixture.signedIn("Charlie", "jG9A5KrX");
    assertThat(((Refused) fixture.authenticator.authenticate(EngineFixture.api("/x"), session, Requirement.BEARER)).reply().status())
        .isEqualTo(401);
  }
}
