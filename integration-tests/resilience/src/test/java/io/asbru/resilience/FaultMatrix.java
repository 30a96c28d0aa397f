package io.asbru.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.contract.app.MovableClock;
import io.asbru.local.Definition;
import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.local.LocalOrganization;
import io.asbru.local.Organization;
import io.asbru.local.Switch;
import io.asbru.resilience.GuardedServer.Answer;
import io.asbru.settings.Setting;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** A local organization in which things go wrong, and what every row of the fault matrix demands. */
final class FaultMatrix implements AutoCloseable {

  /** A deadline of one second, and a margin for a busy machine. */
  static final Duration MOST = Duration.ofSeconds(3);
  static final int TAKEN = 200;
  static final int INVALID = 401;
  static final int UNAVAILABLE = 503;

  static final Map<Setting, String> OPAQUE_TOKENS = Map.of();
  static final Map<Setting, String> JWTS = Map.of(Setting.CLIENT_ID, "sample_jwt_client_id",
      Setting.CLIENT_SECRET, "sample_jwt_client_secret");
  static final Map<Setting, String> JWTS_VALIDATED_HERE = with(JWTS, Setting.JWT_ACCESS_TOKENS, "validate");
  static final Map<Setting, String> SIGNED_INTROSPECTION = Map.of(Setting.SIGNED_INTROSPECTION, "true");

  /** A user of each row; another one's token is new to a server that knows the first one's. */
  static final String USER = "Charlie";
  static final String OTHER_USER = "store-manager";

  private final MovableClock clock = new MovableClock();
  final LocalOrganization organization = LocalOrganization.builder().clock(clock)
      .definition(Definition.demo().toBuilder().with(Switch.SIGNED_INTROSPECTION, true).build()).start();

  FaultMatrix() throws Exception {
    // To make the keys that sign takes longer than a row has time: here it may.
    try (GuardedServer server = server(with(SIGNED_INTROSPECTION, Setting.REQUEST_TIMEOUT, "20s"))) {
      assertThat(server.present(server.token(USER)).status()).isEqualTo(TAKEN);
    }
  }

  /** What goes wrong on the wire or with the whole answer, at whatever endpoint. */
  static Stream<Fault> ofTransport() {
    return Stream.of(Fault.latency(Duration.ofSeconds(20)), Fault.reset(), Fault.halfBody(), Fault.trickle(Duration.ofMillis(200)),
        Fault.status(400), Fault.status(401), Fault.status(403), Fault.status(404), Fault.status(408), Fault.status(429),
        Fault.status(429, 1), Fault.status(500), Fault.status(502), Fault.status(503), Fault.status(503, 1), Fault.status(504),
        Fault.error(400, "invalid_request", "no"), Fault.error(401, "invalid_client", "no"),
        Fault.redirect("http://localhost:1/elsewhere"), Fault.notJson(), Fault.emptyBody(), Fault.hugeBody(1_000_000));
  }

  /** The methods that make faults. */
  static List<Method> factories() {
    return Arrays.stream(Fault.class.getMethods())
        .filter(method -> Modifier.isStatic(method.getModifiers()) && method.getReturnType() == Fault.class).toList();
  }

  /** The names of the methods that made the faults of these rows; a fault's own name begins with it. */
  static Set<String> factories(Stream<Arguments> rows) {
    return rows.map(row -> row.get()[0].toString().split(" ", 2)[0]).collect(Collectors.toSet());
  }

  static Map<Setting, String> with(Map<Setting, String> settings, Setting setting, String value) {
    Map<Setting, String> more = new LinkedHashMap<>(settings);
    more.put(setting, value);
    return Map.copyOf(more);
  }

  GuardedServer server(Map<Setting, String> more) throws Exception {
    Map<Setting, String> settings = new LinkedHashMap<>(Map.of(Setting.REQUEST_TIMEOUT, "1s", Setting.CIRCUIT_BREAKER_DELAY, "100ms"));
    settings.putAll(more);
    return new GuardedServer(organization, clock, settings);
  }

  /** No faults, and the next tokens are new, so that none expires within a row. */
  void asAtTheStart() {
    organization.clearFaults();
    for (Organization each : organization.organizations()) {
      organization.revokeTokens(each, USER);
      organization.revokeTokens(each, OTHER_USER);
    }
    organization.journal().clear();
  }

  void later(Duration time) {
    clock.offset(clock.offset().plus(time));
  }

  /**
   * A token that is known stays good; one that is not gets what is expected, in time; a public page does not notice; then all is well.
   * Keys and metadata are kept, so that a server that has them takes new tokens, too.
   */
  void row(Fault fault, Endpoint endpoint, int expected, Map<Setting, String> settings) throws Exception {
    asAtTheStart();
    try (GuardedServer cold = server(settings); GuardedServer warm = server(settings)) {
      String token = cold.token(USER);
      String other = cold.token(OTHER_USER);
      require(TAKEN, warm.present(token), "before");
      organization.inject(fault, endpoint);

      require(expected, cold.present(token), "uncached");
      require(TAKEN, warm.present(token), "cached");
      require(endpoint == Endpoint.INTROSPECT ? expected : TAKEN, warm.present(other), "a new token, on a server that is warm");
      require(TAKEN, cold.get("/public/page", ""), "public page");

      requireRecovery(cold, other);
    } finally {
      organization.clearFaults();
    }
  }

  /** The status, the time, and what a client is told. */
  static void require(int expected, Answer answer, String what) {
    assertThat(answer.status()).as("%s: %s", what, answer).isEqualTo(expected);
    assertThat(answer.took()).as(what).isLessThan(MOST);
    if (expected == UNAVAILABLE) {
      assertThat(Integer.parseInt(answer.retryAfter())).as(what).isPositive();
      assertThat(answer.body()).as(what).contains("temporarily_unavailable");
    } else {
      assertThat(answer.retryAfter()).as(what).isEmpty();
      assertThat(answer.body()).as(what).contains(expected == TAKEN ? "hello" : "invalid_token");
    }
  }

  /** The fault is gone and pauses after failures are over; keys and metadata that are known are still young. */
  void requireRecovery(GuardedServer server, String token) throws Exception {
    organization.clearFaults();
    later(Duration.ofMinutes(1));
    assertThat(eventually(server, token)).as("afterwards").isEqualTo(TAKEN);
  }

  /** What failed is left alone for some seconds; then it works without anybody's doing. */
  static int eventually(GuardedServer server, String token) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    int status = server.present(token).status();
    while (status == UNAVAILABLE && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      status = server.present(token).status();
    }
    return status;
  }

  @Override
  public void close() {
    organization.close();
  }
}
