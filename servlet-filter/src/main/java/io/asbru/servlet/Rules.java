package io.asbru.servlet;

import io.asbru.Requirement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The rules of an application, in order. Immutable; asking them allocates nothing. */
final class Rules {

  private final List<Rule> rules;
  private final PathRules[] byPattern;

  Rules(List<Rule> rules) {
    this.rules = List.copyOf(rules);
    Map<PathPattern, List<Rule>> grouped = new LinkedHashMap<>();
    for (Rule rule : rules) {
      grouped.computeIfAbsent(rule.pattern(), pattern -> new ArrayList<>()).add(rule);
    }
    byPattern = grouped.entrySet().stream()
        .map(entry -> new PathRules(entry.getKey(), entry.getValue()))
        .toArray(PathRules[]::new);
  }

  /** What the first pattern that matches says; what none matches is refused. */
  Verdict verdict(String method, String path) {
    for (PathRules candidate : byPattern) {
      if (candidate.match(path)) {
        return candidate.verdict(method);
      }
    }
    return Verdict.NO_RULE;
  }

  /** Whether any pattern matches. */
  boolean match(String path) {
    for (PathRules candidate : byPattern) {
      if (candidate.match(path)) {
        return true;
      }
    }
    return false;
  }

  /** What each rule demands. */
  Stream<Requirement> requirements() {
    return rules.stream().map(Rule::requirement);
  }
}
