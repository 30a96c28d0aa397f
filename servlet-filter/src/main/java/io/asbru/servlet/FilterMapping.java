package io.asbru.servlet;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Looks at where the filter is mapped: a path of the library that it does not see is answered by nobody. */
final class FilterMapping {

  private FilterMapping() {}

  /** What is wrong with the mapping, with the remedy; empty if these paths reach the filter, or if it cannot be told. */
  static Optional<String> warning(FilterConfig config, List<String> ownPaths) {
    Collection<String> patterns = patterns(config);
    List<String> missed = ownPaths.stream().filter(path -> patterns.stream().noneMatch(pattern -> matches(pattern, path))).toList();
    return patterns.isEmpty() || missed.isEmpty() ? Optional.empty() : Optional.of("The filter is mapped to " + patterns
        + ", so that " + String.join(", ", missed) + " does not reach it, without which nobody can sign in and out. Map it to /*.");
  }

  private static Collection<String> patterns(FilterConfig config) {
    try {
      FilterRegistration registration = config.getServletContext().getFilterRegistration(config.getFilterName());
      return registration == null ? List.of() : registration.getUrlPatternMappings();
    } catch (UnsupportedOperationException e) {
      // Registered by a listener that must not look at registrations (Servlet 6.0, section 4.4).
      return List.of();
    }
  }

  /** Servlet 6.0, section 12.2; servers do not agree on what a lone slash means for a filter. */
  private static boolean matches(String pattern, String path) {
    if (pattern.endsWith("/*")) {
      String prefix = pattern.substring(0, pattern.length() - 2);
      return path.equals(prefix) || path.startsWith(prefix + "/");
    }
    return pattern.equals(path) || pattern.startsWith("*.") && path.endsWith(pattern.substring(1));
  }
}
