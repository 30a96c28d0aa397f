package io.asbru.local;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A person with an account in one organization. */
public final class User {

  private final String id;
  private final String name;
  private final String password;
  private final Optional<String> userStore;
  private final List<String> groups;
  private final Map<String, String> claims;
  private final boolean locked;
  private final Map<String, Object> details;

  private User(Builder builder) {
    this.id = builder.id;
    this.name = builder.name;
    this.password = builder.password;
    this.userStore = builder.userStore;
    this.groups = List.copyOf(builder.groups);
    this.claims = Collections.unmodifiableMap(new LinkedHashMap<>(builder.claims));
    this.locked = builder.locked;
    this.details = builder.details;
  }

  /** Starts a user with a random id, no claims and no groups. */
  public static Builder builder(String name, String password) {
    return new Builder(name, password);
  }

  /** The same user, to be changed and put back into the {@link Organization}. */
  public Builder toBuilder() {
    Builder builder = new Builder(name, password).id(id).groups(groups).locked(locked);
    builder.userStore = userStore;
    builder.claims.putAll(claims);
    builder.details = details;
    return builder;
  }

  /** The subject of this user's tokens: a UUID. */
  public String id() {
    return id;
  }

  /** What the user types at sign-in. */
  public String name() {
    return name;
  }

  /** The password, in clear text as everything here. */
  public String password() {
    return password;
  }

  /** The user store's name, if it is part of the user name in introspection replies ({@code STORE/name@domain}). */
  public Optional<String> userStore() {
    return userStore;
  }

  /** What the {@code groups} scope tells. */
  public List<String> groups() {
    return groups;
  }

  /** Further claims by name: {@code given_name}, {@code email}, …. */
  public Map<String, String> claims() {
    return claims;
  }

  /** Whether sign-in is refused even with the right password. */
  public boolean locked() {
    return locked;
  }

  /** What SCIM was told and only gives back, by attribute. */
  Map<String, Object> details() {
    return details;
  }

  @Override
  public String toString() {
    return "User[" + name + ", id=" + id + "]";
  }

  /** Collects what makes a user. */
  public static final class Builder {

    private final String name;
    private String password;
    private String id = UUID.randomUUID().toString();
    private Optional<String> userStore = Optional.empty();
    private List<String> groups = List.of();
    private final Map<String, String> claims = new LinkedHashMap<>();
    private boolean locked;
    private Map<String, Object> details = Map.of();

    private Builder(String name, String password) {
      this.name = requireNonNull(name, "name");
      this.password = requireNonNull(password, "password");
    }

    public Builder password(String password) {
      this.password = requireNonNull(password, "password");
      return this;
    }

    public Builder id(String id) {
      this.id = requireNonNull(id, "id");
      return this;
    }

    public Builder userStore(String userStore) {
      this.userStore = Optional.of(userStore);
      return this;
    }

    public Builder groups(List<String> groups) {
      this.groups = List.copyOf(groups);
      return this;
    }

    public Builder claim(String name, String value) {
      claims.put(name, value);
      return this;
    }

    public Builder locked(boolean locked) {
      this.locked = locked;
      return this;
    }

    Builder withoutClaims(Collection<String> names) {
      claims.keySet().removeAll(names);
      return this;
    }

    Builder details(Map<String, Object> details) {
      this.details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
      return this;
    }

    public User build() {
      return new User(this);
    }
  }
}
