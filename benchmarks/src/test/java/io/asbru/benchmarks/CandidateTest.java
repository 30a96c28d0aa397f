package io.asbru.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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
    Client client = new Client(scenario, authorizations);
    assertThat(server.serve(client)).isEqualTo(scenario.status());
    int asked = shop.introspections();
    assertThat(server.serve(client)).isEqualTo(scenario.status());
    assertThat(shop.introspections()).isEqualTo(asked);
    if (scenario.status() == 200) {
      assertThat(client.seen()).isNotNull();
    }
    if (scenario.status() == 200 && authorizations[0] != null && candidate.filter(shop, scenario, authorizations).isPresent()) {
      assertThat(client.caller()).isNotNull();
    }
  }

  @Test
  void jwt_hasAboutAsManyCharactersAsSaid() throws Exception {
    assertThat(shop.authorizations(Scenario.JWT, 1)[0].length() - "Bearer ".length()).isBetween(1000, 1150);
  }

  /** The load generator fails if a response has another status. */
  @Test
  void candidates_answerTheSameOnJetty() throws Exception {
    assertThat(new EndToEnd(50, 50, 1).run(Scenario.JWT)).hasSize(4).allMatch(rate -> rate.perSecond() > 0);
    assertThat(new EndToEnd(50, 50, 1).run(Scenario.BAD_TOKEN)).hasSize(3).allMatch(rate -> rate.perSecond() > 0);
  }
}
