package io.asbru.security;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Replaces the expressions of Jakarta Expression Language in a text, and leaves the placeholders of core alone. */
final class Expressions implements UnaryOperator<String> {

  private static final String PLACEHOLDER = "\\$\\{(env\\.|sys\\.|file:).*";

  private final Function<String, @Nullable Object> evaluate;

  /** Evaluates an expression, which is given without its braces. */
  Expressions(Function<String, @Nullable Object> evaluate) {
    this.evaluate = evaluate;
  }

  @Override
  public String apply(String text) {
    StringBuilder result = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int start = start(text, at);
      int end = start < 0 ? -1 : end(text, start + 2);
      if (end < 0) {
        break;
      }
      result.append(text, at, start);
      result.append(text.startsWith("${", start) && text.substring(start).matches("(?s)" + PLACEHOLDER)
          ? text.substring(start, end + 1)
          : shown(evaluate.apply(text.substring(start + 2, end))));
      at = end + 1;
    }
    return result.append(text.substring(at)).toString();
  }

  private static int start(String text, int from) {
    int deferred = text.indexOf("#{", from);
    int immediate = text.indexOf("${", from);
    return deferred < 0 ? immediate : immediate < 0 ? deferred : Math.min(deferred, immediate);
  }

  /** The brace that ends an expression; those in strings and of sets and maps do not. Negative if there is none. */
  private static int end(String text, int from) {
    int depth = 0;
    char quote = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && depth-- == 0) {
        return i;
      }
    }
    return -1;
  }

  private static String shown(@Nullable Object value) {
    if (value instanceof Collection<?> elements) {
      return elements.stream().map(String::valueOf).collect(joining(" "));
    }
    if (value instanceof Object[] elements) {
      return shown(Arrays.asList(elements));
    }
    return value == null ? "" : value.toString();
  }
}
