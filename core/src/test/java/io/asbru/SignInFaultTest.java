package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthenticationResult.Reason;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.session.MemorySessionStore;
import io.asbru.settings.Setting;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sign-ins with a provider that is defective, slow or away. */
@Timeout(30)
class SignInFaultTest {

  private EngineFixture fixture;

  @BeforeEach
  void start() {
    fixture = new EngineFixture();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  static Stream<Arguments> defects() {
    return Stream.of(
        Arguments.of(Fault.wrongIssuer(), Endpoint.TOKEN, 502),
        Arguments.of(Fault.wrongAudience(), Endpoint.TOKEN, 502),
        Arguments.of(Fault.wrongAzp(), Endpoint.TOKEN, 502),
        Arguments.of(Fault.wrongNonce(), Endpoint.TOKEN, 502),
        Arguments.of(Fault.wrongAtHash(), Endpoint.TOKEN, 502),
        Arguments.of(Fault.missingClaim("nonce"), Endpoint.TOKEN, 502),
        Arguments.of(Fault.missingClaim("sub"), Endpoint.TOKEN, 502),
        Arguments.of(Fault.missingClaim("iat"), Endpoint.TOKEN, 502),
        Arguments.of(Fault.missingExpiry(), Endpoint.TOKEN, 502),
        Arguments.of(Fault.expired(), Endpoint.TOKEN, 502),
        Arguments.of(Fault.issuedInFuture(), Endpoint.TOKEN, 502),
        Arguments.of(Fault.wrongOrganization(), Endpoint.TOKEN, 502),
        Arguments.of(Fault.missingOrganization(), Endpoint.TOKEN, 502),
        Arguments.of(Fault.algNone(), Endpoint.TOKEN, 502),
        Arguments.of(Fault.hmacWithPublicKey(), Endpoint.TOKEN, 502),
        Arguments.of(Fault.badSignature(), Endpoint.TOKEN, 502),
        Arguments.of(Fault.unknownKid(), Endpoint.TOKEN, 502),
        Arguments.of(Fault.otherAlgorithm(), Endpoint.TOKEN, 502),
        Arguments.of(Fault.missingIdToken(), Endpoint.TOKEN, 502),
        Arguments.of(Fault.error(400, "invalid_grant", "no"), Endpoint.TOKEN, 400),
        Arguments.of(Fault.error(401, "invalid_client", "no"), Endpoint.TOKEN, 500),
        Arguments.of(Fault.status(500), Endpoint.TOKEN, 503),
        Arguments.of(Fault.status(429, 7), Endpoint.TOKEN, 503),
        Arguments.of(Fault.notJson(), Endpoint.TOKEN, 503),
        Arguments.of(Fault.hugeBody(1_000_000), Endpoint.TOKEN, 503),
        Arguments.of(Fault.reset(), Endpoint.TOKEN, 503),
        Arguments.of(Fault.halfBody(), Endpoint.TOKEN, 503),
        Arguments.of(Fault.redirect("http://localhost:1/"), Endpoint.TOKEN, 503),
        Arguments.of(Fault.wrongTokenType(), Endpoint.TOKEN, 503),
        Arguments.of(Fault.wrongOrganization(), Endpoint.INTROSPECT, 502),
        Arguments.of(Fault.missingOrganization(), Endpoint.INTROSPECT, 502),
        Arguments.of(Fault.activeAsString(), Endpoint.INTROSPECT, 503),
        Arguments.of(Fault.member("active", false), Endpoint.INTROSPECT, 502),
        Arguments.of(Fault.status(500), Endpoint.INTROSPECT, 503));
  }

  @ParameterizedTest(name = "{0} at {1}")
  @MethodSource("defects")
  void defectOfTheProvider_signsNobodyIn(Fault fault, Endpoint endpoint, int status) throws Exception {
    MemorySessionStore session = new MemorySessionStore();
    FakeRequest callback = fixture.comeBack(session, "Charlie", "jG9A5KrX");
    fixture.organization.inject(fault, endpoint);
    AuthenticationResult result = fixture.visit(callback, session);
    assertThat(result).isInstanceOf(Refused.class);
    assertThat(((Refused) result).reply().status()).isEqualTo(status);
    assertThat(session.load()).isEmpty();
    assertThat(((Refused) result).reply().body()).doesNotContain("code=").contains("/account?a=b");
    fixture.organization.clearFaults();
    fixture.clock.advance(Duration.ofMinutes(1));
    assertThat(fixture.visit(fixture.comeBack(session, "Charlie", "jG9A5KrX"), session)).isInstanceOf(Redirected.class);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faultsOfKeys")
  void keysThatCannotBeHad_meanThatNobodyIsSentToTheProvider(Fault fault) throws Exception {
    fixture.organization.inject(fault, Endpoint.JWKS);
    assertRefused(fixture.visit(EngineFixture.page("/x"), new MemorySessionStore()), 503, Reason.AUTHORIZATION_SERVER_UNAVAILABLE);
    fixture.organization.clearFaults();
    fixture.clock.advance(Duration.ofSeconds(3));
    assertThat(fixture.visit(EngineFixture.page("/x"), new MemorySessionStore())).isInstanceOf(Redirected.class);
  }

  static Stream<Fault> faultsOfKeys() {
    return Stream.of(Fault.status(500), Fault.notJson(), Fault.reset(), Fault.emptyBody(), Fault.hugeBody(1_000_000));
  }

  @Test
  void providerThatGoesAway_isNotWhereABrowserIsSent() {
    assertThat(fixture.visit(EngineFixture.page("/x"), new MemorySessionStore())).isInstanceOf(Redirected.class);
    fixture.organization.stop();
    fixture.clock.advance(Duration.ofSeconds(10));
    Refused refused =
        assertRefused(fixture.visit(EngineFixture.page("/x"), new MemorySessionStore()), 503, Reason.AUTHORIZATION_SERVER_UNAVAILABLE);
    assertThat(refused.reply().body()).contains("Sign-in is not available right now");
    fixture.organization.restart();
    fixture.clock.advance(Duration.ofSeconds(10));
    assertThat(fixture.visit(EngineFixture.page("/x"), new MemorySessionStore())).isInstanceOf(Redirected.class);
  }

  @Test
  void providerThatTrickles_isGivenUpOn() throws Exception {
    try (EngineFixture hasty = new EngineFixture(Map.of(Setting.REQUEST_TIMEOUT, "5s"))) {
      // The organization makes its keys when they are first asked for, which takes a busy machine longer than this deadline.
      URI.create(hasty.organization.baseUrl() + "/t/bestcarmart/oauth2/jwks").toURL().openStream().close();
      MemorySessionStore session = new MemorySessionStore();
      FakeRequest callback = hasty.comeBack(session, "Charlie", "jG9A5KrX");
      hasty.organization.inject(Fault.trickle(Duration.ofMillis(200)), Endpoint.TOKEN);
      assertRefused(hasty.visit(callback, session), 503, Reason.AUTHORIZATION_SERVER_UNAVAILABLE);
    }
  }

  @Test
  void rotatedKey_isFetched() throws Exception {
    fixture.signedIn("Charlie", "jG9A5KrX");
    fixture.organization.rotateKeys();
    fixture.signedIn("store-reader", "store-reader-pw");
  }

  private static Refused assertRefused(AuthenticationResult result, int status, Reason reason) {
    assertThat(result).isInstanceOf(Refused.class);
    Refused refused = (Refused) result;
    assertThat(refused.reply().status()).isEqualTo(status);
    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.reply().header("Cache-Control")).contains("no-store");
    return refused;
  }
}
