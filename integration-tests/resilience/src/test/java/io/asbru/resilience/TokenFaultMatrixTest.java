package io.asbru.resilience;

import static io.asbru.resilience.FaultMatrix.INVALID;
import static io.asbru.resilience.FaultMatrix.JWTS;
import static io.asbru.resilience.FaultMatrix.JWTS_VALIDATED_HERE;
import static io.asbru.resilience.FaultMatrix.OPAQUE_TOKENS;
import static io.asbru.resilience.FaultMatrix.OTHER_USER;
import static io.asbru.resilience.FaultMatrix.SIGNED_INTROSPECTION;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The fault matrix of what is signed: access tokens that are validated here, and introspection responses (RFC 9701). And of the grace that an
 * outage of introspection can have.
 */
@Timeout(60)
class TokenFaultMatrixTest {

  private static FaultMatrix matrix;

  @BeforeAll
  static void start() throws Exception {
    matrix = new FaultMatrix();
  }

  @AfterAll
  static void stop() {
    matrix.close();
  }

  static Stream<Arguments> ofAccessTokens() {
    return Stream.of(
        Arguments.of(Fault.algNone(), INVALID),
        Arguments.of(Fault.hmacWithPublicKey(), INVALID),
        Arguments.of(Fault.badSignature(), INVALID),
        Arguments.of(Fault.unknownKid(), INVALID),
        // Two keys come into question: the organization's and the root's.
        Arguments.of(Fault.missingKid(), INVALID),
        Arguments.of(Fault.otherAlgorithm(), INVALID),
        Arguments.of(Fault.wrongIssuer(), INVALID),
        Arguments.of(Fault.missingClaim("iss"), INVALID),
        Arguments.of(Fault.wrongAudience(), INVALID),
        Arguments.of(Fault.missingClaim("aud"), INVALID),
        Arguments.of(Fault.claim("aud", 5), INVALID),
        Arguments.of(Fault.wrongOrganization(), INVALID),
        Arguments.of(Fault.missingOrganization(), INVALID),
        Arguments.of(Fault.expired(), INVALID),
        Arguments.of(Fault.issuedInFuture(), INVALID),
        Arguments.of(Fault.negativeExpiry(), INVALID),
        Arguments.of(Fault.missingExpiry(), INVALID),
        Arguments.of(Fault.claim("exp", "soon"), INVALID),
        Arguments.of(Fault.decimalExpiry(), TAKEN),
        Arguments.of(Fault.hugeExpiry(), TAKEN),
        Arguments.of(Fault.missingClaim("sub"), INVALID),
        Arguments.of(Fault.claim("scope", Map.of()), INVALID),
        // Only an ID token has these.
        Arguments.of(Fault.wrongNonce(), INVALID),
        Arguments.of(Fault.wrongAtHash(), INVALID),
        // The audience is ours among others, and azp is no claim of access tokens (RFC 9068, section 2.2).
        Arguments.of(Fault.wrongAzp(), TAKEN),
        // Signed by the provider: it says whose token it is.
        Arguments.of(Fault.wrongSubject(), TAKEN));
  }

  /** What is wrong with a JWT is found out without anybody's help. A provider that is asked does not know such a token. */
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("ofAccessTokens")
  void faultOfTheAccessToken(Fault fault, int expected) throws Exception {
    matrix.asAtTheStart();
    try (GuardedServer cold = matrix.server(JWTS_VALIDATED_HERE); GuardedServer warm = matrix.server(JWTS_VALIDATED_HERE);
        GuardedServer asks = matrix.server(JWTS)) {
      String good = warm.token(USER);
      require(TAKEN, warm.present(good), "before");
      matrix.organization.inject(fault.inAccessToken(), Endpoint.TOKEN);
      String token = cold.token(USER);
      assertThat(token).isNotEqualTo(good);

      require(expected, cold.present(token), "uncached, before the keys are known");
      require(expected, cold.present(token), "once more");
      require(expected, warm.present(token), "uncached");
      require(TAKEN, warm.present(good), "cached");
      assertThat(matrix.organization.journal().count(Endpoint.INTROSPECT)).isZero();
      require(INVALID, asks.present(token), "introspected");

      matrix.organization.clearFaults();
      matrix.requireRecovery(cold, cold.token(OTHER_USER));
    } finally {
      matrix.organization.clearFaults();
    }
  }

  static Stream<Arguments> ofSignedIntrospection() {
    // A huge body is a JSON object, which a signed response is not; there is a huge claim instead.
    Stream<Fault> transport = ofTransport().filter(fault -> !fault.toString().startsWith("hugeBody"));
    return Stream.concat(transport.map(fault -> Arguments.of(fault, UNAVAILABLE)), Stream.of(
        Arguments.of(Fault.claim("padding", "x".repeat(1_000_000)), UNAVAILABLE),
        Arguments.of(Fault.contentType("text/html"), TAKEN),
        Arguments.of(Fault.algNone(), UNAVAILABLE),
        Arguments.of(Fault.hmacWithPublicKey(), UNAVAILABLE),
        Arguments.of(Fault.badSignature(), UNAVAILABLE),
        Arguments.of(Fault.unknownKid(), UNAVAILABLE),
        Arguments.of(Fault.missingKid(), UNAVAILABLE),
        Arguments.of(Fault.otherAlgorithm(), UNAVAILABLE),
        Arguments.of(Fault.wrongIssuer(), UNAVAILABLE),
        Arguments.of(Fault.wrongAudience(), UNAVAILABLE),
        Arguments.of(Fault.missingClaim("iat"), UNAVAILABLE),
        Arguments.of(Fault.issuedInFuture(), UNAVAILABLE),
        Arguments.of(Fault.negativeExpiry(), UNAVAILABLE),
        Arguments.of(Fault.missingClaim("token_introspection"), UNAVAILABLE),
        Arguments.of(Fault.claim("token_introspection", Map.of("active", "true")), UNAVAILABLE),
        Arguments.of(Fault.claim("token_introspection", Map.of("active", false)), INVALID),
        Arguments.of(Fault.claim("token_introspection", Map.of("active", true)), INVALID),
        Arguments.of(Fault.hugeExpiry(), TAKEN),
        // A response has no exp (section 5), so that there is none to be moved or to miss.
        Arguments.of(Fault.expired(), TAKEN),
        Arguments.of(Fault.decimalExpiry(), TAKEN),
        Arguments.of(Fault.missingExpiry(), TAKEN),
        // The response is for us among others; what the token is, token_introspection alone says.
        Arguments.of(Fault.wrongAzp(), TAKEN),
        Arguments.of(Fault.wrongSubject(), TAKEN),
        Arguments.of(Fault.wrongOrganization(), TAKEN),
        Arguments.of(Fault.missingOrganization(), TAKEN),
        Arguments.of(Fault.wrongNonce(), TAKEN),
        Arguments.of(Fault.wrongAtHash(), TAKEN)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("ofSignedIntrospection")
  void faultOfSignedIntrospection(Fault fault, int expected) throws Exception {
    matrix.row(fault, Endpoint.INTROSPECT, expected, SIGNED_INTROSPECTION);
  }

  /** The keys of JWTs are the same: {@link FaultMatrixTest} has every fault of them. */
  static Stream<Fault> ofTheirKeys() {
    return Stream.of(Fault.latency(Duration.ofSeconds(20)), Fault.status(500), Fault.missingMember("keys"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ofTheirKeys")
  void faultOfTheKeysOfSignedIntrospection(Fault fault) throws Exception {
    matrix.row(fault, Endpoint.JWKS, UNAVAILABLE, SIGNED_INTROSPECTION);
  }

  /** Grace is for a provider that cannot be asked. It ends, and it does not stand against what the provider says. */
  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("io.asbru.resilience.FaultMatrixTest#ofIntrospection")
  void graceDuringAFaultOfIntrospection(Fault fault, int withoutGrace) throws Exception {
    Duration grace = Duration.ofMinutes(5);
    matrix.asAtTheStart();
    try (GuardedServer patient = matrix.server(Map.of(Setting.INTROSPECTION_GRACE, grace.toString()));
        GuardedServer strict = matrix.server(OPAQUE_TOKENS)) {
      String token = patient.token(USER);
      require(TAKEN, patient.present(token), "before");
      require(TAKEN, strict.present(token), "before");
      matrix.later(Duration.ofSeconds(61));
      matrix.organization.inject(fault, Endpoint.INTROSPECT);

      require(withoutGrace == UNAVAILABLE ? TAKEN : withoutGrace, patient.present(token), "within grace");
      require(withoutGrace, strict.present(token), "without grace");
      matrix.later(grace);
      require(withoutGrace, patient.present(token), "after grace");

      matrix.requireRecovery(patient, token);
      matrix.requireRecovery(strict, token);
    } finally {
      matrix.organization.clearFaults();
    }
  }

  /** Whatever can be wrong with a signed token is tried with both kinds. */
  @Test
  void everyFaultOfASignedToken_hasARow() throws Exception {
    Set<String> all = new HashSet<>();
    for (Method factory : FaultMatrix.factories()) {
      if (factory.getParameterCount() == 0 && isOfASignedToken((Fault) factory.invoke(null))) {
        all.add(factory.getName());
      }
    }

    assertThat(all).contains("algNone", "wrongIssuer");
    for (Stream<Arguments> rows : List.of(ofAccessTokens(), ofSignedIntrospection())) {
      assertThat(FaultMatrix.factories(rows)).contains("claim", "missingClaim").containsAll(all);
    }
  }

  private static boolean isOfASignedToken(Fault fault) {
    try {
      fault.inAccessToken();
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }
}
