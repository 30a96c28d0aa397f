package io.asbru.sample;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.stream.Collectors;

/**
 * HTML that is safe to send. Being a type of its own, it cannot be confused with text, which has to pass through {@link #text} first.
 *
 * @param html the HTML
 */
record Markup(String html) {

  static final Markup NONE = new Markup("");

  Markup {
    requireNonNull(html, "html");
  }

  /** Text, escaped for element content and for quoted attribute values. */
  static Markup text(String text) {
    StringBuilder html = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(c);
      }
    }
    return new Markup(html.toString());
  }

  static Markup join(Collection<Markup> parts) {
    return new Markup(parts.stream().map(Markup::html).collect(Collectors.joining()));
  }
}
