package io.asbru.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is measured is what the tables say: each candidate answers each scenario with its status, and warm means warm. */
class CandidateTest {

  private static Shop shop;

  @BeforeAll
  static void open() {
    shop = new Shop();
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  static Stream<Arguments> measured() {
    return Arrays.stream(Candidate.values())
        .flatMap(candidate -> candidate.scenarios().stream().map(scenario -> Arguments.of(candidate, scenario)));
  }

  @ParameterizedTest
  @MethodSource("measured")
  void knownToken_isAnsweredWithoutAskingAgain(Candidate candidate, Scenario scenario) throws Exception {
    @Nullable String[] authorizations = shop.authorizations(scenario, 1);
    Server server = candidate.start(shop, scenario, authorizations);
    List<@Nullable Object> seen = new ArrayList<>();
    Client client = new Client(scenario, authorizations, seen::add);
    assertThat(server.serve(client)).isEqualTo(scenario.status());
    int asked = shop.introspections();
    assertThat(server.serve(client)).isEqualTo(scenario.status());
    assertThat(shop.introspections()).isEqualTo(asked);
    if (scenario.status() == 200 && candidate != Candidate.ASBRU_ENGINE) {
      boolean known = authorizations[0] != null && candidate != Candidate.APPLICATION_ALONE;
      assertThat(seen).hasSize(4).element(3).matches(caller -> (caller != null) == known);
      assertThat(client.response().bodyLength()).isEqualTo(("{\"stock\": 7, \"known\": " + known + "}").length());
    }
  }

  /** So that what is left beyond the reply is what deciding costs. */
  @ParameterizedTest
  @EnumSource(names = {"NO_TOKEN", "BAD_TOKEN", "WRONG_AUDIENCE", "MISSING_SCOPE"})
  void refusal_isTheSameReplyWhoeverSendsIt(Scenario scenario) throws Exception {
    @Nullable String[] authorizations = shop.authorizations(scenario, 1);
    PlainResponse expected = response(Candidate.ASBRU_FILTER, scenario, authorizations);
    assertThat(expected.headerFields()).hasSize(3);
    for (Candidate candidate : List.of(Candidate.APPLICATION_ALONE, Candidate.LEAST_FILTER)) {
      if (candidate.scenarios().contains(scenario)) {
        PlainResponse response = response(candidate, scenario, authorizations);
        assertThat(response.headerFields()).containsExactlyInAnyOrderElementsOf(expected.headerFields());
        assertThat(response.getContentType()).isEqualTo(expected.getContentType()).isNotNull();
        assertThat(response.bodyLength()).isEqualTo(expected.bodyLength()).isEqualTo((int) response.contentLength()).isPositive();
      }
    }
  }

  private static PlainResponse response(Candidate candidate, Scenario scenario, @Nullable String[] authorizations) throws Exception {
    Client client = new Client(scenario, authorizations, seen -> { });
    assertThat(candidate.start(shop, scenario, authorizations).serve(client)).isEqualTo(scenario.status());
    return client.response();
  }

  @Test
  void jwt_hasAboutAsManyCharactersAsSaid() throws Exception {
    assertThat(shop.authorizations(Scenario.JWT, 1)[0].length() - "Bearer ".length()).isBetween(1000, 1150);
  }

  /** The load generator fails if a response has another status. */
  @Test
  void candidates_answerTheSameOnJetty() throws Exception {
    assertThat(new EndToEnd(50, 50, 1, 1).run(Scenario.JWT)).hasSize(4).allMatch(rate -> rate.perSecond() > 0);
    assertThat(new EndToEnd(50, 50, 1, 1).run(Scenario.BAD_TOKEN)).hasSize(4).allMatch(rate -> rate.perSecond() > 0);
  }

  /** However short the warm-up is: the measurement fails if a token has to be introspected. */
  @Test
  void tokens_areAllKnownBeforeAnythingIsMeasuredOnJetty() throws Exception {
    assertThat(new EndToEnd(0, 50, 1, 100).run(Scenario.MANY_TOKENS)).hasSize(4).allMatch(rate -> rate.perSecond() > 0);
  }
}
