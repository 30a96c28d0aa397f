package io.asbru.servlet;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules of one pattern: either one for all methods, or one for each method that is allowed. */
final class PathRules {

  /** Those of a path that no pattern matches. */
  static final PathRules NONE = new PathRules(PathPattern.ALL, Map.of(), Verdict.NO_RULE);

  private final PathPattern pattern;
  /** Few, so that to go through them costs less than to look one up. */
  private final String[] methods;
  private final Verdict[] verdicts;
  private final Verdict otherwise;

  private PathRules(PathPattern pattern, Map<String, Verdict> byMethod, Verdict otherwise) {
    this.pattern = pattern;
    methods = byMethod.keySet().toArray(String[]::new);
    verdicts = byMethod.values().toArray(Verdict[]::new);
    this.otherwise = otherwise;
  }

  static PathRules of(PathPattern pattern, List<Rule> rules) {
    Map<String, Verdict> byMethod = new LinkedHashMap<>();
    Verdict everyMethod = null;
    for (Rule rule : rules) {
      Verdict verdict = new Verdict.Demands(rule.requirement());
      if (rule.methods().isEmpty()) {
        everyMethod = verdict;
      }
      rule.methods().forEach(method -> byMethod.put(method, verdict));
    }
    return new PathRules(pattern, byMethod,
        everyMethod != null ? everyMethod : Verdict.methodNotAllowed(String.join(", ", byMethod.keySet())));
  }

  /** See {@link PathPattern#plainLength}. */
  int plainLength() {
    return pattern.plainLength();
  }

  boolean match(String path, int end) {
    return pattern.matches(path, end);
  }

  /** What is said of a request with this method; a method without a rule is refused and not passed on to a later pattern. */
  Verdict verdict(String method) {
    for (int i = 0; i < methods.length; i++) {
      if (methods[i].equals(method)) {
        return verdicts[i];
      }
    }
    return otherwise;
  }
}
