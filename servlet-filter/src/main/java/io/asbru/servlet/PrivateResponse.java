package io.asbru.servlet;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The response to a request whose bearer token stands in its URL: {@code Cache-Control: private}, so that no cache that others share keeps
 * it by that URL. The application may add to that or be stricter ({@code no-store}), but not laxer.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.3">RFC 6750, section 2.3</a>
 */
public final class PrivateResponse extends HttpServletResponseWrapper {

  private static final String CACHE_CONTROL = "Cache-Control";
  private static final String PRIVATE = "private";
  /** A name with or without a value, which may be a quoted string with commas in it (RFC 9111, section 5.2). */
  private static final Pattern DIRECTIVE = Pattern.compile("([^\\s,=\"]+)(=(\"[^\"]*\"|[^\\s,\"]*))?");

  /** The response, with the header field set at once. What the container has set of it already is kept, if it is no laxer. */
  public PrivateResponse(HttpServletResponse response) {
    super(response);
    super.setHeader(CACHE_CONTROL, restricted(String.join(", ", response.getHeaders(CACHE_CONTROL))));
  }

  @Override
  public void setHeader(String name, @Nullable String value) {
    super.setHeader(name, CACHE_CONTROL.equalsIgnoreCase(name) ? restricted(value == null ? "" : value) : value);
  }

  @Override
  public void addHeader(String name, @Nullable String value) {
    super.addHeader(name, CACHE_CONTROL.equalsIgnoreCase(name) && value != null ? restricted(value) : value);
  }

  @Override
  public void reset() {
    super.reset();
    super.setHeader(CACHE_CONTROL, PRIVATE);
  }

  /** These directives, with {@code private} unless {@code no-store} is among them, and without {@code public} and {@code s-maxage}. */
  static String restricted(String directives) {
    List<String> kept = new ArrayList<>();
    boolean noStore = false;
    boolean mustUnderstand = false;
    Matcher directive = DIRECTIVE.matcher(directives);
    while (directive.find()) {
      String name = directive.group(1).toLowerCase(Locale.ROOT);
      noStore |= name.equals("no-store");
      mustUnderstand |= name.equals("must-understand");
      // With a value private is about some header fields alone.
      if (!name.equals("public") && !name.equals("s-maxage") && !name.equals(PRIVATE)) {
        kept.add(directive.group());
      }
    }
    // With must-understand caches may leave no-store aside (RFC 9111, section 5.2.2.3).
    if (!noStore || mustUnderstand) {
      kept.add(0, PRIVATE);
    }
    return String.join(", ", kept);
  }
}
