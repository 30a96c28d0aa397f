package io.asbru.organization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OrganizationRuleTest {

  private static final OrganizationRule EAST = OrganizationRule.exactly("east-id", Set.of());
  private static final OrganizationRule EAST_OR_WEST = OrganizationRule.exactly("east-id", Set.of("west-id"));
  private static final OrganizationRule ROOT = OrganizationRule.rootAlone("root", Set.of());
  private static final OrganizationRule ROOT_OR_WEST = OrganizationRule.rootAlone("root", Set.of("west-id"));
  private static final OrganizationRule WEST = OrganizationRule.listed(Set.of("west-id"));

  static Stream<Arguments> tokens() {
    Map<String, Object> none = Map.of();
    Map<String, Object> east = Map.of("org_id", "east-id", "org_handle", "east");
    Map<String, Object> west = Map.of("org_id", "west-id", "org_handle", "west");
    Map<String, Object> root = Map.of("org_id", "root-id", "org_handle", "root");
    Map<String, Object> handleAlone = Map.of("org_handle", "root");
    Map<String, Object> number = Map.of("org_id", 7L, "org_handle", "root");
    return Stream.of(
        Arguments.of(EAST, east, true), Arguments.of(EAST, Map.of("org_id", "east-id"), true), Arguments.of(EAST, west, false),
        Arguments.of(EAST, root, false), Arguments.of(EAST, none, false), Arguments.of(EAST, number, false),
        Arguments.of(EAST, Map.of("org_id", "other-id", "org_handle", "east-id"), false),
        Arguments.of(EAST_OR_WEST, east, true), Arguments.of(EAST_OR_WEST, west, true), Arguments.of(EAST_OR_WEST, root, false),
        Arguments.of(ROOT, none, true), Arguments.of(ROOT, root, true), Arguments.of(ROOT, east, false),
        Arguments.of(ROOT, Map.of("org_id", "east-id"), false), Arguments.of(ROOT, handleAlone, false), Arguments.of(ROOT, number, false),
        Arguments.of(ROOT_OR_WEST, west, true), Arguments.of(ROOT_OR_WEST, east, false), Arguments.of(ROOT_OR_WEST, root, true),
        Arguments.of(WEST, west, true), Arguments.of(WEST, east, false), Arguments.of(WEST, none, false), Arguments.of(WEST, root, false),
        Arguments.of(OrganizationRule.UNCHECKED, none, true), Arguments.of(OrganizationRule.UNCHECKED, east, true));
  }

  @ParameterizedTest
  @MethodSource("tokens")
  void token_isTakenOnlyOfAPermittedOrganization(OrganizationRule rule, Map<String, Object> claims, boolean taken) {
    assertThat(rule.permits(claims)).isEqualTo(taken);
  }
}
