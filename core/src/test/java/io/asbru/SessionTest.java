package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthenticationResult.Anonymous;
import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Reason;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.client.OrganizationClient;
import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.local.Organization;
import io.asbru.session.Cookies;
import io.asbru.session.MemorySessionStore;
import io.asbru.session.SessionStore;
import io.asbru.session.SignIn;
import io.asbru.settings.Setting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void signOut_endsTheSessionRevokesTheTokensAndGoesOnToTheProvider() throws Exception {
    MemorySessionStore session = fixture.signedIn("Charlie", "jG9A5KrX");
    String token = session.load().orElseThrow().accessToken().value();
    assertThat(bearer(token)).isInstanceOf(Authenticated.class);
    Redirected out = (Redirected) fixture.visit(signOut().with("Sec-Fetch-Site", "same-origin"), session);
    assertThat(session.load()).isEmpty();
    assertThat(out.reply().status()).isEqualTo(200);
    assertThat(out.reply().body()).contains("/oidc/logout", "id_token_hint", "post_logout_redirect_uri");
    assertThat(out.reply().header("Location")).isEmpty();
    assertThat(fixture.organization.journal().count(Endpoint.REVOKE)).isEqualTo(2);
    assertThat(((Refused) bearer(token)).reason()).isEqualTo(Reason.INVALID_TOKEN);
  }

  @Test
  void signInWithAnotherProvider_isNotToldToThisOneAtASignOut() throws Exception {
    MemorySessionStore session = fixture.signedIn("Charlie", "jG9A5KrX");
    SignIn here = session.load().orElseThrow();
    session.save(new SignIn(here.id(), "https://other.example", here.caller(), here.issuer(), here.sid(), here.accessToken(),
        here.refreshToken(), here.idToken(), here.expiresAt(), here.signedInAt()));
    fixture.authenticator.signOut(EngineFixture.page("/logout"), session);
    Redirected out = (Redirected) fixture.visit(signOut().with("Sec-Fetch-Site", "same-origin"), session);
    assertThat(fixture.organization.journal().count(Endpoint.REVOKE)).isZero();
    assertThat(out.reply().body()).doesNotContain("id_token_hint");
    assertThat(session.load()).isEmpty();
  }

  @Test
  void signOutPage_doesNotShowTheIdTokenInALog() throws Exception {
    MemorySessionStore session = fixture.signedIn("Charlie", "jG9A5KrX");
    String idToken = session.load().orElseThrow().idToken().orElseThrow().value();
    Redirected out = (Redirected) fixture.visit(signOut().with("Sec-Fetch-Site", "same-origin"), session);
    assertThat(out.reply().body()).contains(idToken);
    assertThat(out.toString()).doesNotContain(idToken);
  }

  @Test
  void floodOfBadLogoutTokens_isLoggedOnce() {
    List<LogRecord> records = new CopyOnWriteArrayList<>();
    Handler handler = new Handler() {
      @Override
      public void publish(LogRecord logged) {
        records.add(logged);
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
    Logger logger = Logger.getLogger("io.asbru.internal.SignOut");
    logger.addHandler(handler);
    try {
      for (int i = 0; i < 10; i++) {
        Refused refused = (Refused) fixture.visit(
            EngineFixture.api("/oauth2/backchannel-logout").method("POST").form("logout_token", "nonsense"), new MemorySessionStore());
        assertThat(refused.reply().status()).isEqualTo(400);
      }
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(records).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":", "{\"iss\":"})
  void deeplyNestedLogoutToken_isRefused(String begin) {
    String header = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8));
    String payload = Base64.getUrlEncoder().withoutPadding()
        .encodeToString((begin + "[".repeat(20_000) + "]".repeat(20_000) + "}").getBytes(StandardCharsets.UTF_8));
    Refused refused = (Refused) fixture.visit(EngineFixture.api("/oauth2/backchannel-logout").method("POST")
        .form("logout_token", header + "." + payload + ".AAAA"), new MemorySessionStore());
    assertThat(refused.reply().status()).isEqualTo(400);
  }

  @Test
  void applicationsSignOutByARequestFromAnotherSite_endsNothing() throws Exception {
    MemorySessionStore session = fixture.signedIn("Charlie", "jG9A5KrX");
    FakeRequest foreign = EngineFixture.page("/logout").method("POST").without("Sec-Fetch-Site").with("Sec-Fetch-Site", "cross-site");
    fixture.authenticator.signOut(foreign, session);
    assertThat(session.load()).isPresent();
    fixture.authenticator.signOut(EngineFixture.page("/logout").method("POST").without("Sec-Fetch-Site")
        .with("Sec-Fetch-Site", "same-origin"), session);
    assertThat(session.load()).isEmpty();
  }

  @Test
  void tokenRevokedByTheClient_isRefusedAtOnce() throws Exception {
    Secret token = fixture.signedIn("Charlie", "jG9A5KrX").load().orElseThrow().accessToken();
    assertThat(bearer(token.value())).isInstanceOf(Authenticated.class);
    try (OrganizationClient client = OrganizationClient.of(fixture.settings)) {
      client.revoke(token);
    }
    assertThat(((Refused) bearer(token.value())).reason()).isEqualTo(Reason.INVALID_TOKEN);
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
  void signOutFromAnotherSite_isRefused() throws Exception {
    MemorySessionStore session = fixture.signedIn("Charlie", "jG9A5KrX");
    Refused refused = (Refused) fixture.visit(signOut().with("Sec-Fetch-Site", "cross-site"), session);
    assertThat(refused.reason()).isEqualTo(Reason.CROSS_SITE);
    assertThat(((Refused) fixture.visit(EngineFixture.page("/oauth2/sign-out"), session)).reply().status()).isEqualTo(405);
    assertThat(session.load()).isPresent();
  }

  @Test
  void signOutWithTheProviderAway_saysSo() throws Exception {
    MemorySessionStore session = fixture.signedIn("Charlie", "jG9A5KrX");
    fixture.organization.stop();
    Redirected out = (Redirected) fixture.visit(signOut().with("Sec-Fetch-Site", "same-origin"), session);
    assertThat(session.load()).isEmpty();
    assertThat(out.reply().body()).contains("You are signed out here").doesNotContain("id_token_hint");
  }

  @Test
  void signOutWithoutRevocation_leavesTheTokens() throws Exception {
    try (EngineFixture keeping = new EngineFixture(Map.of(Setting.REVOKE_ON_SIGN_OUT, "false"))) {
      MemorySessionStore session = keeping.signedIn("Charlie", "jG9A5KrX");
      keeping.authenticator.signOut(EngineFixture.page("/logout"), session);
      assertThat(session.load()).isEmpty();
      assertThat(keeping.organization.journal().count(Endpoint.REVOKE)).isZero();
    }
  }

  @Test
  void logoutWithoutASignIn_leavesTheVisitorsSession() {
    MemorySessionStore session = new MemorySessionStore();
    fixture.authenticator.signOut(EngineFixture.page("/logout"), session);
    assertThat(session.ends()).isZero();
  }

  @Test
  void twoBrowsersOfOneUser_haveTheSameTokensAndOnesSignOutEndsBoth() throws Exception {
    MemorySessionStore one = fixture.signedIn("Charlie", "jG9A5KrX");
    MemorySessionStore two = fixture.signedIn("Charlie", "jG9A5KrX");
    assertThat(two.load().orElseThrow().accessToken()).isEqualTo(one.load().orElseThrow().accessToken());
    fixture.authenticator.signOut(EngineFixture.page("/logout"), one);
    assertThat(fixture.caller(two).getName()).startsWith("Charlie@");
    fixture.clock.advance(HOUR);
    assertThat(EngineFixture.location(fixture.visit(EngineFixture.page("/x"), two))).contains("/oauth2/authorize");
  }

  @Test
  void twoBrowsersOfOneUser_keepTheirProvidersSessionsWhenTheirTokensAreRefreshed() throws Exception {
    MemorySessionStore one = fixture.signedIn("Charlie", "jG9A5KrX");
    MemorySessionStore two = fixture.signedIn("Charlie", "jG9A5KrX");
    SignIn before = two.load().orElseThrow();
    assertThat(before.sid()).isPresent().isNotEqualTo(one.load().orElseThrow().sid());
    fixture.clock.advance(HOUR);
    fixture.caller(two);
    fixture.caller(one);
    SignIn after = two.load().orElseThrow();
    assertThat(after.sid()).isEqualTo(before.sid());
    assertThat(after.caller().claims()).containsEntry("sid", before.sid().orElseThrow());
    assertThat(after.idToken()).as("the ID token of the other browser's session").isEqualTo(before.idToken());
    assertThat(one.load().orElseThrow().sid()).isNotEqualTo(before.sid());
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
  void stolenCopyOfASessionThatWasSignedOut_isWorthNothing() throws Exception {
    MemorySessionStore session = fixture.signedIn("Charlie", "jG9A5KrX");
    MemorySessionStore copy = new MemorySessionStore();
    copy.save(session.load().orElseThrow());
    fixture.authenticator.signOut(EngineFixture.page("/logout"), session);
    assertThat(fixture.visit(EngineFixture.page("/x"), copy)).isInstanceOf(Redirected.class);
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

  private AuthenticationResult bearer(String token) {
    return fixture.authenticator.authenticate(
        EngineFixture.api("/api").with("Authorization", "Bearer " + token), new MemorySessionStore(), Requirement.BEARER);
  }

  private static FakeRequest signOut() {
    return EngineFixture.page("/oauth2/sign-out").method("POST").without("Sec-Fetch-Site");
  }
}
