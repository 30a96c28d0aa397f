package io.asbru.management;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * A role that an application needs.
 *
 * @param name its name
 * @param scopes what it permits
 * @param userNames the names of the users who get it; they have to exist
 */
public record RoleRequest(String name, Set<String> scopes, Set<String> userNames) {

  public RoleRequest {
    if (requireNonNull(name, "name").isBlank()) {
      throw new IllegalArgumentException("a role needs a name");
    }
    scopes = Set.copyOf(scopes);
    userNames = Set.copyOf(userNames);
  }
}
