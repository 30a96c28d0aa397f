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
        .map(entry -> PathRules.of(entry.getKey(), entry.getValue()))
        .toArray(PathRules[]::new);
  }

  /** Those of the first pattern that matches, or {@link PathRules#NONE}. */
  PathRules of(String path) {
    int end = PathPattern.end(path);
    for (PathRules candidate : byPattern) {
      if (candidate.match(path, end)) {
        return candidate;
      }
    }
    return PathRules.NONE;
  }

  /** What the first pattern that matches says; what none matches is refused. */
  Verdict verdict(String method, String path) {
    return of(path).verdict(method);
  }

  /** What each rule demands. */
  Stream<Requirement> requirements() {
    return rules.stream().map(Rule::requirement);
  }
}
