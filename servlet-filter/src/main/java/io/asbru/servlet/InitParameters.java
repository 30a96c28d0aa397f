package io.asbru.servlet;

import io.asbru.settings.PropertySource;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Settings from the filter's init-params and, where there is none, from context-params that begin with {@code asbru.}. */
final class InitParameters implements PropertySource {

  private static final String PREFIX = "asbru.";

  private final FilterConfig filter;
  private final ServletContext context;

  InitParameters(FilterConfig filter) {
    this.filter = filter;
    this.context = filter.getServletContext();
  }

  @Override
  public Optional<String> get(String key) {
    return Optional.ofNullable(filter.getInitParameter(key)).or(() -> Optional.ofNullable(context.getInitParameter(PREFIX + key)));
  }

  @Override
  public Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>(Collections.list(filter.getInitParameterNames()));
    context.getInitParameterNames().asIterator().forEachRemaining(name -> {
      if (name.startsWith(PREFIX)) {
        keys.add(name.substring(PREFIX.length()));
      }
    });
    return keys;
  }

  @Override
  public String describe(String key) {
    boolean fromContext = filter.getInitParameter(key) == null && context.getInitParameter(PREFIX + key) != null;
    return fromContext ? "context-param " + PREFIX + key : "init-param " + key;
  }
}
