package io.asbru.servlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads rules from text, one in each line, and collects everything that is wrong with them. {@code #} begins a comment. */
final class RulesReader {

  private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*");

  private final List<Rule> rules = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();

  /** What is wrong with a rule, with the rule itself. */
  record Fault(String problem, String remedy) {}

  private RulesReader() {}

  static RulesReader read(String text) {
    RulesReader reader = new RulesReader();
    int line = 0;
    for (String raw : text.lines().toList()) {
      line++;
      String rule = COMMENT.matcher(raw).replaceFirst("").strip();
      if (!rule.isEmpty()) {
        reader.add(line, rule);
      }
    }
    if (reader.rules.isEmpty() && reader.faults.isEmpty()) {
      reader.faults.add(new Fault("there is no rule in it, so that everything would be refused.", "Write for example /** login."));
    }
    return reader;
  }

  Rules rules() {
    return new Rules(rules);
  }

  List<Fault> faults() {
    return faults;
  }

  private void add(int line, String text) {
    try {
      Rule rule = Rule.parse(line, text);
      requireReachable(rule);
      rules.add(rule);
    } catch (RuleFaultException e) {
      faults.add(new Fault("line " + line + ", \"" + text + "\": " + e.getMessage(), e.remedy()));
    }
  }

  private void requireReachable(Rule rule) throws RuleFaultException {
    for (Rule earlier : rules) {
      if (earlier.pattern().equals(rule.pattern())) {
        requireOtherMethods(earlier, rule);
      } else if (earlier.pattern().covers(rule.pattern())) {
        throw new RuleFaultException("it is never reached, because line " + earlier.line() + " (" + earlier.pattern()
            + ") matches all its paths.", "Move it above line " + earlier.line() + ", or remove it.");
      }
    }
  }

  private static void requireOtherMethods(Rule earlier, Rule rule) throws RuleFaultException {
    if (earlier.methods().isEmpty()) {
      throw new RuleFaultException("it is never reached, because line " + earlier.line() + " has the same pattern for all methods.",
          "Remove one of the two, or name methods in both.");
    }
    if (rule.methods().isEmpty()) {
      throw new RuleFaultException("it is never reached, because line " + earlier.line()
          + " names methods for the same pattern, and any other method is refused there.", "Name the methods that this rule is for.");
    }
    Set<String> twice = new TreeSet<>(rule.methods());
    twice.retainAll(earlier.methods());
    if (!twice.isEmpty()) {
      throw new RuleFaultException("line " + earlier.line() + " has the same pattern for " + String.join(", ", twice)
          + " already (GET covers HEAD).", "Remove one of the two.");
    }
  }
}
