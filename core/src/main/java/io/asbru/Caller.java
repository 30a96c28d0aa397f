package io.asbru;

import static java.util.Objects.requireNonNull;

import java.io.Serial;
import java.io.Serializable;
import java.security.Principal;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request: a user, or an application acting for itself. Immutable, and the {@link Principal} that the
 * container shows to the application.
 *
 * <p>Two callers are equal when they are of the same kind, in the same organization and have the same name: the
 * same person is the same caller with a session and with a bearer token, and <strong>a user is never equal to an
 * application</strong>, whatever their names.
 *
 * <p>Nobody can extend it outside this package. It is not final only because a container that injects a caller puts a proxy in its place.
 */
public class Caller implements Principal, Serializable {

  @Serial
  private static final long serialVersionUID = 1L;

  /** What a caller is. */
  public enum Kind {
    /** A person, who signed in or whose token was presented. */
    USER,
    /** An application with a token of its own (client credentials grant). */
    APPLICATION
  }

  private final Kind kind;
  private final String name;
  private final @Nullable String subject;
  private final @Nullable String clientId;
  private final @Nullable String organization;
  private final Set<String> scopes;
  private final Set<String> roles;
  private final Set<String> groups;
  private final Map<String, Object> claims;
  private final @Nullable Instant expiresAt;

  /** For proxies alone, which hand every call on to a caller that was built. */
  Caller() {
    this(new Builder(Kind.USER, ""));
  }

  private Caller(Builder builder) {
    kind = builder.kind;
    name = builder.name;
    subject = builder.subject;
    clientId = builder.clientId;
    organization = builder.organization;
    scopes = builder.scopes;
    roles = builder.roles;
    groups = builder.groups;
    claims = builder.claims;
    expiresAt = builder.expiresAt;
  }

  /** Starts a caller of this kind and name. */
  public static Builder builder(Kind kind, String name) {
    return new Builder(requireNonNull(kind, "kind"), requireNonNull(name, "name"));
  }

  /** User or application. */
  public Kind kind() {
    return kind;
  }

  /** Whether this is a person. */
  public boolean user() {
    return kind == Kind.USER;
  }

  /**
   * The name of the principal: the first present of the claims that the setting {@code principal-name-claims}
   * lists.
   */
  @Override
  public String getName() {
    return name;
  }

  /** The subject ({@code sub}); empty where the authorization server names none, as for an opaque token. */
  public Optional<String> subject() {
    return Optional.ofNullable(subject);
  }

  /** The client that the token was issued to; empty where it is not told. */
  public Optional<String> clientId() {
    return Optional.ofNullable(clientId);
  }

  /** The id of the caller's organization ({@code org_id}); empty where the token names none. */
  public Optional<String> organization() {
    return Optional.ofNullable(organization);
  }

  /** The scopes <strong>granted</strong>, which may be fewer than were requested. */
  public Set<String> scopes() {
    return scopes;
  }

  /** Whether this scope was granted. */
  public boolean hasScope(String scope) {
    return scopes.contains(scope);
  }

  /** The values of the claims that the setting {@code roles-claims} lists. */
  public Set<String> roles() {
    return roles;
  }

  /** The values of the claims that the setting {@code groups-claims} lists. */
  public Set<String> groups() {
    return groups;
  }

  /**
   * All claims known of the caller: those of the introspection response or JWT, and at a sign-in those of the ID
   * token and of UserInfo. Values are strings, numbers, booleans, lists and maps. Tokens are not among them.
   */
  public Map<String, Object> claims() {
    return claims;
  }

  /** When the credential behind this caller expires; empty where it is not told. */
  public Optional<Instant> expiresAt() {
    return Optional.ofNullable(expiresAt);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Caller that
        && kind == that.kind()
        && name.equals(that.getName())
        && Objects.equals(organization, that.organization().orElse(null));
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** Kind, name and organization; never a claim. */
  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + " " + name
        + (organization == null ? "" : " of organization " + organization);
  }

  /** Collects the parts of a {@link Caller}; what is not set stays absent or empty. */
  public static final class Builder {

    private final Kind kind;
    private final String name;
    private @Nullable String subject;
    private @Nullable String clientId;
    private @Nullable String organization;
    private Set<String> scopes = Set.of();
    private Set<String> roles = Set.of();
    private Set<String> groups = Set.of();
    private Map<String, Object> claims = Map.of();
    private @Nullable Instant expiresAt;

    private Builder(Kind kind, String name) {
      this.kind = kind;
      this.name = name;
    }

    /** See {@link Caller#subject()}. */
    public Builder subject(@Nullable String value) {
      subject = value;
      return this;
    }

    /** See {@link Caller#clientId()}. */
    public Builder clientId(@Nullable String value) {
      clientId = value;
      return this;
    }

    /** See {@link Caller#organization()}. */
    public Builder organization(@Nullable String value) {
      organization = value;
      return this;
    }

    /** See {@link Caller#scopes()}. */
    public Builder scopes(Set<String> value) {
      scopes = Set.copyOf(value);
      return this;
    }

    /** See {@link Caller#roles()}. */
    public Builder roles(Set<String> value) {
      roles = Set.copyOf(value);
      return this;
    }

    /** See {@link Caller#groups()}. */
    public Builder groups(Set<String> value) {
      groups = Set.copyOf(value);
      return this;
    }

    /** See {@link Caller#claims()}. */
    public Builder claims(Map<String, Object> value) {
      claims = Map.copyOf(value);
      return this;
    }

    /** See {@link Caller#expiresAt()}. */
    public Builder expiresAt(@Nullable Instant value) {
      expiresAt = value;
      return this;
    }

    /** The caller. */
    public Caller build() {
      return new Caller(this);
    }
  }
}
