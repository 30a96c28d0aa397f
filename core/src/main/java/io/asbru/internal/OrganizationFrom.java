package io.asbru.internal;

import io.asbru.HttpRequestView;
import io.asbru.organization.OrganizationResolver;
import io.asbru.settings.LoginSettings;
import io.asbru.settings.OrganizationsSettings;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The ways to find out a request's organization that need no code of the application. */
final class OrganizationFrom {

  private OrganizationFrom() {}

  /** The resolver that the settings name; empty if they say that it is given in code. */
  static Optional<OrganizationResolver> of(OrganizationsSettings settings, LoginSettings login) {
    ExternalUrl externalUrl = new ExternalUrl(login);
    return switch (settings.from()) {
      case PATH -> Optional.of(request -> first(request.path()));
      case HOST -> Optional.of(request -> host(externalUrl.origin(request)));
      case HEADER -> Optional.of(request -> header(request, settings.header().orElseThrow(), externalUrl));
      case CODE -> Optional.empty();
    };
  }

  /** The first segment of a path; empty for the root. */
  static Optional<String> first(String path) {
    int end = path.indexOf('/', 1);
    return Optional.of(path.substring(1, end < 0 ? path.length() : end)).filter(segment -> !segment.isEmpty());
  }

  /** What follows the first segment, which is {@code name}; the whole path if it is not. */
  static String below(String path, String name) {
    return path.startsWith("/" + name + "/") ? path.substring(name.length() + 1) : path;
  }

  /** A host is the same however its letters are written. */
  private static Optional<String> host(String origin) {
    try {
      return Optional.ofNullable(URI.create(origin).getHost()).map(host -> host.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Of somebody who is no trusted proxy, or written twice, it counts for nothing. */
  private static Optional<String> header(HttpRequestView request, String name, ExternalUrl externalUrl) {
    if (!externalUrl.fromTrustedProxy(request)) {
      return Optional.empty();
    }
    List<String> values = request.headers(name);
    return values.size() == 1 ? Optional.of(values.get(0).strip()) : Optional.empty();
  }
}
