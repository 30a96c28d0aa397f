package io.asbru.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.local.Application;
import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is kept of introspections, for how long, and what happens when the provider is away. */
public abstract class IntrospectionContract extends FilterContract {

  private static final String API = "/api/stores/list";
  private static final Duration QUICKLY = Duration.ofSeconds(6);

  @Override
  Deployment deployment() {
    return Deployment.withClock(settings("request-timeout", "2s"));
  }

  @Test
  void manyRequests_areOneIntrospection() {
    String token = provider.accessToken("Charlie", "read_stores");
    Visitor program = visitor();

    for (int i = 0; i < 10; i++) {
      program.program(API, token).requireStatus(200);
    }

    assertThat(provider.asked(Endpoint.INTROSPECT, "token", token)).hasSize(1);
  }

  @Test
  void afterAMinute_itIsAskedAnew() {
    String token = provider.accessToken("Charlie", "read_stores");
    visitor().program(API, token).requireStatus(200);

    later(Duration.ofSeconds(59));
    visitor().program(API, token).requireStatus(200);
    assertThat(provider.asked(Endpoint.INTROSPECT)).isEqualTo(1);

    later(Duration.ofSeconds(2));
    visitor().program(API, token).requireStatus(200);
    assertThat(provider.asked(Endpoint.INTROSPECT)).isEqualTo(2);
  }

  @Test
  void inactive_isKeptForTenSeconds() {
    visitor().program(API, "unknown").requireStatus(401);
    later(Duration.ofSeconds(9));
    visitor().program(API, "unknown").requireStatus(401);
    assertThat(provider.asked(Endpoint.INTROSPECT)).isEqualTo(1);

    later(Duration.ofSeconds(2));
    visitor().program(API, "unknown").requireStatus(401);
    assertThat(provider.asked(Endpoint.INTROSPECT)).isEqualTo(2);
  }

  @Test
  void tokenThatExpires_isRefusedThoughItIsKept() {
    String token = provider.accessToken("Charlie", "read_stores");
    later(Duration.ofMinutes(59).plusSeconds(50));
    visitor().program(API, token).requireStatus(200);

    later(Duration.ofSeconds(11));

    visitor().program(API, token).requireStatus(401);
  }

  @Test
  void scopes_areCheckedOnWhatIsKept() {
    String token = provider.accessToken("store-manager", "read_stores");

    visitor().program(API, token).requireStatus(200);
    visitor().program("/api/both", token).requireStatus(403);
    visitor().program(API, token).requireStatus(200);

    assertThat(provider.asked(Endpoint.INTROSPECT)).isEqualTo(1);
  }

  @Test
  void audienceAndOrganization_areCheckedOnWhatIsKept() {
    String token = provider.accessToken("Charlie", "read_stores");
    provider.inject(Fault.wrongAudience(), Endpoint.INTROSPECT);

    visitor().program(API, token).requireStatus(401);
    provider.local().clearFaults();
    visitor().program(API, token).requireStatus(401);

    assertThat(provider.asked(Endpoint.INTROSPECT)).isEqualTo(1);
  }

  @Test
  void sameTokenAtOnce_isOneIntrospection() {
    String token = provider.accessToken("Charlie", "read_stores");
    provider.inject(Fault.latency(Duration.ofMillis(300)), Endpoint.INTROSPECT);

    List<Answer> answers = Together.times(20, () -> visitor().program(API, token));

    assertThat(answers).allMatch(answer -> answer.status() == 200);
    assertThat(provider.asked(Endpoint.INTROSPECT, "token", token)).hasSize(1);
  }

  @Test
  void tokenRevokedElsewhere_isGoodUntilItIsAskedAnew() {
    String token = provider.accessToken("Charlie", "read_stores");
    visitor().program(API, token).requireStatus(200);
    provider.local().revokeTokens(provider.east(), "Charlie");

    visitor().program(API, token).requireStatus(200);
    later(Duration.ofSeconds(61));
    visitor().program(API, token).requireStatus(401);
  }

  @Test
  void tokenSignedOutHere_isEndedAtOnce() {
    Visitor browser = signedIn("store-manager");
    String token = provider.accessToken("store-manager", Provider.SCOPES);
    visitor().program(API, token).requireStatus(200);

    browser.signOut();

    visitor().program(API, token).requireStatus(401);
    later(Duration.ofSeconds(11));
    visitor().program(API, token).requireStatus(401);
  }

  @Test
  void tokenSignedOutHere_isEndedThoughItsIntrospectionIsUnderWay() {
    Visitor browser = signedIn("store-manager");
    String token = provider.accessToken("store-manager", Provider.SCOPES);
    provider.journal().clear();
    provider.inject(Fault.latency(Duration.ofMillis(700)), Endpoint.INTROSPECT);

    List<Answer> answers = Together.with(
        () -> visitor().program(API, token),
        () -> {
          provider.journal().await(Endpoint.INTROSPECT, 1, Duration.ofSeconds(5));
          return browser.signOut();
        });

    assertThat(answers.get(0).status()).isEqualTo(401);
    visitor().program(API, token).requireStatus(401);
  }

  @Test
  void providerAway_keptTokensGoOn_othersAreToldToComeBack() {
    String kept = provider.accessToken("Charlie", "read_stores");
    String other = provider.accessToken("store-manager", "read_stores");
    visitor().program(API, kept).requireStatus(200);
    provider.local().stop();

    visitor().program(API, kept).requireStatus(200);
    Answer refused = visitor().program(API, other);
    Expect.json(refused, 503, "temporarily_unavailable");
    assertThat(refused.header("Retry-After")).hasValueSatisfying(seconds -> assertThat(Integer.parseInt(seconds)).isPositive());
    assertThat(refused.took()).isLessThan(QUICKLY);
    assertThat(refused.header("WWW-Authenticate")).isEmpty();

    provider.local().restart();
    visitor().program(API, other).requireStatus(200);
  }

  @Test
  void providerThatHangs_doesNotPileUpRequests() {
    provider.inject(Fault.latency(Duration.ofSeconds(30)), Endpoint.INTROSPECT);
    List<String> tokens = java.util.stream.IntStream.range(0, 12).mapToObj(i -> "unknown-" + i).toList();

    List<Answer> answers = Together.each(tokens, token -> visitor().program(API, token));

    assertThat(answers).allSatisfy(answer -> {
      Expect.json(answer, 503, "temporarily_unavailable");
      assertThat(answer.took()).isLessThan(QUICKLY);
    });
    assertThat(visitor().go("/public/page").requireStatus(200).took()).isLessThan(QUICKLY);
  }

  @Test
  void endpointThatFailsAgainAndAgain_isLeftAloneForAWhile() throws StartFailedException {
    Visitor patient = new Visitor(start(Deployment.withClock(settings("circuit-breaker-failures", "3", "circuit-breaker-delay", "1h"))));
    Visitor impatient = new Visitor(start(Deployment.withClock(settings("circuit-breaker-failures", "3", "circuit-breaker-delay", "1ms"))));
    String token = provider.accessToken("Charlie", "read_stores");
    provider.inject(Fault.status(500), Endpoint.INTROSPECT);
    for (int i = 0; i < 3; i++) {
      patient.program(API, "unknown-" + i).requireStatus(503);
      impatient.program(API, "unknown-" + i).requireStatus(503);
    }
    provider.restore();

    Expect.json(patient.program(API, token), 503, "temporarily_unavailable");
    assertThat(provider.asked(Endpoint.INTROSPECT)).isZero();
    impatient.program(API, token).requireStatus(200);
    Expect.page(patient.signIn("/private/page", "Charlie"), 503, "Sign-in is not available right now");
    patient.go("/public/page").requireStatus(200);
  }

  @Test
  void tooManyTokensAtOnce_areRefusedAtOnce() throws StartFailedException {
    Visitor visitor = new Visitor(start(Deployment.withClock(settings("max-concurrent-requests", "2"))));
    provider.inject(Fault.latency(Duration.ofSeconds(1)), Endpoint.INTROSPECT);

    List<Answer> answers = Together.each(List.of("a", "b", "c", "d", "e", "f"), token -> visitor.program(API, token));

    assertThat(answers).extracting(Answer::status).containsOnly(401, 503);
    assertThat(answers).filteredOn(answer -> answer.status() == 401).hasSize(2);
    assertThat(provider.asked(Endpoint.INTROSPECT)).isEqualTo(2);
  }

  @Test
  void rateLimitOfTheProvider_isPassedOn() {
    String token = provider.accessToken("Charlie", "read_stores");
    provider.inject(Fault.status(429, 17), Endpoint.INTROSPECT);

    Answer answer = visitor().program(API, token);

    Expect.json(answer, 503, "temporarily_unavailable");
    assertThat(answer.header("Retry-After")).contains("17");
  }

  @Test
  void failures_areNotKept() {
    String token = provider.accessToken("Charlie", "read_stores");
    provider.local().inject(Fault.status(500), Endpoint.INTROSPECT, 1);

    visitor().program(API, token).requireStatus(503);
    visitor().program(API, token).requireStatus(200);
  }

  @Test
  void introspection_mayHaveAClientOfItsOwn() throws StartFailedException {
    provider.east().put(Application.builder("introspector").clientSecret("introspector-secret").build());
    Visitor visitor = new Visitor(start(Deployment.withClock(
        settings("introspection-client-id", "introspector", "introspection-client-secret", "introspector-secret"))));

    visitor.program(API, provider.accessToken("Charlie", "read_stores")).requireStatus(200);

    assertThat(provider.journal().last(Endpoint.INTROSPECT).orElseThrow().clientId()).contains("introspector");
  }

  @Test
  void timeOfKeeping_isASetting() throws StartFailedException {
    Visitor visitor = new Visitor(start(Deployment.withClock(settings("introspection-ttl", "0s"))));
    String token = provider.accessToken("Charlie", "read_stores");

    visitor.program(API, token).requireStatus(200);
    visitor.program(API, token).requireStatus(200);
    assertThat(provider.asked(Endpoint.INTROSPECT)).isEqualTo(2);

    provider.local().revokeTokens(provider.east(), "Charlie");
    visitor.program(API, token).requireStatus(401);
  }

  @Test
  void wrongSecretOfTheIntrospectingClient_isNotTheCallersFault() throws StartFailedException {
    Visitor visitor = new Visitor(start(Deployment.withClock(settings("client-secret", "wrong"))));

    Expect.json(visitor.program(API, provider.accessToken("Charlie", "read_stores")), 503, "temporarily_unavailable");
  }

  @Test
  void request_tellsTheProviderOnlyTheToken() {
    String token = provider.accessToken("Charlie", "read_stores");
    visitor().program(API, token).requireStatus(200);

    Map<String, List<String>> sent = provider.journal().last(Endpoint.INTROSPECT).orElseThrow().parameters();
    assertThat(sent).containsOnlyKeys("token");
  }
}
