package io.asbru.local;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * An API that the root organization has registered and all organizations inherit.
 *
 * @param identifier what the API is called, mostly an absolute URI
 * @param name what people call it
 * @param scopes the scopes that its operations need
 */
public record ApiResource(String identifier, String name, Set<String> scopes) {

  public ApiResource {
    requireNonNull(identifier, "identifier");
    requireNonNull(name, "name");
    scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
  }
}
