package io.asbru.resilience;

import static io.asbru.resilience.FaultMatrix.INVALID;
import static io.asbru.resilience.FaultMatrix.JWTS_VALIDATED_HERE;
import static io.asbru.resilience.FaultMatrix.OPAQUE_TOKENS;
import static io.asbru.resilience.FaultMatrix.OTHER_USER;
import static io.asbru.resilience.FaultMatrix.TAKEN;
import static io.asbru.resilience.FaultMatrix.UNAVAILABLE;
import static io.asbru.resilience.FaultMatrix.USER;
import static io.asbru.resilience.FaultMatrix.ofTransport;
import static io.asbru.resilience.FaultMatrix.require;
import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.settings.Setting;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault of the local organization at every endpoint where it matters to a bearer request: the status that a client sees, within which
 * time, and that all is well afterwards. What is wrong with a signed token is in {@link TokenFaultMatrixTest}.
 */
@Timeout(60)
class FaultMatrixTest {

  private static FaultMatrix matrix;

  @BeforeAll
  static void start() throws Exception {
    matrix = new FaultMatrix();
  }

  @AfterAll
  static void stop() {
    matrix.close();
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
        Arguments.of(Fault.claim("scope", Map.of()), UNAVAILABLE),
        // The audience is ours among others, and who else may use the token is not said of access tokens (RFC 7662, section 2.2).
        Arguments.of(Fault.wrongAzp(), TAKEN),
        // Whose token it is says the provider, and nobody else.
        Arguments.of(Fault.wrongSubject(), TAKEN),
        // Some providers keep a nonce in their access tokens; at_hash is of ID tokens alone, and these may be active, too.
        Arguments.of(Fault.wrongNonce(), TAKEN),
        Arguments.of(Fault.wrongAtHash(), INVALID)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("ofIntrospection")
  void faultOfIntrospection(Fault fault, int expected) throws Exception {
    matrix.row(fault, Endpoint.INTROSPECT, expected, OPAQUE_TOKENS);
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
    matrix.row(fault, Endpoint.JWKS, expected, JWTS_VALIDATED_HERE);
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
    matrix.row(fault, Endpoint.DISCOVERY, expected, Map.of(Setting.DISCOVERY, "true"));
  }

  /** Every endpoint that these settings do not need, and the faults that only a sign-in can come to see. */
  static Stream<Arguments> elsewhere() {
    Fault hangs = Fault.latency(Duration.ofSeconds(20));
    Named<Map<Setting, String>> opaque = Named.of("opaque token", OPAQUE_TOKENS);
    Named<Map<Setting, String>> jwt = Named.of("JWT", JWTS_VALIDATED_HERE);
    return Stream.of(
        EnumSet.complementOf(EnumSet.of(Endpoint.INTROSPECT)).stream().map(endpoint -> Arguments.of(hangs, endpoint, opaque)),
        EnumSet.complementOf(EnumSet.of(Endpoint.JWKS)).stream().map(endpoint -> Arguments.of(hangs, endpoint, jwt)),
        Stream.of(
            Arguments.of(Fault.missingIdToken(), Endpoint.TOKEN, opaque),
            Arguments.of(Fault.parameter("state", "another"), Endpoint.AUTHORIZE, opaque),
            Arguments.of(Fault.missingParameter("code"), Endpoint.AUTHORIZE, opaque)))
        .flatMap(rows -> rows);
  }

  @ParameterizedTest(name = "{0} at {1}: {2}")
  @MethodSource("elsewhere")
  void faultElsewhere_isNotNoticed(Fault fault, Endpoint endpoint, Map<Setting, String> settings) throws Exception {
    matrix.asAtTheStart();
    try (GuardedServer cold = matrix.server(settings)) {
      String token = cold.token(USER);
      matrix.organization.journal().clear();
      matrix.organization.inject(fault, endpoint);

      require(TAKEN, cold.present(token), "uncached");
      require(TAKEN, cold.present(token), "cached");
      assertThat(matrix.organization.journal().count(endpoint)).isZero();
    } finally {
      matrix.organization.clearFaults();
    }
  }

  @Test
  void providerThatIsGone() throws Exception {
    matrix.asAtTheStart();
    try (GuardedServer server = matrix.server(OPAQUE_TOKENS)) {
      String known = server.token(USER);
      String other = server.token(OTHER_USER);
      require(TAKEN, server.present(known), "before");
      matrix.organization.stop();
      try {
        require(TAKEN, server.present(known), "cached");
        require(UNAVAILABLE, server.present(other), "uncached");
      } finally {
        matrix.organization.restart();
      }
      assertThat(FaultMatrix.eventually(server, other)).isEqualTo(TAKEN);
    }
  }

  @Test
  void everyFault_hasARow() {
    Set<String> all = FaultMatrix.factories().stream().map(Method::getName).collect(Collectors.toSet());

    assertThat(FaultMatrix.factories(Stream.of(ofIntrospection(), ofKeys(), ofDiscovery(), elsewhere(),
        TokenFaultMatrixTest.ofAccessTokens(), TokenFaultMatrixTest.ofSignedIntrospection()).flatMap(rows -> rows)))
        .containsExactlyInAnyOrderElementsOf(all);
  }
}
