package io.asbru.local;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The filter of a list request: {@code userName eq "kim" and (emails co "@example" or not (active eq false))}. A value
 * without quotes reaches to the next {@code and}, {@code or} or parenthesis, as management APIs take them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7644#section-3.4.2.2">RFC 7644, section 3.4.2.2</a>
 */
final class Filter {

  private static final int LONGEST = 1_000;
  private static final int DEEPEST = 20;

  private final String text;
  private int at;
  private int depth;

  /** What is filtered: something that has values by attribute name, in lower case. */
  @FunctionalInterface
  interface Attributes {
    List<String> values(String name);
  }

  private Filter(String text) {
    this.text = text;
  }

  /** The filter; empty if the text is none. */
  static Optional<Predicate<Attributes>> parse(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    Filter filter = new Filter(text);
    Optional<Predicate<Attributes>> parsed = filter.either();
    filter.skipSpaces();
    return filter.at == text.length() ? parsed : Optional.empty();
  }

  private Optional<Predicate<Attributes>> either() {
    Optional<Predicate<Attributes>> result = both();
    while (result.isPresent() && word("or")) {
      Predicate<Attributes> left = result.get();
      result = both().map(left::or);
    }
    return result;
  }

  private Optional<Predicate<Attributes>> both() {
    Optional<Predicate<Attributes>> result = single();
    while (result.isPresent() && word("and")) {
      Predicate<Attributes> left = result.get();
      result = single().map(left::and);
    }
    return result;
  }

  private Optional<Predicate<Attributes>> single() {
    if (++depth > DEEPEST) {
      return Optional.empty();
    }
    Optional<Predicate<Attributes>> result;
    if (word("not")) {
      result = single().map(Predicate::negate);
    } else {
      skipSpaces();
      result = at < text.length() && text.charAt(at) == '(' ? inParentheses() : comparison();
    }
    depth--;
    return result;
  }

  private Optional<Predicate<Attributes>> inParentheses() {
    at++;
    Optional<Predicate<Attributes>> inner = either();
    skipSpaces();
    if (at == text.length() || text.charAt(at) != ')') {
      return Optional.empty();
    }
    at++;
    return inner;
  }

  private Optional<Predicate<Attributes>> comparison() {
    String name = next().toLowerCase(Locale.ROOT);
    String operator = next().toLowerCase(Locale.ROOT);
    if (name.isEmpty() || operator.isEmpty()) {
      return Optional.empty();
    }
    if (operator.equals("pr")) {
      return Optional.of(attributes -> !attributes.values(name).isEmpty());
    }
    Optional<String> value = value();
    return value.flatMap(found -> comparison(operator, found.toLowerCase(Locale.ROOT)))
        .map(test -> attributes -> attributes.values(name).stream().map(each -> each.toLowerCase(Locale.ROOT))
            .anyMatch(test) != operator.equals("ne"));
  }

  private static Optional<Predicate<String>> comparison(String operator, String value) {
    return switch (operator) {
      case "eq", "ne" -> Optional.of(value::equals);
      case "co" -> Optional.of(each -> each.contains(value));
      case "sw" -> Optional.of(each -> each.startsWith(value));
      case "ew" -> Optional.of(each -> each.endsWith(value));
      case "gt" -> Optional.of(each -> each.compareTo(value) > 0);
      case "ge" -> Optional.of(each -> each.compareTo(value) >= 0);
      case "lt" -> Optional.of(each -> each.compareTo(value) < 0);
      case "le" -> Optional.of(each -> each.compareTo(value) <= 0);
      default -> Optional.empty();
    };
  }

  private Optional<String> value() {
    skipSpaces();
    return at < text.length() && text.charAt(at) == '"' ? quoted() : bare();
  }

  private Optional<String> quoted() {
    StringBuilder value = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return Optional.of(value.toString());
      }
      if (c == '\\' && at + 1 < text.length()) {
        at++;
        c = text.charAt(at);
      }
      value.append(c);
    }
    return Optional.empty();
  }

  private Optional<String> bare() {
    int start = at;
    while (at < text.length() && text.charAt(at) != ')' && !text.regionMatches(true, at, " and ", 0, 5)
        && !text.regionMatches(true, at, " or ", 0, 4)) {
      at++;
    }
    String value = text.substring(start, at).trim();
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  private String next() {
    skipSpaces();
    int start = at;
    while (at < text.length() && text.charAt(at) != ' ' && text.charAt(at) != '(' && text.charAt(at) != ')') {
      at++;
    }
    return text.substring(start, at);
  }

  /** Goes on behind a word if it is what comes next. */
  private boolean word(String word) {
    skipSpaces();
    int end = at + word.length();
    boolean whole = end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '(');
    if (whole && text.regionMatches(true, at, word, 0, word.length())) {
      at = end;
      return true;
    }
    return false;
  }

  private void skipSpaces() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }
}
