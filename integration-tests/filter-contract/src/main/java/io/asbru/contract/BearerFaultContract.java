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

/** Bearer requests while the introspection endpoint lies, fails or hangs. */
public abstract class BearerFaultContract extends FilterContract {

  private static final String API = "/api/stores/list";
  private static final Duration BOUND = Duration.ofSeconds(6);

  @Override
  Deployment deployment() {
    return Deployment.withClock(settings("request-timeout", "2s"));
  }

  static List<Fault> lies() {
    return List.of(Fault.member("active", false), Fault.wrongOrganization(), Fault.missingOrganization(), Fault.wrongAudience(), Fault.missingClaim("aud"), Fault.claim("aud", List.of()),
        Fault.wrongTokenType(), Fault.member("token_type", "Refresh"), Fault.member("token_type", "refresh_token"), Fault.expired(),
        Fault.negativeExpiry(), Fault.claim("exp", 0), Fault.issuedInFuture(), Fault.wrongIssuer());
  }

  @ParameterizedTest
  @MethodSource("lies")
  void tokenThatShouldNotBeTaken_isNot(Fault fault) {
    String token = provider.accessToken("Charlie", "read_stores");
    provider.inject(fault, Endpoint.INTROSPECT);

    Expect.json(visitor().program(API, token), 401, "invalid_token");
    worksAgain(token);
  }

  static List<Fault> outages() {
    return List.of(Fault.status(500), Fault.status(502), Fault.status(503), Fault.status(429), Fault.status(401), Fault.status(403),
        Fault.status(404), Fault.reset(), Fault.halfBody(), Fault.notJson(), Fault.emptyBody(), Fault.hugeBody(1_000_000),
        Fault.latency(Duration.ofSeconds(30)), Fault.trickle(Duration.ofMillis(100)), Fault.redirect("https://evil.example/introspect"),
        Fault.activeAsString(), Fault.missingMember("active"), Fault.member("active", 1), Fault.member("active", List.of(true)),
        Fault.member("exp", "soon"), Fault.member("scope", 7), Fault.member("username", 7), Fault.member("org_id", 7),
        Fault.member("client_id", Map.of()), Fault.error(401, "invalid_client", "no"));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void noAnswer_isNoVerdict(Fault fault) {
    String token = provider.accessToken("Charlie", "read_stores");
    provider.inject(fault, Endpoint.INTROSPECT);

    Answer answer = visitor().program(API, token);

    Expect.json(answer, 503, "temporarily_unavailable");
    assertThat(answer.header("Retry-After")).isPresent();
    assertThat(answer.header("WWW-Authenticate")).isEmpty();
    assertThat(answer.took()).isLessThan(BOUND);
    worksAgain(token);
  }

  static List<Fault> harmless() {
    return List.of(Fault.missingExpiry(), Fault.decimalExpiry(), Fault.hugeExpiry(), Fault.contentType("text/html"),
        Fault.missingMember("nbf"), Fault.missingMember("iat"), Fault.missingMember("aut"), Fault.member("token_type", "bearer"),
        Fault.missingMember("token_type"), Fault.member("scope", List.of("read_stores")), Fault.member("aud", List.of("another", Provider.CLIENT)), Fault.latency(Duration.ofMillis(200)),
        Fault.member("unheard_of", Map.of("a", List.of(1, "b"))), Fault.hugeBody(100_000));
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void unusualAnswer_isTaken(Fault fault) {
    String token = provider.accessToken("Charlie", "read_stores");
    provider.inject(fault, Endpoint.INTROSPECT);

    assertThat(visitor().program(API, token).requireStatus(200).fact("user")).startsWith("Charlie@");
  }

  @Test
  void noScope_meansNone() {
    String token = provider.accessToken("Charlie", "read_stores");
    provider.inject(Fault.missingMember("scope"), Endpoint.INTROSPECT);

    Expect.json(visitor().program(API, token), 403, "insufficient_scope");
    assertThat(visitor().program("/api/other", token).requireStatus(200).fact("scopes")).isEmpty();
  }

  @Test
  void userWithoutAName_isNobody() {
    String token = provider.accessToken("Charlie", "read_stores");
    provider.inject(Fault.missingMember("username"), Endpoint.INTROSPECT);

    Answer answer = visitor().program(API, token);

    assertThat(answer.status()).isEqualTo(401);
  }

  @Test
  void applicationThatIsNamedLikeAUser_isAnApplicationAllTheSame() {
    String token = provider.applicationToken("read_stores");
    provider.inject(Fault.member("client_id", "Charlie@" + Provider.EAST), Endpoint.INTROSPECT);

    Answer answer = visitor().program(API, token);

    assertThat(answer.requireStatus(200).fact("kind")).isEqualTo("APPLICATION");
  }

  private void worksAgain(String token) {
    provider.restore();
    later(Duration.ofSeconds(61));
    visitor().program(API, token).requireStatus(200);
  }
}
