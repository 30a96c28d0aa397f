package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Reason;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.client.OrganizationClient;
import io.asbru.internal.LogCapture;
import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.resource.IntrospectionStatistics;
import io.asbru.session.MemorySessionStore;
import io.asbru.settings.Setting;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the engine does while the provider is away, and when it is back. */
@Timeout(60)
class ProviderOutageTest {

  /** The breaker goes by the system's clock; where it is not what is tested, it stays out of the way. */
  private static final String NO_BREAKER = "1000000";

  private EngineFixture fixture;

  @AfterEach
  void stop() {
    if (fixture != null) {
      fixture.close();
    }
  }

  @Test
  void engineThatStartsWhileTheProviderIsDown_healsByItself() throws Exception {
    start(Map.of(Setting.CIRCUIT_BREAKER_DELAY, "100ms"));
    String token = token();
    fixture.organization.stop();
    try (RequestAuthenticator early = RequestAuthenticator.builder(fixture.settings).clock(fixture.clock).build()) {
      for (int i = 0; i < 10; i++) {
        assertUnavailable(present(early, token));
      }
      assertThat(early.authenticate(EngineFixture.page("/"), new MemorySessionStore(), Requirement.ANYONE))
          .isInstanceOf(AuthenticationResult.Anonymous.class);
      fixture.organization.restart();
      assertThat(eventually(early, token)).isInstanceOf(Authenticated.class);
    }
  }

  @Test
  void keysThatCannotBeHadAtTheStart_areHadLater() throws Exception {
    start(Map.of(Setting.JWT_ACCESS_TOKENS, "validate", Setting.CLIENT_ID, "sample_jwt_client_id",
        Setting.CLIENT_SECRET, "sample_jwt_client_secret", Setting.CIRCUIT_BREAKER_FAILURES, NO_BREAKER));
    String token = token();
    fixture.organization.inject(Fault.status(503), Endpoint.JWKS);
    for (int i = 0; i < 10; i++) {
      assertUnavailable(fixture.present(token));
    }
    assertThat(fixture.organization.journal().count(Endpoint.JWKS)).as("a failure is not repeated at once").isEqualTo(1);
    fixture.organization.clearFaults();
    fixture.clock.advance(Duration.ofSeconds(5));
    assertThat(fixture.present(token)).isInstanceOf(Authenticated.class);
    fixture.organization.stop();
    fixture.clock.advance(Duration.ofMinutes(30));
    String kept = "the last known keys go on";
    assertThat(fixture.present(token)).as(kept).isInstanceOf(Authenticated.class);
  }

  @Test
  void discoveryThatFailsAtTheStart_succeedsLater() throws Exception {
    start(Map.of(Setting.DISCOVERY, "true", Setting.CIRCUIT_BREAKER_FAILURES, NO_BREAKER));
    fixture.organization.inject(Fault.status(500), Endpoint.DISCOVERY);
    for (int i = 0; i < 10; i++) {
      assertUnavailable(fixture.present("some-token"));
      assertThat(fixture.visit(EngineFixture.page("/"), new MemorySessionStore())).isInstanceOf(Refused.class);
    }
    assertThat(fixture.organization.journal().count(Endpoint.DISCOVERY)).isEqualTo(1);
    fixture.organization.clearFaults();
    fixture.clock.advance(Duration.ofSeconds(5));
    assertThat(fixture.present(token())).isInstanceOf(Authenticated.class);
    assertThat(fixture.visit(EngineFixture.page("/"), new MemorySessionStore())).isInstanceOf(Redirected.class);
  }

  @Test
  void discoveryDocumentThatLackedAnEndpointOnce_isNotBelievedForAnHour() throws Exception {
    start(Map.of(Setting.DISCOVERY, "true", Setting.KEY_SET_MIN_INTERVAL, "30s"));
    fixture.organization.inject(Fault.missingMember("introspection_endpoint"), Endpoint.DISCOVERY);
    for (int i = 0; i < 10; i++) {
      assertUnavailable(fixture.present("some-token"));
    }
    assertThat(fixture.organization.journal().count(Endpoint.DISCOVERY)).as("and not asked for at each request").isEqualTo(2);
    fixture.organization.clearFaults();
    fixture.clock.advance(Duration.ofSeconds(30));
    assertThat(fixture.present(token())).isInstanceOf(Authenticated.class);
  }

  @Test
  void madeUpKeyIds_causeOneFetchInAnInterval() throws Exception {
    start(Map.of(Setting.JWT_ACCESS_TOKENS, "validate", Setting.CLIENT_ID, "sample_jwt_client_id",
        Setting.CLIENT_SECRET, "sample_jwt_client_secret", Setting.KEY_SET_MIN_INTERVAL, "30s", Setting.INTROSPECTION_INACTIVE_TTL, "0s"));
    assertThat(fixture.present(token())).isInstanceOf(Authenticated.class);
    fixture.organization.inject(Fault.unknownKid().inAccessToken(), Endpoint.TOKEN, 1);
    String forged = fixture.client.clientCredentials(Set.of()).orThrow().accessToken().value();
    for (int i = 0; i < 20; i++) {
      assertThat(((Refused) fixture.present(forged)).reason()).isEqualTo(Reason.INVALID_TOKEN);
    }
    assertThat(fixture.organization.journal().count(Endpoint.JWKS)).isEqualTo(2);
    fixture.clock.advance(Duration.ofSeconds(30));
    fixture.present(forged);
    assertThat(fixture.organization.journal().count(Endpoint.JWKS)).isEqualTo(3);
  }

  @Test
  void outage_isTwoLinesInTheLogHoweverManyRequests() throws Exception {
    start(Map.of(Setting.CIRCUIT_BREAKER_FAILURES, NO_BREAKER));
    String token = token();
    try (LogCapture log = LogCapture.ofOutages()) {
      fixture.organization.inject(Fault.status(500), Endpoint.INTROSPECT);
      for (int i = 0; i < 50; i++) {
        assertUnavailable(fixture.present(token));
      }
      fixture.organization.clearFaults();
      assertThat(fixture.present(token)).isInstanceOf(Authenticated.class);
      assertThat(log.lines()).hasSize(2);
      assertThat(log.lines().get(0)).startsWith("WARNING Outage: ").contains("answered with status 500");
      assertThat(log.lines().get(1)).startsWith("INFO ").contains("works again");
      assertThat(String.join("", log.lines())).doesNotContain(token);
    }
  }

  @Test
  void wrongSecretOfTheIntrospectingClient_isToldInTheLogAndNotBlamedOnTheToken() throws Exception {
    start(Map.of(Setting.INTROSPECTION_CLIENT_ID, "sample_application_client_id", Setting.INTROSPECTION_CLIENT_SECRET, "wrong"));
    try (LogCapture log = LogCapture.ofOutages()) {
      for (int i = 0; i < 20; i++) {
        assertUnavailable(fixture.present(token()));
      }
      assertThat(log.lines()).singleElement().asString().contains("status 401").contains("introspection-client-secret");
    }
  }

  @Test
  void grace_bridgesAnOutageAndIsSeen() throws Exception {
    start(Map.of(Setting.INTROSPECTION_GRACE, "10m"));
    String token = token();
    assertThat(fixture.present(token)).isInstanceOf(Authenticated.class);
    fixture.organization.stop();
    fixture.clock.advance(Duration.ofMinutes(10));
    assertThat(fixture.present(token)).isInstanceOf(Authenticated.class);
    assertThat(fixture.authenticator.statistics().graceUses()).isEqualTo(1);
    fixture.clock.advance(Duration.ofMinutes(1));
    assertUnavailable(fixture.present(token));
  }

  @Test
  void providerThatAsksForRest_isLeftAlone() throws Exception {
    start(Map.of(Setting.CIRCUIT_BREAKER_FAILURES, NO_BREAKER));
    String token = token();
    fixture.organization.inject(Fault.status(429, 17), Endpoint.INTROSPECT);
    Refused first = assertUnavailable(fixture.present(token));
    assertThat(first.reply().header("Retry-After")).contains("17");
    fixture.clock.advance(Duration.ofMillis(6_500));
    assertThat(assertUnavailable(fixture.present(token)).reply().header("Retry-After")).as("rounded up").contains("11");
    assertThat(fixture.introspections()).isEqualTo(1);
    fixture.organization.clearFaults();
    fixture.clock.advance(Duration.ofMillis(10_500));
    assertThat(fixture.present(token)).isInstanceOf(Authenticated.class);
  }

  @Test
  void brokenConnection_isMadeAnewForIntrospectionsOnly() throws Exception {
    start(Map.of());
    String token = token();
    fixture.organization.journal().clear();
    fixture.organization.inject(Fault.reset(), Endpoint.INTROSPECT, 1);
    assertThat(fixture.present(token)).isInstanceOf(Authenticated.class);
    assertThat(fixture.introspections()).isEqualTo(2);
    fixture.organization.inject(Fault.reset(), Endpoint.TOKEN);
    fixture.organization.inject(Fault.reset(), Endpoint.REVOKE);
    OrganizationClient client = fixture.client;
    assertThatThrownBy(() -> client.clientCredentials(Set.of())).isInstanceOf(AuthorizationServerUnavailableException.class);
    assertThatThrownBy(() -> client.revoke(Secret.of(token))).isInstanceOf(AuthorizationServerUnavailableException.class);
    assertThat(fixture.organization.journal().count(Endpoint.TOKEN)).isEqualTo(1);
    assertThat(fixture.organization.journal().count(Endpoint.REVOKE)).isEqualTo(1);
  }

  @Test
  void statistics_tellWhatBecameOfTheTokens() throws Exception {
    start(Map.of(Setting.CIRCUIT_BREAKER_FAILURES, NO_BREAKER));
    String token = token();
    fixture.present(token);
    fixture.present(token);
    fixture.present("unknown");
    fixture.present("unknown");
    fixture.organization.inject(Fault.status(500), Endpoint.INTROSPECT);
    fixture.present("another");
    assertThat(fixture.authenticator.statistics()).isEqualTo(new IntrospectionStatistics(1, 1, 2, 1, 0, 2));
  }

  private void start(Map<Setting, String> settings) {
    fixture = new EngineFixture(settings);
  }

  private String token() throws AuthorizationServerUnavailableException {
    return fixture.token("Charlie", "jG9A5KrX", "read_stores");
  }

  private static AuthenticationResult present(RequestAuthenticator authenticator, String token) {
    return authenticator.authenticate(EngineFixture.api("/api").with("Authorization", "Bearer " + token), new MemorySessionStore(),
        Requirement.BEARER);
  }

  private static AuthenticationResult eventually(RequestAuthenticator authenticator, String token) {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    AuthenticationResult result = present(authenticator, token);
    while (result instanceof Refused && System.nanoTime() < deadline) {
      Thread.onSpinWait();
      result = present(authenticator, token);
    }
    return result;
  }

  private static Refused assertUnavailable(AuthenticationResult result) {
    assertThat(result).isInstanceOf(Refused.class);
    Refused refused = (Refused) result;
    assertThat(refused.reason()).isEqualTo(Reason.AUTHORIZATION_SERVER_UNAVAILABLE);
    assertThat(refused.reply().status()).isEqualTo(503);
    assertThat(Integer.parseInt(refused.reply().header("Retry-After").orElseThrow())).isPositive();
    return refused;
  }
}
