package io.asbru.servlet;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules of one pattern: either one for all methods, or one for each method that is allowed. */
final class PathRules {

  private final PathPattern pattern;
  private final Map<String, Verdict> byMethod;
  private final Verdict otherwise;

  PathRules(PathPattern pattern, List<Rule> rules) {
    this.pattern = pattern;
    Map<String, Verdict> verdicts = new HashMap<>();
    Set<String> allowed = new LinkedHashSet<>();
    Verdict everyMethod = null;
    for (Rule rule : rules) {
      Verdict verdict = new Verdict.Demands(rule.requirement());
      if (rule.methods().isEmpty()) {
        everyMethod = verdict;
      }
      rule.methods().forEach(method -> verdicts.put(method, verdict));
      allowed.addAll(rule.methods());
    }
    byMethod = Map.copyOf(verdicts);
    otherwise = everyMethod != null ? everyMethod : Verdict.methodNotAllowed(String.join(", ", allowed));
  }

  boolean match(String path) {
    return pattern.matches(path);
  }

  /** What is said of a request with this method; a method without a rule is refused and not passed on to a later pattern. */
  Verdict verdict(String method) {
    Verdict ofThisMethod = byMethod.get(method);
    return ofThisMethod != null ? ofThisMethod : otherwise;
  }
}
