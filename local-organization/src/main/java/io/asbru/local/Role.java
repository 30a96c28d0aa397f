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
 * @param id a UUID, given by the organization that it is put into unless it has one
 * @param name the display name; one of each kind may have the same
 * @param shared whether the root organization manages it
 * @param application client identifier of the only application it counts for; empty for all
 * @param permissions the scopes it permits; left empty for a shared role
 * @param users names of the users who have it
 * @param groups names of the groups whose members have it
 */
public record Role(Optional<String> id, String name, boolean shared, Optional<String> application,
    Set<String> permissions, Set<String> users, Set<String> groups) {

  public Role {
    requireNonNull(id, "id");
    requireNonNull(name, "name");
    requireNonNull(application, "application");
    permissions = Set.copyOf(permissions);
    users = Set.copyOf(users);
    groups = Set.copyOf(groups);
  }

  /** A role that no group has. */
  public Role(String name, boolean shared, Optional<String> application, Set<String> permissions, Set<String> users) {
    this(Optional.empty(), name, shared, application, permissions, users, Set.of());
  }

  /** A role that the organization manages itself, for all its applications. */
  public static Role managed(String name, Set<String> permissions, Set<String> users) {
    return new Role(name, false, Optional.empty(), permissions, users);
  }

  /** A role of the root organization, given to users of another organization. */
  public static Role shared(String name, Set<String> users) {
    return new Role(name, true, Optional.empty(), Set.of(), users);
  }

  Role withId(String given) {
    return new Role(Optional.of(given), name, shared, application, permissions, users, groups);
  }

  Role withUsers(Set<String> others) {
    return new Role(id, name, shared, application, permissions, others, groups);
  }

  Role withGroups(Set<String> others) {
    return new Role(id, name, shared, application, permissions, users, others);
  }

  /** Whether a user has it, in person or by a group. */
  boolean givenTo(User user) {
    return users.stream().anyMatch(user.name()::equalsIgnoreCase) || user.groups().stream().anyMatch(groups::contains);
  }

  /** Whether the other has the same name and kind: one of the two can be in an organization. */
  boolean sameAs(Role other) {
    return name.equals(other.name) && shared == other.shared && application.equals(other.application);
  }
}
