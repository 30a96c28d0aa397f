package io.asbru.local;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Which of the requested scopes are granted: what both the application and the user are authorized for. */
final class ScopePolicy {

  static final Set<String> OPENID_CONNECT =
      Set.of("openid", "profile", "email", "phone", "address", "roles", "groups", "internal_login");

  private static final String EVERYTHING = "SYSTEM";
  private static final Set<String> FOR_USERS_ONLY = Set.of("openid", "internal_login");

  private final Organizations organizations;

  ScopePolicy(Organizations organizations) {
    this.organizations = organizations;
  }

  /** The scopes granted to the application itself. */
  Set<String> granted(Set<String> requested, Application application) {
    Set<String> granted = cut(requested, authorized(application));
    granted.removeAll(FOR_USERS_ONLY);
    return granted;
  }

  /**
   * The scopes granted to the application when it acts for a user.
   *
   * @param residence the organization that the application is registered in
   * @param userOrganization the organization that the user belongs to
   */
  Set<String> granted(Set<String> requested, Application application, Organization residence, User user,
      Organization userOrganization) {
    Set<String> both = authorized(application);
    both.retainAll(permitted(application, residence, user, userOrganization));
    return cut(requested, both);
  }

  /** The names of the roles that count for a user in an application. */
  Set<String> roles(Application application, Organization residence, User user, Organization userOrganization) {
    Set<String> names = new LinkedHashSet<>();
    for (Role role : userOrganization.roles()) {
      if (counts(role, application, residence, user, userOrganization)) {
        names.add(role.name());
      }
    }
    return names;
  }

  private Set<String> authorized(Application application) {
    Set<String> authorized = new LinkedHashSet<>(application.scopes());
    authorized.retainAll(organizations.apiScopes());
    return authorized;
  }

  private Set<String> permitted(Application application, Organization residence, User user,
      Organization userOrganization) {
    Set<String> permitted = new LinkedHashSet<>();
    for (Role role : userOrganization.roles()) {
      if (counts(role, application, residence, user, userOrganization)) {
        permitted.addAll(role.shared() ? permissionsAtRoot(role.name()) : role.permissions());
      }
    }
    return permitted;
  }

  private static boolean counts(Role role, Application application, Organization residence, User user,
      Organization userOrganization) {
    boolean sharedApplication = residence.root() && !userOrganization.root();
    return role.shared() == sharedApplication
        && role.givenTo(user)
        && role.application().map(application.clientId()::equals).orElse(true)
        && application.roleAudience().map(audience -> audience.equals("APPLICATION") == role.application().isPresent())
            .orElse(true);
  }

  private Set<String> permissionsAtRoot(String roleName) {
    Optional<Role> atRoot = organizations.root().roles().stream()
        .filter(role -> role.name().equals(roleName)).findFirst();
    return atRoot.map(Role::permissions).orElse(Set.of());
  }

  private static Set<String> cut(Set<String> requested, Set<String> authorized) {
    Set<String> granted = new LinkedHashSet<>();
    for (String scope : requested) {
      if (scope.equals(EVERYTHING)) {
        granted.addAll(authorized);
      } else if (OPENID_CONNECT.contains(scope) || authorized.contains(scope)) {
        granted.add(scope);
      }
    }
    return granted;
  }
}
