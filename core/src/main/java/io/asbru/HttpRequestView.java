package io.asbru;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as core sees it: read-only, and without a body everywhere but at the paths of the library itself, unless the setting
 * {@code bearer-token-from} says {@code form} or {@code cross-site-token} says {@code true}. A front end implements it over its container's request.
 */
public interface HttpRequestView {

  /** The method, upper case as sent. */
  String method();

  /** The scheme that the container reports, {@code http} or {@code https}. */
  String scheme();

  /** The host and, unless it is the scheme's own, the port, as the container reports them; IPv6 in brackets. */
  String authority();

  /** The address of the peer of the connection. */
  String remoteAddress();

  /** The application's context path, or the empty string for the root. */
  String contextPath();

  /** The path within the application as the container dispatches it: decoded, beginning with {@code /}. */
  String path();

  /** The raw request path, as sent: context path included, query excluded. */
  String rawPath();

  /** The raw query string. */
  Optional<String> query();

  /** All values of a header field, in order; empty if it is absent. */
  List<String> headers(String name);

  /** The value of a header field that occurs once; empty if it is absent. */
  default Optional<String> header(String name) {
    List<String> values = headers(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
  }

  /**
   * The values of a parameter of a form-encoded body, read in the way in which the application can still read it as a parameter.
   * <strong>Called only if the setting {@code bearer-token-from} says {@code form}</strong>, or if {@code cross-site-token} says {@code true} and a
   * request by session that may change something has no header {@code X-CSRF-Token}.
   */
  List<String> sharedFormParameter(String name);

  /**
   * The parameters of a form-encoded body. <strong>Called only at the library's own paths</strong>, because reading
   * it takes the body away from the application.
   */
  Map<String, List<String>> formParameters();

  /** Further parameters of the authorization request, if this request begins a sign-in; none by default. */
  default AuthorizationParameters authorizationParameters() {
    return AuthorizationParameters.NONE;
  }
}
