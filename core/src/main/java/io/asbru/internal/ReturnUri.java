package io.asbru.internal;

import io.asbru.HttpRequestView;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a browser goes after a sign-in: the URL it asked for, if that is surely a place on this site. Anything else becomes the
 * application's start page.
 */
final class ReturnUri {

  private static final int MOST_CHARACTERS = 2048;
  /** Browsers resolve those that are percent-encoded as well. */
  private static final Pattern DOT_SEGMENT = Pattern.compile("/(\\.|%2[eE]){1,2}(/|$)");

  private final ExternalUrl externalUrl;

  ReturnUri(ExternalUrl externalUrl) {
    this.externalUrl = externalUrl;
  }

  /** The URL of this request, path and query. */
  String of(HttpRequestView view) {
    String rawPath = view.rawPath();
    if (!Representation.repeatable(view) || !rawPath.startsWith(view.contextPath() + "/")) {
      return start(view);
    }
    String uri = externalUrl.contextPath(view) + rawPath.substring(view.contextPath().length())
        + view.query().map(query -> "?" + query).orElse("");
    return local(uri) ? uri : start(view);
  }

  /** The path and query of a URL, absolute or not, that somebody else names; empty unless it surely is one of this application. */
  Optional<String> ofThisApplication(HttpRequestView view, String url) {
    String base = externalUrl.absolute(view, "/");
    String origin = base.substring(0, base.length() - externalUrl.contextPath(view).length() - 1);
    String uri = url.startsWith(base) ? url.substring(origin.length()) : url;
    int end = uri.indexOf('#');
    uri = end < 0 ? uri : uri.substring(0, end);
    return uri.startsWith(start(view)) && local(uri) ? Optional.of(uri) : Optional.empty();
  }

  /** The application's start page. */
  String start(HttpRequestView view) {
    return path(view, "/");
  }

  /** A path within the application. */
  String path(HttpRequestView view, String path) {
    return externalUrl.contextPath(view) + path;
  }

  /**
   * Whether a browser that is sent to this URL stays on this site: one slash first, no second one and no backslash anywhere, which
   * browsers take for a slash, no control character, no second URL in the path, no dot segments.
   */
  static boolean local(String uri) {
    if (uri.length() > MOST_CHARACTERS || !uri.startsWith("/")) {
      return false;
    }
    int query = uri.indexOf('?');
    String path = query < 0 ? uri : uri.substring(0, query);
    if (path.contains("//") || DOT_SEGMENT.matcher(path).find() || path.contains(";")) {
      return false;
    }
    for (int i = 0; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '\\') {
        return false;
      }
    }
    return true;
  }
}
