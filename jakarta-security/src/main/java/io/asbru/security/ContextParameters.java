package io.asbru.security;

import io.asbru.settings.PropertySource;
import jakarta.servlet.ServletContext;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Settings from the context-params of {@code web.xml} whose names begin with {@code asbru.}. */
final class ContextParameters implements PropertySource {

  private static final String PREFIX = "asbru.";

  private final ServletContext context;

  ContextParameters(ServletContext context) {
    this.context = context;
  }

  @Override
  public Optional<String> get(String key) {
    return Optional.ofNullable(context.getInitParameter(PREFIX + key));
  }

  @Override
  public Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    context.getInitParameterNames().asIterator().forEachRemaining(name -> {
      if (name.startsWith(PREFIX)) {
        keys.add(name.substring(PREFIX.length()));
      }
    });
    return keys;
  }

  @Override
  public String describe(String key) {
    return "context-param " + PREFIX + key;
  }
}
