package io.asbru.internal;

import io.asbru.HttpRequestView;
import io.asbru.session.Cookies;
import io.asbru.session.ResponseCookie;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The library's own cookies of one browser, for one application and client. A value that is too long for one cookie is cut into several, of
 * which the first tells how many there are. With https their names begin with {@code __Host-}, so that no other host can set them.
 */
final class CookieJar {

  /** The end of a value that fits into one cookie: browsers take 4096 bytes with name and attributes. */
  private static final int CHUNK = 3600;
  private static final int MOST_CHUNKS = 4;
  /** The longest value that can be kept. */
  static final int MOST_CHARACTERS = CHUNK * MOST_CHUNKS - 2;

  private final Cookies cookies;
  private final String prefix;
  private final boolean secure;

  private CookieJar(Cookies cookies, String prefix, boolean secure) {
    this.cookies = cookies;
    this.prefix = prefix;
    this.secure = secure;
  }

  /** Makes the jars of one client. */
  static final class Maker {

    private static final int TAG = 8;

    private final ExternalUrl externalUrl;
    private final String owner;
    private volatile Tag tag = new Tag("", "");

    /** What tells applications on one host apart; made anew only if the application is reached by another context path than before. */
    private record Tag(String contextPath, String text) {}

    Maker(ExternalUrl externalUrl, String owner) {
      this.externalUrl = externalUrl;
      this.owner = owner;
    }

    CookieJar of(HttpRequestView view, Cookies cookies) {
      boolean secure = externalUrl.origin(view).startsWith("https:");
      return new CookieJar(cookies, beginning(secure) + tag(externalUrl.contextPath(view)) + "-", secure);
    }

    /** The jars, of whatever owner, in which the browser has a cookie of this name. */
    List<CookieJar> ofAllOwners(HttpRequestView view, Cookies cookies, String name) {
      boolean secure = externalUrl.origin(view).startsWith("https:");
      String beginning = beginning(secure);
      return cookies.received().keySet().stream()
          .filter(cookie -> cookie.length() == beginning.length() + TAG + 1 + name.length()
              && cookie.startsWith(beginning) && cookie.endsWith("-" + name))
          .map(cookie -> new CookieJar(cookies, cookie.substring(0, cookie.length() - name.length()), secure)).toList();
    }

    private static String beginning(boolean secure) {
      return secure ? "__Host-asbru-" : "asbru-";
    }

    private String tag(String contextPath) {
      Tag known = tag;
      if (known.text.isEmpty() || !known.contextPath.equals(contextPath)) {
        known = new Tag(contextPath, ShortHash.of(owner + " " + contextPath, TAG));
        tag = known;
      }
      return known.text;
    }
  }

  /** The value of this name; empty if there is none, or parts of it are missing. */
  Optional<String> read(String name) {
    Map<String, String> received = cookies.received();
    String first = received.getOrDefault(prefix + name, "");
    if (first.length() < 2 || first.charAt(1) != '~' || first.charAt(0) < '1' || first.charAt(0) > '0' + MOST_CHUNKS) {
      return Optional.empty();
    }
    StringBuilder value = new StringBuilder(first.substring(2));
    for (int i = 1; i < first.charAt(0) - '0'; i++) {
      String part = received.get(part(name, i));
      if (part == null) {
        return Optional.empty();
      }
      value.append(part);
    }
    return Optional.of(value.toString());
  }

  /** Whether the browser sent anything of this name, be it whole or not. */
  boolean has(String name) {
    Map<String, String> received = cookies.received();
    return received.containsKey(prefix + name) || received.containsKey(part(name, 1));
  }

  /** The names that begin like this, in alphabetical order. */
  List<String> names(String beginning) {
    return cookies.received().keySet().stream().filter(name -> name.startsWith(prefix + beginning))
        .map(name -> name.substring(prefix.length())).filter(name -> name.indexOf('_') < 0).sorted().toList();
  }

  /**
   * Sets a value of at most {@link #MOST_CHARACTERS} characters.
   *
   * @return false if the response has gone out already
   */
  boolean write(String name, String value, Optional<Duration> maxAge, SameSite sameSite) {
    if (value.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException("too long for cookies: " + value.length());
    }
    int chunks = (value.length() + 2 + CHUNK - 1) / CHUNK;
    String whole = chunks + "~" + value;
    boolean kept = true;
    for (int i = 0; i < chunks; i++) {
      kept &= cookies.set(cookie(part(name, i), whole.substring(i * CHUNK, Math.min(whole.length(), (i + 1) * CHUNK)), maxAge, sameSite));
    }
    removeFrom(name, chunks);
    return kept;
  }

  /** Removes all parts of a value that the browser has. */
  void remove(String name) {
    removeFrom(name, 0);
  }

  private void removeFrom(String name, int first) {
    for (int i = first; i < MOST_CHUNKS; i++) {
      if (cookies.received().containsKey(part(name, i))) {
        cookies.set(cookie(part(name, i), "", Optional.of(Duration.ZERO), SameSite.LAX));
      }
    }
  }

  private String part(String name, int number) {
    return prefix + name + (number == 0 ? "" : "_" + number);
  }

  private ResponseCookie cookie(String name, String value, Optional<Duration> maxAge, SameSite sameSite) {
    return new ResponseCookie(name, value, maxAge, sameSite == SameSite.LAX ? Optional.of("Lax")
        // Browsers take None with Secure alone. Over http, for development, they are left to their default.
        : secure ? Optional.of("None") : Optional.empty(), secure);
  }

  /** With which requests of other sites a cookie goes along. */
  enum SameSite {
    /** Links and redirects that lead here. */
    LAX,
    /** Forms, too. */
    NONE
  }
}
