package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.Caller;
import io.asbru.resource.CacheInMap;
import io.asbru.resource.IntrospectionCache.Kept;
import io.asbru.resource.IntrospectionResponse;
import io.asbru.resource.IntrospectionResponse.Active;
import io.asbru.resource.IntrospectionResponse.Inactive;
import io.asbru.resource.TokenDigest;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is kept of a token lets in whom its introspection response does, in memory and in a cache of the application's own. */
class AnswersTest extends IntrospectorFixture {

  private static final TokenDigest TOKEN = new TokenDigest(1, 2, 3, 4);
  private static final String ID = "7e98b86f-63c7-41a1-8c56-c909a21a2615";
  private static final Caller EAST = caller(Map.of("org_id", ID));

  private static Caller caller(Map<String, Object> claims) {
    return Caller.builder(Caller.Kind.USER, "Charlie").claims(claims).build();
  }

  private static Active active(Caller caller, String audience, String type) {
    return new Active(caller, Set.of(audience), Optional.of(type));
  }

  private Settings ofEast() {
    return settings(Map.of(Setting.ORGANIZATION_ID, ID));
  }

  private List<Answers> everywhere() {
    AcceptedTokens accepted = new AcceptedTokens(ofEast(), clock);
    return List.of(new AnswersInMemory(ofEast().resourceServer(), accepted, clock), new AnswersElsewhere(new CacheInMap(new HashMap<>()), accepted));
  }

  @Test
  void accessTokenForThisApplication_letsItsCallerIn() {
    for (Answers answers : everywhere()) {
      answers.put(TOKEN, new Kept(active(EAST, "c", "Bearer"), 1, 2), Optional.empty());
      assertThat(answers.get(TOKEN).flatMap(Answer::accepted)).map(Authenticated::caller).contains(EAST);
    }
  }

  static Stream<IntrospectionResponse> refused() {
    return Stream.of(
        active(EAST, "another client", "Bearer"),
        active(EAST, "c", "Refresh"),
        active(caller(Map.of("org_id", "west")), "c", "Bearer"),
        active(caller(Map.of()), "c", "Bearer"),
        active(caller(Map.of("org_id", ID, "typ", "ID")), "c", "Bearer"),
        active(caller(Map.of("org_id", ID, "at_hash", "x")), "c", "Bearer"),
        active(caller(Map.of("org_id", ID, "c_hash", "x")), "c", "Bearer"),
        Inactive.INSTANCE);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsNoAccessTokenForThisApplication_letsNobodyIn(IntrospectionResponse response) {
    for (Answers answers : everywhere()) {
      answers.put(TOKEN, new Kept(response, 1, 2), Optional.empty());
      assertThat(answers.get(TOKEN)).map(Answer::response).contains(response);
      assertThat(answers.get(TOKEN).flatMap(Answer::accepted)).isEmpty();
    }
  }

  /** The operator learns why, whenever it was that the token was asked about. */
  @Test
  void activeTokenThatLetsNobodyIn_isLoggedOnceAMinuteWhileItIsInUse() {
    AcceptedTokens accepted = new AcceptedTokens(ofEast(), clock);
    Answers answers = new AnswersInMemory(ofEast().resourceServer(), accepted, clock);
    try (LogCapture log = new LogCapture(AcceptedTokens.class)) {
      answers.put(TOKEN, new Kept(active(EAST, "another client", "Bearer"), Long.MAX_VALUE, Long.MAX_VALUE), Optional.empty());
      Answer answer = answers.get(TOKEN).orElseThrow();
      for (int second = 0; second < 125; second++) {
        clock.advance(Duration.ofSeconds(1));
        answers.used(answer, clock.millis());
      }
      assertThat(log.lines()).hasSize(3).allMatch(line -> line.contains("meant for [another client]"));
    }
  }

  /** To say it in every request would cost more than the look-up. */
  @Test
  void useOfAnAnswer_isSaidTenTimesInASecond_andAfterTheClockWasSetBack() {
    Answer answer = Answer.of(TOKEN, new Kept(Inactive.INSTANCE, 1, 2), Optional.empty(), 0, new AcceptedTokens(ofEast(), clock));
    long now = clock.millis();
    assertThat(answer.useToBeSaid(now)).isTrue();
    assertThat(answer.useToBeSaid(now)).isFalse();
    assertThat(answer.useToBeSaid(now + 99)).isFalse();
    assertThat(answer.useToBeSaid(now + 100)).isTrue();
    assertThat(answer.useToBeSaid(now + 199)).isFalse();
    assertThat(answer.useToBeSaid(now - 1)).isTrue();
    assertThat(answer.useToBeSaid(now)).isFalse();
  }
}
