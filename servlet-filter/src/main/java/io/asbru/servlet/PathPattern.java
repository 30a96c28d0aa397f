package io.asbru.servlet;

import java.util.List;

/**
 * Which paths a rule is about. A pattern is made of segments; {@code *} stands for any characters within one segment, and
 * {@code **}, as the last segment, for any number of segments, none included.
 *
 * <p>One slash at the end of a path or pattern does not count: many frameworks answer {@code /stores/} like
 * {@code /stores}, so that a rule for one of them must not leave the other open.
 */
final class PathPattern {

  private static final String ANY_SEGMENT = "*";
  private static final String SUBTREE = "/**";
  private static final int FROM_END = 4;
  /** Matches every path. */
  static final PathPattern ALL = new PathPattern(SUBTREE);

  private final String text;
  /** The pattern without its {@code **}. */
  private final String head;
  private final int headLength;
  /** Where a character stands by which most paths of other patterns are told at once: not the last one, which is often that of a plural. */
  private final int telling;
  private final char told;
  private final List<String> segments;
  private final boolean subtree;
  private final boolean literal;
  private final int plainLength;

  private PathPattern(String text) {
    this.text = text;
    subtree = text.endsWith(SUBTREE);
    head = subtree ? text.substring(0, text.length() - SUBTREE.length()) : text.equals("/") ? "" : text;
    segments = head.isEmpty() ? List.of() : List.of(head.substring(1).split("/"));
    literal = head.indexOf('*') < 0;
    headLength = head.length();
    telling = Math.max(Math.min(headLength - 1, 1), headLength - FROM_END);
    told = head.isEmpty() ? '/' : head.charAt(telling);
    String withoutStars = literal ? head : head.substring(0, head.lastIndexOf('/', head.indexOf('*')));
    plainLength = RequestPath.obviouslyPlain(withoutStars, 0) ? withoutStars.length() : 0;
  }

  static PathPattern parse(String text) throws RuleFaultException {
    if (!text.startsWith("/")) {
      throw new RuleFaultException("the pattern '" + text + "' does not begin with a slash.", "Write /" + text + ".");
    }
    if (text.contains("//")) {
      throw new RuleFaultException("the pattern has an empty segment.", "Write one slash only.");
    }
    for (int i = 0; i < text.length(); i++) {
      if ("%;\\?#{}".indexOf(text.charAt(i)) >= 0 || Character.isISOControl(text.charAt(i))) {
        throw new RuleFaultException("the pattern has the character '" + text.charAt(i) + "', which no path matches.",
            "Write the path decoded, without query or parameters; * stands for a part of a segment.");
      }
    }
    PathPattern pattern = new PathPattern(text.length() > 1 && text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    for (String segment : pattern.segments) {
      if (segment.contains("**")) {
        throw new RuleFaultException("** is not the last segment.", "Use * for a part of one segment, and ** at the end only.");
      }
      if (segment.equals(".") || segment.equals("..")) {
        throw new RuleFaultException("the pattern has the segment '" + segment + "', which no path has.",
            "Write the path that it leads to.");
      }
    }
    return pattern;
  }

  /** Where a path ends, without the slash that does not count. */
  static int end(String path) {
    return path.charAt(path.length() - 1) == '/' ? path.length() - 1 : path.length();
  }

  /**
   * Whether this path is meant, which is in its normal form, or is refused later. Allocates nothing.
   *
   * @param end that of the path, known to whoever asks many patterns
   */
  boolean matches(String path, int end) {
    if (!literal) {
      return matchesSegments(path, end);
    }
    // The end of a segment and one character before it tell most patterns from a path.
    return (end == headLength || subtree && end > headLength && path.charAt(headLength) == '/')
        && (headLength == 0 || path.charAt(telling) == told)
        && path.startsWith(head);
  }

  /** How many characters up to the end of a segment every path has that matches, as far as they are {@linkplain RequestPath.Form#PLAIN plain}. */
  int plainLength() {
    return plainLength;
  }

  private boolean matchesSegments(String path, int end) {
    if (path.charAt(0) != '/') {
      return false;
    }
    int at = 0;
    for (int i = 0; i < segments.size(); i++) {
      if (at >= end) {
        return false;
      }
      int slash = path.indexOf('/', at + 1);
      int next = slash < 0 || slash > end ? end : slash;
      if (!segmentMatches(segments.get(i), path, at + 1, next)) {
        return false;
      }
      at = next;
    }
    return subtree || at == end;
  }

  /** Whether {@code text} from {@code from} to {@code to} is a segment as described: at a mismatch the last star takes one more. */
  static boolean segmentMatches(String segment, String text, int from, int to) {
    int i = 0;
    int at = from;
    int star = -1;
    int taken = from;
    while (at < to) {
      if (i < segment.length() && segment.charAt(i) == '*') {
        star = i++;
        taken = at;
      } else if (i < segment.length() && segment.charAt(i) == text.charAt(at)) {
        i++;
        at++;
      } else if (star >= 0) {
        i = star + 1;
        at = ++taken;
      } else {
        return false;
      }
    }
    while (i < segment.length() && segment.charAt(i) == '*') {
      i++;
    }
    return i == segment.length() && (to > from || !segment.equals(ANY_SEGMENT));
  }

  /** Whether every path that {@code other} matches is matched by this one too, so that a rule below this one is never reached. */
  boolean covers(PathPattern other) {
    if (segments.size() > other.segments.size() || !subtree && (other.subtree || segments.size() < other.segments.size())) {
      return false;
    }
    for (int i = 0; i < segments.size(); i++) {
      String covered = other.segments.get(i);
      // A star of the other is a character like any other here: only a star can stand for it.
      if (!segmentMatches(segments.get(i), covered, 0, covered.length())) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PathPattern that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
