package io.asbru.resource;

import io.asbru.HttpRequestView;
import io.asbru.resource.BearerCredentials.Malformed;
import io.asbru.resource.BearerCredentials.Token;
import java.util.Optional;

/** The grammar of bearer credentials (RFC 6750, section 2.1): {@code "Bearer" 1*SP b64token}. */
final class BearerToken {

  private static final String SCHEME = "Bearer";
  private static final String USUAL = SCHEME + " ";
  /** Longer ones are refused unread; JWTs of real providers stay far below. */
  private static final int MOST_CHARACTERS = 16 * 1024;

  private BearerToken() {}

  /** Case does not matter, and {@code BearerX} is another scheme. The usual spelling is tried first, because that costs less. */
  static boolean ofBearerScheme(String header) {
    return header.startsWith(USUAL) || header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && (header.length() == SCHEME.length() || header.charAt(SCHEME.length()) <= ' ' || header.charAt(SCHEME.length()) == ',');
  }

  /** The token of a header whose scheme is known. */
  static BearerCredentials parse(String header) {
    return header.length() > SCHEME.length() && header.charAt(SCHEME.length()) == ' '
        ? parse(header, SCHEME.length())
        : new Malformed("The Authorization header has no token.");
  }

  /** The token in a text from {@code begin} on; spaces around it do not count. */
  static BearerCredentials parse(String header, int begin) {
    int start = begin;
    while (start < header.length() && header.charAt(start) == ' ') {
      start++;
    }
    int end = header.length();
    while (end > start && header.charAt(end - 1) == ' ') {
      end--;
    }
    if (start == end) {
      return new Malformed("There is no token.");
    }
    if (end - start > MOST_CHARACTERS) {
      return new Malformed("The token is too long.");
    }
    return new Token(header, start, end);
  }

  static boolean wellFormed(String text, int start, int end) {
    int i = start;
    while (i < end && tokenCharacter(text.charAt(i))) {
      i++;
    }
    if (i == start) {
      return false;
    }
    while (i < end && text.charAt(i) == '=') {
      i++;
    }
    return i == end;
  }

  private static boolean tokenCharacter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
        || c == '-' || c == '.' || c == '_' || c == '~' || c == '+' || c == '/';
  }

  /** Whether the query names an {@code access_token} too, which RFC 6750, section 2, forbids. */
  static boolean inQuery(HttpRequestView request) {
    Optional<String> query = request.query();
    return query.isPresent()
        && (query.get().startsWith("access_token=") || query.get().contains("&access_token="));
  }
}
