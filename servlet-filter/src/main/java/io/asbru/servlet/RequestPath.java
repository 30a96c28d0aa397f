package io.asbru.servlet;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges the path of a request: whether a server, a framework and the rules can understand it in one way only. Rules are matched
 * against what the container dispatches, the servlet path and path info; the raw path is what another layer may read differently.
 *
 * <p>Everything here is a pure function, and for a path without escapes it allocates nothing.
 */
final class RequestPath {

  /** How a raw path is written. */
  enum Form {
    /** As it is meant: decoding would change nothing. */
    PLAIN,
    /** With percent-escapes, none of which stands for a character that has a meaning in a path. */
    ESCAPED,
    /** So that it can be understood in more than one way, or in none. */
    AMBIGUOUS
  }

  /** Two bits, so that the first of them, moved by one, meets the second one of the character after it. */
  private static final int SLASH = 0b011;
  private static final int DOT = 0b010;
  private static final int SPECIAL = 0b100;
  /** The bits of a character of ISO-8859-1. */
  private static final int LATIN = 0xff;
  /** What each character of ISO-8859-1 is in a path. */
  private static final byte[] CLASSES = new byte[LATIN + 1];

  static {
    for (char c = 0; c < CLASSES.length; c++) {
      CLASSES[c] = (byte) (c <= ' ' || c >= 0x7f || "\\%;?#".indexOf(c) >= 0 ? SPECIAL : 0);
    }
    CLASSES['/'] = SLASH;
    CLASSES['.'] = DOT;
  }

  private RequestPath() {}

  /**
   * Judges a raw path. Ambiguous are path parameters ({@code ;}), backslashes, empty segments, segments of dots, control and
   * non-ASCII characters, and escapes of any of these, of slashes and of the percent sign.
   */
  static Form form(String rawPath) {
    if (rawPath.isEmpty() || rawPath.charAt(0) != '/') {
      return Form.AMBIGUOUS;
    }
    return obviouslyPlain(rawPath, 0) ? Form.PLAIN : examined(rawPath);
  }

  /**
   * Whether there are no special characters, and no segments that are empty or begin with a dot, from a place on before which there is no
   * slash: the start, or the end of a segment. Each request is looked through by this loop, so that it has no way out and calls nothing.
   */
  static boolean obviouslyPlain(String rawPath, int from) {
    int characters = 0;
    int pairs = 0;
    int previous = 0;
    int length = rawPath.length();
    for (int i = from; i < length; i++) {
      int c = rawPath.charAt(i);
      int current = CLASSES[c & LATIN];
      characters |= c & ~LATIN | current;
      pairs |= previous << 1 & current;
      previous = current;
    }
    return (characters & (~LATIN | SPECIAL) | pairs) == 0;
  }

  private static Form examined(String rawPath) {
    Form form = Form.PLAIN;
    for (int i = 0; i < rawPath.length(); i++) {
      char c = rawPath.charAt(i);
      if (c == '/' ? meaninglessSegment(rawPath, i + 1) : c >= CLASSES.length || CLASSES[c] == SPECIAL && c != '%') {
        return Form.AMBIGUOUS;
      }
      if (c == '%') {
        if (!harmlessEscape(rawPath, i)) {
          return Form.AMBIGUOUS;
        }
        form = Form.ESCAPED;
        i += 2;
      }
    }
    return form;
  }

  /** Whether an empty segment, unless it is the last one, or a segment of dots begins here. */
  private static boolean meaninglessSegment(String path, int from) {
    if (from == path.length()) {
      return false;
    }
    int at = from;
    while (at < path.length() && path.charAt(at) == '.') {
      at++;
    }
    return at == path.length() || path.charAt(at) == '/';
  }

  private static boolean harmlessEscape(String text, int percent) {
    if (percent + 2 >= text.length()) {
      return false;
    }
    int code = hex(text.charAt(percent + 1)) << 4 | hex(text.charAt(percent + 2));
    return code >= ' ' && code != 0x7f && "/\\.%;".indexOf(code) < 0;
  }

  /** The value of an ASCII digit, negative if it is none: {@link Character#digit} takes those of all scripts. */
  private static int hex(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }

  /** The path within the application that the container dispatches. */
  static String dispatched(@Nullable String servletPath, @Nullable String pathInfo) {
    if (pathInfo == null || pathInfo.isEmpty()) {
      return servletPath == null || servletPath.isEmpty() ? "/" : servletPath;
    }
    return servletPath == null || servletPath.isEmpty() ? pathInfo : servletPath.concat(pathInfo);
  }

  /** Whether this raw path is the context path followed by {@code path}, both of which begin with a slash, or the former is empty. */
  static boolean consistsOf(String rawPath, String contextPath, String path) {
    return rawPath.length() == contextPath.length() + path.length()
        && rawPath.startsWith("/")
        && path.startsWith("/")
        && rawPath.startsWith(contextPath)
        && rawPath.startsWith(path, contextPath.length());
  }

  /** The part of a raw path within the application, decoded; empty if it cannot be told. */
  static Optional<String> within(String rawPath, String contextPath) {
    Optional<String> whole = decoded(rawPath);
    Optional<String> context = decoded(contextPath);
    if (whole.isEmpty() || context.isEmpty() || !whole.get().startsWith(context.get())) {
      return Optional.empty();
    }
    String path = whole.get().substring(context.get().length());
    return path.isEmpty() ? Optional.of("/") : Optional.of(path).filter(RequestPath::normal);
  }

  /** Whether a decoded path begins with a slash and has nothing that a later layer might take for something else. */
  static boolean normal(String path) {
    if (path.isEmpty() || path.charAt(0) != '/') {
      return false;
    }
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '/' ? meaninglessSegment(path, i + 1) : meaningful(c)) {
        return false;
      }
    }
    return true;
  }

  private static boolean meaningful(char c) {
    return ";\\%\ufffd".indexOf(c) >= 0 || Character.isISOControl(c)
        || Character.getType(c) == Character.LINE_SEPARATOR || Character.getType(c) == Character.PARAGRAPH_SEPARATOR;
  }

  /** Decodes strictly: escapes that are not the UTF-8 form of a character, overlong ones among them, decode to nothing. */
  static Optional<String> decoded(String raw) {
    if (raw.indexOf('%') < 0) {
      return Optional.of(raw);
    }
    byte[] bytes = new byte[raw.length()];
    int length = 0;
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        int code = i + 2 < raw.length() ? hex(raw.charAt(i + 1)) << 4 | hex(raw.charAt(i + 2)) : -1;
        if (code < 0) {
          return Optional.empty();
        }
        bytes[length++] = (byte) code;
        i += 2;
      } else if (c < 0x80) {
        bytes[length++] = (byte) c;
      } else {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
