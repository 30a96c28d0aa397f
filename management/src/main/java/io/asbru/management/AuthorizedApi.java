package io.asbru.management;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * An API resource that an application is authorized for.
 *
 * @param id the id of the API resource
 * @param identifier its identifier
 * @param scopes the scopes that the application may have
 */
public record AuthorizedApi(String id, String identifier, Set<String> scopes) {

  public AuthorizedApi {
    requireNonNull(id, "id");
    requireNonNull(identifier, "identifier");
    scopes = Set.copyOf(scopes);
  }
}
