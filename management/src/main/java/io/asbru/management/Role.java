package io.asbru.management;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * A role: scopes, and the users and groups that have them by it.
 *
 * @param id its id
 * @param name its display name
 * @param audience what it counts for
 * @param audienceId the id of the application or organization that it counts for
 * @param permissions its scopes; empty in a list
 * @param users the ids of its users; empty in a list
 * @param groups the ids of its groups; empty in a list
 */
public record Role(String id, String name, Audience audience, String audienceId, Set<String> permissions, Set<String> users,
    Set<String> groups) {

  /** What a role counts for. */
  public enum Audience {
    /** One application. */
    APPLICATION,
    /** All applications of the organization that heed its roles. */
    ORGANIZATION
  }

  public Role {
    requireNonNull(id, "id");
    requireNonNull(name, "name");
    requireNonNull(audience, "audience");
    requireNonNull(audienceId, "audienceId");
    permissions = Set.copyOf(permissions);
    users = Set.copyOf(users);
    groups = Set.copyOf(groups);
  }
}
