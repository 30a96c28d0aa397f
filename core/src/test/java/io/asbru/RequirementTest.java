package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Scopes that a resource demands. */
class RequirementTest {

  /** An annotation or a rule may name it so; it used to throw at each request. */
  @Test
  void scopeNamedTwiceAmongAny_countsOnce() {
    Requirement requirement = Requirement.BEARER.anyScope("read_stores", "read_stores", "write_stores");

    assertThat(requirement.satisfiedBy(Set.of("read_stores"))).isTrue();
    assertThat(requirement.satisfiedBy(Set.of("write_stores"))).isTrue();
    assertThat(requirement.satisfiedBy(Set.of("delete_stores"))).isFalse();
    assertThat(requirement.scopesNamed()).containsExactly("read_stores", "write_stores");
  }
}
