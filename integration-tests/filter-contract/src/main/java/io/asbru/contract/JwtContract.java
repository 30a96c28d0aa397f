package io.asbru.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * JWT access tokens that the application validates itself.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-4">RFC 9068, section 4</a>
 */
public abstract class JwtContract extends FilterContract {

  private static final String API = "/api/stores/list";

  @Override
  Deployment deployment() {
    return Deployment.withClock(jwtSettings());
  }

  private Map<String, String> jwtSettings() {
    return settings("jwt-access-tokens", "validate", "accepted-audiences", Provider.JWT_CLIENT + " " + Provider.CLIENT,
        "request-timeout", "2s");
  }

  private String jwt(String user) {
    return provider.token(Provider.EAST, Provider.JWT_CLIENT, Provider.JWT_SECRET, Map.of("grant_type", "password", "username", user,
        "password", Provider.password(user), "scope", "openid read_stores")).member("access_token");
  }

  @Test
  void goodToken_isTakenWithoutAskingAnybody() {
    Answer answer = visitor().program(API, jwt("Charlie")).requireStatus(200);

    assertThat(answer.fact("kind")).isEqualTo("USER");
    assertThat(answer.fact("subject")).isEqualTo(provider.east().user("Charlie").orElseThrow().id());
    assertThat(answer.fact("scopes")).isEqualTo("openid read_stores");
    assertThat(answer.fact("organization")).isEqualTo(Provider.EAST);
    assertThat(provider.asked(Endpoint.INTROSPECT)).isZero();
  }

  @Test
  void tokenOfAnApplication_isAnApplications() {
    String token = provider.token(Provider.EAST, Provider.JWT_CLIENT, Provider.JWT_SECRET,
        Map.of("grant_type", "client_credentials", "scope", "read_stores")).member("access_token");

    Answer answer = visitor().program(API, token).requireStatus(200);

    assertThat(answer.fact("kind")).isEqualTo("APPLICATION");
    assertThat(answer.fact("principal")).isEqualTo(Provider.JWT_CLIENT);
  }

  @Test
  void opaqueToken_isIntrospected() {
    visitor().program(API, provider.accessToken("Charlie", "read_stores")).requireStatus(200);

    assertThat(provider.asked(Endpoint.INTROSPECT)).isEqualTo(1);
  }

  static List<Fault> forgeries() {
    return List.of(Fault.algNone(), Fault.hmacWithPublicKey(), Fault.badSignature(), Fault.unknownKid(), Fault.missingKid(),
        Fault.otherAlgorithm(), Fault.wrongIssuer(), Fault.wrongAudience(), Fault.wrongOrganization(), Fault.missingOrganization(),
        Fault.expired(), Fault.negativeExpiry(), Fault.missingExpiry(), Fault.issuedInFuture(), Fault.missingClaim("sub"),
        Fault.missingClaim("aud"), Fault.missingClaim("iss"), Fault.claim("exp", "soon"), Fault.claim("sub", 7), Fault.claim("scope", 7),
        Fault.claim("nonce", "n"), Fault.claim("at_hash", "AAAA"), Fault.claim("org_id", 7));
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void forgedToken_isRefused(Fault fault) {
    jwt("store-reader");
    visitor().program(API, jwt("store-reader")).requireStatus(200);
    later(Duration.ofSeconds(31));
    provider.inject(fault.inAccessToken(), Endpoint.TOKEN);

    Expect.json(visitor().program(API, jwt("Charlie")), 401, "invalid_token");

    provider.restore();
    visitor().program(API, jwt("store-manager")).requireStatus(200);
  }

  static List<Fault> harmless() {
    return List.of(Fault.decimalExpiry(), Fault.missingClaim("nbf"), Fault.missingClaim("jti"),
        Fault.claim("aud", List.of("another", Provider.JWT_CLIENT)), Fault.claim("unheard_of", Map.of("a", 1)));
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void unusualToken_isTaken(Fault fault) {
    provider.inject(fault.inAccessToken(), Endpoint.TOKEN);

    visitor().program(API, jwt("Charlie")).requireStatus(200);
  }

  @Test
  void tokenOfAnotherKind_isRefused() {
    Answer tokens = provider.token(Provider.EAST, Provider.JWT_CLIENT, Provider.JWT_SECRET, Map.of("grant_type", "password",
        "username", "Charlie", "password", Provider.password("Charlie"), "scope", "openid read_stores"));

    for (String token : List.of(tokens.member("id_token"), tokens.member("refresh_token"), tokens.member("access_token") + "x",
        tokens.member("access_token").replaceFirst("\\.[^.]*$", "."), "eyJhbGciOiJub25lIn0.e30.", "a.b.c")) {
      Expect.json(visitor().program(API, token), 401, "invalid_token");
    }
  }

  @Test
  void tokenThatExpires_isRefused_whenTheClocksMayNotDifferByThatMuch() {
    String token = jwt("Charlie");
    visitor().program(API, token).requireStatus(200);

    later(Duration.ofMinutes(60).plusSeconds(31));

    visitor().program(API, token).requireStatus(401);
  }

  @Test
  void revokedToken_isGoodUntilItExpires_asDocumented() {
    String token = jwt("Charlie");
    visitor().program(API, token).requireStatus(200);
    provider.local().revokeTokens(provider.east(), "Charlie");
    later(Duration.ofMinutes(10));

    visitor().program(API, token).requireStatus(200);
  }

  @Test
  void providerThatIsAway_isNotNeeded() {
    visitor().program(API, jwt("Charlie")).requireStatus(200);
    String other = jwt("store-reader");
    provider.local().stop();
    later(Duration.ofMinutes(30));

    visitor().program(API, other).requireStatus(200);
  }

  @Test
  void keysThatWereNeverHad_areNoVerdict() throws StartFailedException {
    Visitor fresh = new Visitor(start(deployment()));
    String token = jwt("Charlie");
    provider.inject(Fault.status(500), Endpoint.JWKS);

    Answer answer = fresh.program(API, token);

    Expect.json(answer, 503, "temporarily_unavailable");
    assertThat(answer.header("Retry-After")).isPresent();
    provider.restore();
    later(Duration.ofSeconds(6));
    fresh.program(API, token).requireStatus(200);
  }

  @Test
  void changedKeys_areFetched_andOldTokensGoOnWhileTheirKeyIsPublished() {
    String before = jwt("Charlie");
    visitor().program(API, before).requireStatus(200);
    provider.local().rotateKeys();
    later(Duration.ofSeconds(61));

    visitor().program(API, jwt("store-reader")).requireStatus(200);
    visitor().program(API, before).requireStatus(200);
    provider.local().dropRetiredKeys();
    later(Duration.ofMinutes(31));
    visitor().program(API, before).requireStatus(401);
  }

  @Test
  void madeUpKeyIds_doNotMakeUsAskAllTheTime() {
    visitor().program(API, jwt("store-reader")).requireStatus(200);
    later(Duration.ofSeconds(31));
    provider.inject(Fault.unknownKid().inAccessToken(), Endpoint.TOKEN);
    provider.journal().clear();

    for (int i = 0; i < 6; i++) {
      Expect.json(visitor().program(API, jwt("Charlie")), 401, "invalid_token");
    }

    assertThat(provider.asked(Endpoint.JWKS)).isEqualTo(1);
  }
}
