package io.asbru.local;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

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

  /** A UUID that follows from the identifier. */
  String id() {
    return UUID.nameUUIDFromBytes(("api/" + identifier).getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** {@code TENANT} and {@code ORGANIZATION} for the server's own, {@code BUSINESS} for those of its users. */
  String type() {
    if (!identifier.startsWith("/")) {
      return "BUSINESS";
    }
    return identifier.startsWith("/o/") ? "ORGANIZATION" : "TENANT";
  }
}
