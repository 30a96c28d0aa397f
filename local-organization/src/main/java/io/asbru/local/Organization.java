package io.asbru.local;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * One organization while it runs. Applications, users and roles can be added, replaced and removed at any time, and
 * requests see it at once.
 */
public final class Organization {

  static final Set<String> GRANTS_OF_ORGANIZATIONS = Set.of(Application.AUTHORIZATION_CODE,
      Application.CLIENT_CREDENTIALS, Application.PASSWORD, Application.REFRESH_TOKEN);

  private final OrganizationDefinition definition;
  private final boolean root;
  private final Map<String, Application> applications = new ConcurrentHashMap<>();
  private final Map<String, User> users = new ConcurrentHashMap<>();
  private final List<Role> roles = new CopyOnWriteArrayList<>();
  private final Map<String, Group> groups = new ConcurrentHashMap<>();
  private final ReentrantLock changing = new ReentrantLock();

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

  Optional<Application> applicationById(String id) {
    return applications.values().stream().filter(application -> application.id().equals(id)).findFirst();
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

  Optional<User> userById(String id) {
    return users.values().stream().filter(user -> user.id().equals(id)).findFirst();
  }

  /** Adds a user, or replaces the one with the same name. */
  public Organization put(User user) {
    user.groups().stream().filter(name -> group(name).isEmpty()).forEach(name -> put(new Group(named("group", name), name)));
    users.put(user.name().toLowerCase(Locale.ROOT), user);
    return this;
  }

  public Organization removeUser(String name) {
    users.remove(name.toLowerCase(Locale.ROOT));
    return this;
  }

  /** The groups, those without members included. */
  Collection<Group> groups() {
    return List.copyOf(groups.values());
  }

  Optional<Group> group(String name) {
    return groups.values().stream().filter(group -> group.name().equals(name)).findFirst();
  }

  Optional<Group> groupById(String id) {
    return Optional.ofNullable(groups.get(id));
  }

  void put(Group group) {
    groups.put(group.id(), group);
  }

  void remove(Group group) {
    groups.remove(group.id());
  }

  Stream<User> members(Group group) {
    return users.values().stream().filter(user -> user.groups().contains(group.name()));
  }

  public List<Role> roles() {
    return List.copyOf(roles);
  }

  Optional<Role> roleById(String id) {
    return roles.stream().filter(role -> role.id().filter(id::equals).isPresent()).findFirst();
  }

  /** Adds a role, or replaces the one of the same name and kind. */
  public Organization put(Role role) {
    synchronized (roles) {
      removeRole(role);
      roles.add(role.id().isPresent() ? role : role.withId(named("role", role.shared() + "/"
          + role.application().orElse("") + "/" + role.name())));
    }
    return this;
  }

  /** Removes the role of the same name and kind. */
  public Organization removeRole(Role role) {
    roles.removeIf(role::sameAs);
    return this;
  }

  /** An id that is the same after every start. */
  private String named(String kind, String name) {
    return UUID.nameUUIDFromBytes((id() + "/" + kind + "/" + name).getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** What a management request does, while no other one changes this organization. */
  Reply alone(ManagementAction action) throws ManagementRefusal {
    changing.lock();
    try {
      return action.run();
    } finally {
      changing.unlock();
    }
  }

  /** What a management request does. */
  @FunctionalInterface
  interface ManagementAction {
    Reply run() throws ManagementRefusal;
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
