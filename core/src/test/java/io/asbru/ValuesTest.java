package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValuesTest {

  @Test
  void userAndApplicationOfOneName_areNotEqual() {
    Caller user = Caller.builder(Caller.Kind.USER, "x").build();
    assertThat(user).isNotEqualTo(Caller.builder(Caller.Kind.APPLICATION, "x").build());
    assertThat(user).isEqualTo(Caller.builder(Caller.Kind.USER, "x").scopes(Set.of("s")).subject("sub").build());
  }

  @Test
  void sameNameInAnotherOrganization_isSomebodyElse() {
    assertThat(Caller.builder(Caller.Kind.USER, "x").organization("a").build())
        .isNotEqualTo(Caller.builder(Caller.Kind.USER, "x").organization("b").build());
  }

  @Test
  void scopesAsked_areAllOfEachAndAnyOfAGroup() {
    Requirement all = Requirement.BEARER.allScopes("a", "b");
    assertThat(all.satisfiedBy(Set.of("a", "b", "c"))).isTrue();
    assertThat(all.satisfiedBy(Set.of("a"))).isFalse();
    Requirement any = Requirement.LOGIN.anyScope("a", "b").allScopes("c");
    assertThat(any.satisfiedBy(Set.of("b", "c"))).isTrue();
    assertThat(any.satisfiedBy(Set.of("a", "b"))).isFalse();
    assertThat(any.scopesNamed()).containsExactly("a", "b", "c");
    assertThat(Requirement.ANYONE.satisfiedBy(Set.of())).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1767225600, true", "1767225540, true", "1767225509, false", "1767225631, false", "1e300, false", "-1e300, false"})
  void timeOfTheAuthentication_mayBeAnyNumber(double time, boolean enough) {
    StepUp lastMinute = new StepUp(List.of(), Optional.of(Duration.ofMinutes(1)));
    Caller caller = Caller.builder(Caller.Kind.USER, "x").claims(Map.of("auth_time", time)).build();
    assertThat(lastMinute.satisfiedBy(caller, Instant.parse("2026-01-01T00:00:00Z"), Duration.ofSeconds(30))).isEqualTo(enough);
  }

  @Test
  void scopesOfAnyone_makeNoSense() {
    assertThatThrownBy(() -> Requirement.ANYONE.allScopes("a")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void secret_isNotShownAndNotEmpty() {
    assertThat(Secret.of("abc").toString()).isEqualTo("***");
    assertThat(Secret.of("abc")).isEqualTo(Secret.of("abc")).isNotEqualTo(Secret.of("abd"));
    assertThatThrownBy(() -> Secret.of("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void headerWithLineBreak_isImpossible() {
    assertThatThrownBy(() -> new HttpReply.Header("Location", "/x\r\nSet-Cookie: a=b")).isInstanceOf(IllegalArgumentException.class);
    HttpReply reply = new HttpReply(200, List.of(new HttpReply.Header("A", "1"), new HttpReply.Header("a", "2")), "");
    assertThat(reply.header("a")).contains("1");
    assertThat(reply.header("b")).isEmpty();
  }
}
