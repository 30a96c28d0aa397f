package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Reason;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.client.OrganizationClient;
import io.asbru.client.TokenTypeHint;
import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.session.MemorySessionStore;
import io.asbru.session.SignIn;
import io.asbru.settings.Setting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a session ends: by its user, by the application, by another site not at all. */
@Timeout(60)
class SessionSignOutTest {

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

  /** The organization may have revoked it all the same: its answer alone may have been lost. */
  @Test
  void tokenWhoseRevocationFails_isRefusedHereAllTheSame() throws Exception {
    Secret token = fixture.signedIn("Charlie", "jG9A5KrX").load().orElseThrow().accessToken();
    assertThat(bearer(token.value())).isInstanceOf(Authenticated.class);
    fixture.organization.inject(Fault.status(500), Endpoint.REVOKE);
    assertThatThrownBy(() -> fixture.client.revoke(token)).isInstanceOf(AuthorizationServerUnavailableException.class);
    assertThat(((Refused) bearer(token.value())).reason()).isEqualTo(Reason.INVALID_TOKEN);
  }

  @Test
  void tokenRevokedByTheClientWithAHint_isRefusedAtOnce() throws Exception {
    Secret token = fixture.signedIn("Charlie", "jG9A5KrX").load().orElseThrow().accessToken();
    assertThat(bearer(token.value())).isInstanceOf(Authenticated.class);
    fixture.client.revoke(token, TokenTypeHint.ACCESS_TOKEN);
    assertThat(((Refused) bearer(token.value())).reason()).isEqualTo(Reason.INVALID_TOKEN);
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
  void stolenCopyOfASessionThatWasSignedOut_isWorthNothing() throws Exception {
    MemorySessionStore session = fixture.signedIn("Charlie", "jG9A5KrX");
    MemorySessionStore copy = new MemorySessionStore();
    copy.save(session.load().orElseThrow());
    fixture.authenticator.signOut(EngineFixture.page("/logout"), session);
    assertThat(fixture.visit(EngineFixture.page("/x"), copy)).isInstanceOf(Redirected.class);
  }

  private AuthenticationResult bearer(String token) {
    return fixture.authenticator.authenticate(
        EngineFixture.api("/api").with("Authorization", "Bearer " + token), new MemorySessionStore(), Requirement.BEARER);
  }

  private static FakeRequest signOut() {
    return EngineFixture.page("/oauth2/sign-out").method("POST").without("Sec-Fetch-Site");
  }
}
