package io.asbru.local;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** How one organization looks at the start: who is in it and which applications it has. */
public final class OrganizationDefinition {

  private final String id;
  private final String handle;
  private final String name;
  private final String userNameDomain;
  private final Set<String> emailDomains;
  private final List<Application> applications;
  private final List<User> users;
  private final List<Role> roles;

  private OrganizationDefinition(Builder builder) {
    this.handle = builder.handle;
    this.id = builder.id.orElseGet(
        () -> UUID.nameUUIDFromBytes(builder.handle.getBytes(StandardCharsets.UTF_8)).toString());
    this.name = builder.name.orElse(builder.handle);
    this.userNameDomain = builder.userNameDomain.orElse(id);
    this.emailDomains = Set.copyOf(builder.emailDomains);
    this.applications = List.copyOf(builder.applications);
    this.users = List.copyOf(builder.users);
    this.roles = List.copyOf(builder.roles);
  }

  public static Builder builder(String handle) {
    return new Builder(handle);
  }

  /** A lower-case UUID; follows from the handle unless set. */
  public String id() {
    return id;
  }

  /** The short name; for the root organization it is part of every address. */
  public String handle() {
    return handle;
  }

  /** What people call it. */
  public String name() {
    return name;
  }

  /**
   * What follows the {@code @} in the user name of an introspection reply: the id, as in organizations made before
   * they had handles, unless set otherwise.
   */
  public String userNameDomain() {
    return userNameDomain;
  }

  /** The domains of e-mail addresses by which {@code login_hint} finds this organization. */
  public Set<String> emailDomains() {
    return emailDomains;
  }

  public List<Application> applications() {
    return applications;
  }

  public List<User> users() {
    return users;
  }

  public List<Role> roles() {
    return roles;
  }

  /** Collects what makes an organization. */
  public static final class Builder {

    private final String handle;
    private Optional<String> id = Optional.empty();
    private Optional<String> name = Optional.empty();
    private Optional<String> userNameDomain = Optional.empty();
    private Set<String> emailDomains = Set.of();
    private final List<Application> applications = new ArrayList<>();
    private final List<User> users = new ArrayList<>();
    private final List<Role> roles = new ArrayList<>();

    private Builder(String handle) {
      this.handle = requireNonNull(handle, "handle");
    }

    public Builder id(String id) {
      this.id = Optional.of(id);
      return this;
    }

    public Builder name(String name) {
      this.name = Optional.of(name);
      return this;
    }

    public Builder userNameDomain(String userNameDomain) {
      this.userNameDomain = Optional.of(userNameDomain);
      return this;
    }

    public Builder emailDomains(Collection<String> emailDomains) {
      this.emailDomains = Set.copyOf(emailDomains);
      return this;
    }

    public Builder application(Application application) {
      applications.add(requireNonNull(application, "application"));
      return this;
    }

    public Builder user(User user) {
      users.add(requireNonNull(user, "user"));
      return this;
    }

    public Builder role(Role role) {
      roles.add(requireNonNull(role, "role"));
      return this;
    }

    public OrganizationDefinition build() {
      return new OrganizationDefinition(this);
    }
  }
}
