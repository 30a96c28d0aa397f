package io.asbru.local;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.Set;

/**
 * A role in one organization: which scopes it permits, and to whom.
 *
 * <p>There are two kinds. A role <em>managed by the organization</em> counts for the organization's own applications
 * only. A <em>shared</em> role counts for applications of the root organization that are shared with the organization;
 * what it permits is what the root organization's role of the same name permits.
 *
 * @param name the display name; one of each kind may have the same
 * @param shared whether the root organization manages it
 * @param application client identifier of the only application it counts for; empty for all
 * @param permissions the scopes it permits; left empty for a shared role
 * @param users names of the users who have it
 */
public record Role(String name, boolean shared, Optional<String> application, Set<String> permissions,
    Set<String> users) {

  public Role {
    requireNonNull(name, "name");
    requireNonNull(application, "application");
    permissions = Set.copyOf(permissions);
    users = Set.copyOf(users);
  }

  /** A role that the organization manages itself, for all its applications. */
  public static Role managed(String name, Set<String> permissions, Set<String> users) {
    return new Role(name, false, Optional.empty(), permissions, users);
  }

  /** A role of the root organization, given to users of another organization. */
  public static Role shared(String name, Set<String> users) {
    return new Role(name, true, Optional.empty(), Set.of(), users);
  }
}
