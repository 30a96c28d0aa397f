package io.asbru.internal;

import io.asbru.HttpRequestView;
import io.asbru.settings.IpRange;
import io.asbru.settings.LoginSettings;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The application's address as browsers see it: as configured, as a trusted proxy forwards it, or as the container
 * reports it.
 */
final class ExternalUrl {

  private static final Pattern AUTHORITY = Pattern.compile("([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?");

  private static final int MOST_CHARACTERS = 1000;

  private final Optional<URI> configured;
  private final Set<IpRange> trustedProxies;
  private final boolean forwardedHeader;

  ExternalUrl(LoginSettings settings) {
    configured = settings.externalUrl();
    trustedProxies = settings.trustedProxies();
    forwardedHeader = settings.forwardedHeader();
  }

  /** Scheme, host and port, without the scheme's own port; as an {@code Origin} header names it. */
  String origin(HttpRequestView view) {
    if (configured.isPresent()) {
      URI uri = configured.get();
      return origin(uri.getScheme(), uri.getRawAuthority());
    }
    boolean trusted = fromTrustedProxy(view);
    String scheme = trusted ? forwarded(view, "X-Forwarded-Proto", "proto").filter(Set.of("http", "https")::contains).orElse(view.scheme())
        : view.scheme();
    String authority = trusted
        ? forwarded(view, "X-Forwarded-Host", "host").filter(host -> AUTHORITY.matcher(host).matches()).orElse(view.authority())
        : view.authority();
    return origin(scheme, authority);
  }

  /** Whether the request comes from a proxy whose header fields are believed. */
  boolean fromTrustedProxy(HttpRequestView view) {
    return trustedProxies.stream().anyMatch(range -> range.contains(view.remoteAddress()));
  }

  /** What of a request its address depends on, without much ado: equal for two requests only if their addresses are. */
  String variesBy(HttpRequestView view) {
    if (configured.isPresent()) {
      return "";
    }
    if (!trustedProxies.isEmpty()) {
      return origin(view);
    }
    String scheme = view.scheme();
    return scheme.equals("https") ? view.authority() : origin(scheme, view.authority());
  }

  /** The absolute URL of a path within the application. */
  String absolute(HttpRequestView view, String path) {
    return origin(view) + contextPath(view) + path;
  }

  /** The context path in that address. */
  String contextPath(HttpRequestView view) {
    return configured.map(uri -> uri.getRawPath().equals("/") ? "" : uri.getRawPath()).orElse(view.contextPath());
  }

  private static String origin(String scheme, String authority) {
    String lower = (scheme + "://" + authority).toLowerCase(Locale.ROOT);
    String ownPort = scheme.equalsIgnoreCase("https") ? ":443" : ":80";
    return lower.endsWith(ownPort) ? lower.substring(0, lower.length() - ownPort.length()) : lower;
  }

  /**
   * The value that the nearest proxy wrote: the last one. Only one kind of header counts, because a proxy that writes the one may pass on the
   * other as a client made it up.
   */
  private Optional<String> forwarded(HttpRequestView view, String header, String parameter) {
    List<String> values = view.headers(forwardedHeader ? "Forwarded" : header);
    if (values.isEmpty()) {
      return Optional.empty();
    }
    String last = values.get(values.size() - 1);
    if (last.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    String nearest = last.substring(last.lastIndexOf(',') + 1);
    return (forwardedHeader ? parameter(nearest, parameter) : Optional.of(nearest)).map(value -> value.strip().toLowerCase(Locale.ROOT));
  }

  /** A parameter of one element of {@code Forwarded} (RFC 7239, section 4); empty if it is there twice. */
  private static Optional<String> parameter(String element, String name) {
    Optional<String> found = Optional.empty();
    for (String pair : element.split(";")) {
      int split = pair.indexOf('=');
      if (split > 0 && pair.substring(0, split).strip().equalsIgnoreCase(name)) {
        if (found.isPresent()) {
          return Optional.empty();
        }
        String value = pair.substring(split + 1).strip();
        found = Optional.of(value.length() > 1 && value.startsWith("\"") && value.endsWith("\"") ? value.substring(1, value.length() - 1) : value);
      }
    }
    return found;
  }
}
