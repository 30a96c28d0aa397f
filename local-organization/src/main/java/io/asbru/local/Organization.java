package io.asbru.local;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One organization while it runs. Applications, users and roles can be added, replaced and removed at any time, and
 * requests see it at once.
 */
public final class Organization {

  private static final Set<String> GRANTS_OF_ORGANIZATIONS = Set.of(Application.AUTHORIZATION_CODE,
      Application.CLIENT_CREDENTIALS, Application.PASSWORD, Application.REFRESH_TOKEN);

  private final OrganizationDefinition definition;
  private final boolean root;
  private final Map<String, Application> applications = new ConcurrentHashMap<>();
  private final Map<String, User> users = new ConcurrentHashMap<>();
  private final List<Role> roles = new CopyOnWriteArrayList<>();

  Organization(OrganizationDefinition definition, boolean root) {
    this.definition = definition;
    this.root = root;
    definition.applications().forEach(this::put);
    definition.users().forEach(this::put);
    definition.roles().forEach(this::put);
  }

  public String id() {
    return definition.id();
  }

  public String handle() {
    return definition.handle();
  }

  public String name() {
    return definition.name();
  }

  /** Whether this is the root organization. */
  public boolean root() {
    return root;
  }

  public Collection<Application> applications() {
    return List.copyOf(applications.values());
  }

  public Optional<Application> application(String clientId) {
    return Optional.ofNullable(applications.get(clientId));
  }

  /**
   * Registers an application, or replaces the one with the same client identifier.
   *
   * @throws IllegalArgumentException if an organization below the root cannot have such an application
   */
  public Organization put(Application application) {
    if (!root && !GRANTS_OF_ORGANIZATIONS.containsAll(application.grants())) {
      throw new IllegalArgumentException("Application " + application.clientId() + " of organization " + handle()
          + " may only use the grants " + new TreeSet<>(GRANTS_OF_ORGANIZATIONS) + ", not " + application.grants());
    }
    applications.put(application.clientId(), application);
    return this;
  }

  public Organization removeApplication(String clientId) {
    applications.remove(clientId);
    return this;
  }

  public Collection<User> users() {
    return List.copyOf(users.values());
  }

  /** Finds a user by name, whatever the case of its letters. */
  public Optional<User> user(String name) {
    return Optional.ofNullable(users.get(name.toLowerCase(Locale.ROOT)));
  }

  /** Adds a user, or replaces the one with the same name. */
  public Organization put(User user) {
    users.put(user.name().toLowerCase(Locale.ROOT), user);
    return this;
  }

  public Organization removeUser(String name) {
    users.remove(name.toLowerCase(Locale.ROOT));
    return this;
  }

  public List<Role> roles() {
    return List.copyOf(roles);
  }

  /** Adds a role, or replaces the one of the same name and kind. */
  public Organization put(Role role) {
    synchronized (roles) {
      roles.removeIf(other -> other.name().equals(role.name()) && other.shared() == role.shared()
          && other.application().equals(role.application()));
      roles.add(role);
    }
    return this;
  }

  public Organization removeRole(Role role) {
    roles.remove(role);
    return this;
  }

  String userNameDomain() {
    return definition.userNameDomain();
  }

  Set<String> emailDomains() {
    return definition.emailDomains();
  }

  @Override
  public String toString() {
    return "Organization[" + handle() + ", id=" + id() + "]";
  }
}
