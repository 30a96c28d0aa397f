package io.asbru.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.contract.app.MovableClock;
import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.local.LocalOrganization;
import io.asbru.resilience.GuardedServer.Answer;
import io.asbru.settings.Setting;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault of the local organization: the status that a client sees, within which time, and that all is well afterwards. */
@Timeout(60)
class FaultMatrixTest {

  /** A deadline of one second, and a margin for a busy machine. */
  private static final Duration MOST = Duration.ofSeconds(3);
  private static final int TAKEN = 200;
  private static final int INVALID = 401;
  private static final int UNAVAILABLE = 503;

  private static final MovableClock CLOCK = new MovableClock();

  private static LocalOrganization organization;

  @BeforeAll
  static void start() {
    organization = LocalOrganization.builder().clock(CLOCK).start();
  }

  @AfterAll
  static void stop() {
    organization.close();
  }

  private static GuardedServer server(Map<Setting, String> more) throws Exception {
    Map<Setting, String> settings = new LinkedHashMap<>(Map.of(Setting.REQUEST_TIMEOUT, "1s", Setting.CIRCUIT_BREAKER_DELAY, "100ms"));
    settings.putAll(more);
    return new GuardedServer(organization, CLOCK, settings);
  }

  /** What goes wrong on the wire or with the whole answer, at whatever endpoint. */
  private static Stream<Fault> ofTransport() {
    return Stream.of(Fault.latency(Duration.ofSeconds(20)), Fault.reset(), Fault.halfBody(), Fault.trickle(Duration.ofMillis(200)),
        Fault.status(400), Fault.status(401), Fault.status(403), Fault.status(404), Fault.status(408), Fault.status(429),
        Fault.status(429, 1), Fault.status(500), Fault.status(502), Fault.status(503), Fault.status(503, 1), Fault.status(504),
        Fault.error(400, "invalid_request", "no"), Fault.error(401, "invalid_client", "no"),
        Fault.redirect("http://localhost:1/elsewhere"), Fault.notJson(), Fault.emptyBody(), Fault.hugeBody(1_000_000));
  }

  static Stream<Arguments> ofIntrospection() {
    return Stream.concat(ofTransport().map(fault -> Arguments.of(fault, UNAVAILABLE)), Stream.of(
        Arguments.of(Fault.contentType("text/html"), TAKEN),
        Arguments.of(Fault.activeAsString(), UNAVAILABLE),
        Arguments.of(Fault.missingMember("active"), UNAVAILABLE),
        Arguments.of(Fault.member("active", false), INVALID),
        Arguments.of(Fault.member("active", 1), UNAVAILABLE),
        Arguments.of(Fault.wrongTokenType(), INVALID),
        Arguments.of(Fault.missingMember("token_type"), TAKEN),
        Arguments.of(Fault.missingMember("username"), INVALID),
        Arguments.of(Fault.wrongAudience(), INVALID),
        Arguments.of(Fault.missingClaim("aud"), INVALID),
        Arguments.of(Fault.wrongOrganization(), INVALID),
        Arguments.of(Fault.missingOrganization(), INVALID),
        Arguments.of(Fault.expired(), INVALID),
        Arguments.of(Fault.issuedInFuture(), INVALID),
        Arguments.of(Fault.wrongIssuer(), INVALID),
        Arguments.of(Fault.negativeExpiry(), INVALID),
        Arguments.of(Fault.missingExpiry(), TAKEN),
        Arguments.of(Fault.decimalExpiry(), TAKEN),
        Arguments.of(Fault.hugeExpiry(), TAKEN),
        Arguments.of(Fault.claim("exp", "soon"), UNAVAILABLE),
        Arguments.of(Fault.claim("aud", 5), UNAVAILABLE),
        Arguments.of(Fault.claim("scope", Map.of()), UNAVAILABLE)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("ofIntrospection")
  void faultOfIntrospection(Fault fault, int expected) throws Exception {
    matrixRow(fault, Endpoint.INTROSPECT, expected, Map.of());
  }

  /** Faults of the endpoints that are asked before a JWT can be judged; the keys and the metadata are kept afterwards. */
  static Stream<Arguments> ofKeys() {
    return Stream.concat(ofTransport().map(fault -> Arguments.of(fault, UNAVAILABLE)), Stream.of(
        Arguments.of(Fault.contentType("text/html"), TAKEN),
        Arguments.of(Fault.missingMember("keys"), UNAVAILABLE),
        Arguments.of(Fault.member("keys", "none"), UNAVAILABLE)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("ofKeys")
  void faultOfTheKeySet(Fault fault, int expected) throws Exception {
    matrixRow(fault, Endpoint.JWKS, expected, Map.of(Setting.JWT_ACCESS_TOKENS, "validate",
        Setting.CLIENT_ID, "sample_jwt_client_id", Setting.CLIENT_SECRET, "sample_jwt_client_secret"));
  }

  static Stream<Arguments> ofDiscovery() {
    return Stream.concat(ofTransport().map(fault -> Arguments.of(fault, UNAVAILABLE)), Stream.of(
        Arguments.of(Fault.contentType("text/html"), TAKEN),
        Arguments.of(Fault.wrongIssuer(), UNAVAILABLE),
        Arguments.of(Fault.missingMember("issuer"), UNAVAILABLE),
        Arguments.of(Fault.missingMember("introspection_endpoint"), UNAVAILABLE),
        Arguments.of(Fault.member("introspection_endpoint", "ftp://localhost/x"), UNAVAILABLE),
        Arguments.of(Fault.member("introspection_endpoint", "http://provider.example/introspect"), UNAVAILABLE)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("ofDiscovery")
  void faultOfDiscovery(Fault fault, int expected) throws Exception {
    matrixRow(fault, Endpoint.DISCOVERY, expected, Map.of(Setting.DISCOVERY, "true"));
  }

  /** A token that is known stays good; one that is not gets what is expected, in time; a public page does not notice; then all is well. */
  private static void matrixRow(Fault fault, Endpoint endpoint, int expected, Map<Setting, String> settings) throws Exception {
    organization.clearFaults();
    try (GuardedServer cold = server(settings); GuardedServer warm = server(settings)) {
      String token = cold.token("Charlie");
      assertThat(warm.present(token).status()).isEqualTo(TAKEN);
      organization.inject(fault, endpoint);

      Answer uncached = cold.present(token);
      assertThat(uncached.status()).as("uncached: %s", uncached).isEqualTo(expected);
      assertThat(uncached.took()).isLessThan(MOST);
      if (expected == UNAVAILABLE) {
        assertThat(Integer.parseInt(uncached.retryAfter())).isPositive();
        assertThat(uncached.body()).contains("temporarily_unavailable");
      }
      Answer cached = warm.present(token);
      assertThat(cached.status()).as("cached: %s", cached).isEqualTo(TAKEN);
      assertThat(cached.took()).isLessThan(MOST);
      assertThat(cold.get("/public/page", "").status()).isEqualTo(TAKEN);

      organization.clearFaults();
      // Pauses after failures are over; the known keys and metadata are still young.
      CLOCK.offset(CLOCK.offset().plus(Duration.ofMinutes(1)));
      assertThat(eventually(cold, cold.token("store-manager"))).as("afterwards").isEqualTo(TAKEN);
    } finally {
      organization.clearFaults();
    }
  }

  @Test
  void providerThatIsGone() throws Exception {
    try (GuardedServer server = server(Map.of())) {
      String known = server.token("Charlie");
      String other = server.token("store-manager");
      assertThat(server.present(known).status()).isEqualTo(TAKEN);
      organization.stop();
      try {
        assertThat(server.present(known).status()).isEqualTo(TAKEN);
        Answer refused = server.present(other);
        assertThat(refused.status()).isEqualTo(UNAVAILABLE);
        assertThat(refused.took()).isLessThan(MOST);
      } finally {
        organization.restart();
      }
      assertThat(eventually(server, other)).isEqualTo(TAKEN);
    }
  }

  /** What failed is left alone for some seconds; then it works without anybody's doing. */
  private static int eventually(GuardedServer server, String token) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    int status = server.present(token).status();
    while (status == UNAVAILABLE && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      status = server.present(token).status();
    }
    return status;
  }
}
