package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

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
