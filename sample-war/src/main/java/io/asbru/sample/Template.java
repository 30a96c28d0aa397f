package io.asbru.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * HTML with places for values, <code>{{name}}</code>. Every value is escaped unless it is {@link Markup}. A place without a value
 * is a mistake in this application and throws, instead of leaving a hole in the page.
 */
final class Template {

  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z-]+)}}");

  private final String html;

  Template(String html) {
    this.html = html;
  }

  /** The template in the file {@code NAME.html} beside this class. */
  static Template load(String name) {
    try (InputStream in = Template.class.getResourceAsStream(name + ".html")) {
      if (in == null) {
        throw new IllegalArgumentException("There is no template " + name + ".");
      }
      return new Template(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Markup fill(Map<String, ?> values) {
    Matcher matcher = PLACE.matcher(html);
    StringBuilder filled = new StringBuilder(html.length() * 2);
    while (matcher.find()) {
      Object value = values.get(matcher.group(1));
      if (value == null) {
        throw new IllegalArgumentException("No value for {{" + matcher.group(1) + "}}.");
      }
      Markup markup = value instanceof Markup safe ? safe : Markup.text(value.toString());
      matcher.appendReplacement(filled, Matcher.quoteReplacement(markup.html()));
    }
    return new Markup(matcher.appendTail(filled).toString());
  }
}
