package io.asbru.local;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * An application (OAuth 2.0 client) registered in one organization.
 *
 * <p>Immutable: to change a registered one, {@link #toBuilder() build} another and
 * {@link Organization#put(Application) put} it in its place; that works at once.
 */
public final class Application {

  public static final String AUTHORIZATION_CODE = "authorization_code";
  public static final String REFRESH_TOKEN = "refresh_token";
  public static final String PASSWORD = "password";
  public static final String CLIENT_CREDENTIALS = "client_credentials";
  public static final String ORGANIZATION_SWITCH = "organization_switch";

  private final Builder values;

  private Application(Builder builder) {
    this.values = builder;
  }

  /** Starts an application with the grants authorization_code and refresh_token and Asgardeo's defaults. */
  public static Builder builder(String clientId) {
    return new Builder(clientId);
  }

  /** The same application, to be changed. */
  public Builder toBuilder() {
    return new Builder(values);
  }

  /** The identifier of the application itself, a UUID that follows from the client identifier unless set. */
  public String id() {
    return values.id.orElseGet(
        () -> UUID.nameUUIDFromBytes(values.clientId.getBytes(StandardCharsets.UTF_8)).toString());
  }

  /** What people call it; the client identifier by default. */
  public String name() {
    return values.name.orElse(values.clientId);
  }

  public String clientId() {
    return values.clientId;
  }

  /** The client secret; empty for a public client. */
  public Optional<String> clientSecret() {
    return values.clientSecret;
  }

  /** A JWK set as JSON, with which private_key_jwt assertions are checked. Empty by default. */
  public Optional<String> jwks() {
    return values.jwks;
  }

  /** The grant types it may use. */
  public Set<String> grants() {
    return values.grants;
  }

  /**
   * The callback URLs: exact, or {@code regexp=(…)} with a regular expression that must match whole.
   * Post-logout redirect URIs are looked up here as well.
   */
  public List<String> redirectUris() {
    return values.redirectUris;
  }

  /** The scopes of API resources that the application is authorized for. */
  public Set<String> scopes() {
    return values.scopes;
  }

  /** Opaque by default. */
  public AccessTokenFormat accessTokenFormat() {
    return values.accessTokenFormat;
  }

  /** What {@code aud} names after the client identifier. Empty by default. */
  public List<String> audiences() {
    return values.audiences;
  }

  /** Whether an authorization request without a code challenge is refused. {@code false} by default. */
  public boolean pkceMandatory() {
    return values.pkceMandatory;
  }

  /** Whether the challenge method {@code plain} is taken. {@code false} by default. */
  public boolean pkcePlainAllowed() {
    return values.pkcePlainAllowed;
  }

  /** Whether users are asked for their consent, once per user and set of scopes. {@code true} by default. */
  public boolean consentRequired() {
    return values.consentRequired;
  }

  /** Whether signing out without an ID token hint is done without a question. {@code true} by default. */
  public boolean logoutConsentSkipped() {
    return values.logoutConsentSkipped;
  }

  /** Whether tokens name the organization instead of the root organization as issuer. {@code false} by default. */
  public boolean organizationIssuer() {
    return values.organizationIssuer;
  }

  /** Whether a refresh gives a new refresh token. {@code true} by default. */
  public boolean refreshTokenRotated() {
    return values.refreshTokenRotated;
  }

  /** How long its tokens live. Asgardeo's defaults unless set. */
  public TokenLifetimes lifetimes() {
    return values.lifetimes;
  }

  /** Where logout tokens are posted. Empty by default. */
  public Optional<URI> backChannelLogoutUri() {
    return values.backChannelLogoutUri;
  }

  /** What browsers load in a frame at sign-out. Empty by default. */
  public Optional<URI> frontChannelLogoutUri() {
    return values.frontChannelLogoutUri;
  }

  /** Ids or handles of the organizations that an application of the root organization is shared with. */
  public Set<String> sharedWith() {
    return values.sharedWith;
  }

  /** What the management API was told and only gives back, by member of its JSON. */
  Map<String, Object> details() {
    return values.details;
  }

  /** {@code APPLICATION} or {@code ORGANIZATION}: the audience of the roles that count. Empty if all do. */
  Optional<String> roleAudience() {
    return details().get("associatedRoles") instanceof Map<?, ?> roles && roles.get("allowedAudience") instanceof String audience
        ? Optional.of(audience) : Optional.empty();
  }

  boolean publicClient() {
    return clientSecret().isEmpty() && jwks().isEmpty();
  }

  boolean sharedWith(Organization organization) {
    return sharedWith().contains(organization.id()) || sharedWith().contains(organization.handle());
  }

  @Override
  public String toString() {
    return "Application[" + name() + ", clientId=" + clientId() + "]";
  }

  /** Collects what makes an application. */
  public static final class Builder {

    private final String clientId;
    private Optional<String> id = Optional.empty();
    private Optional<String> name = Optional.empty();
    private Optional<String> clientSecret = Optional.empty();
    private Optional<String> jwks = Optional.empty();
    private Set<String> grants = ordered(List.of(AUTHORIZATION_CODE, REFRESH_TOKEN));
    private List<String> redirectUris = List.of();
    private Set<String> scopes = Set.of();
    private AccessTokenFormat accessTokenFormat = AccessTokenFormat.OPAQUE;
    private List<String> audiences = List.of();
    private boolean pkceMandatory;
    private boolean pkcePlainAllowed;
    private boolean consentRequired = true;
    private boolean logoutConsentSkipped = true;
    private boolean organizationIssuer;
    private boolean refreshTokenRotated = true;
    private TokenLifetimes lifetimes = TokenLifetimes.DEFAULT;
    private Optional<URI> backChannelLogoutUri = Optional.empty();
    private Optional<URI> frontChannelLogoutUri = Optional.empty();
    private Set<String> sharedWith = Set.of();
    private Map<String, Object> details = Map.of();

    private Builder(String clientId) {
      this.clientId = requireNonNull(clientId, "clientId");
    }

    private Builder(Builder other) {
      this(other.clientId);
      id = other.id;
      name = other.name;
      clientSecret = other.clientSecret;
      jwks = other.jwks;
      grants = other.grants;
      redirectUris = other.redirectUris;
      scopes = other.scopes;
      accessTokenFormat = other.accessTokenFormat;
      audiences = other.audiences;
      pkceMandatory = other.pkceMandatory;
      pkcePlainAllowed = other.pkcePlainAllowed;
      consentRequired = other.consentRequired;
      logoutConsentSkipped = other.logoutConsentSkipped;
      organizationIssuer = other.organizationIssuer;
      refreshTokenRotated = other.refreshTokenRotated;
      lifetimes = other.lifetimes;
      backChannelLogoutUri = other.backChannelLogoutUri;
      frontChannelLogoutUri = other.frontChannelLogoutUri;
      sharedWith = other.sharedWith;
      details = other.details;
    }

    public Builder id(String id) {
      this.id = Optional.of(id);
      return this;
    }

    public Builder name(String name) {
      this.name = Optional.of(name);
      return this;
    }

    public Builder clientSecret(String clientSecret) {
      this.clientSecret = Optional.of(clientSecret);
      return this;
    }

    public Builder jwks(String jwks) {
      this.jwks = Optional.of(jwks);
      return this;
    }

    public Builder grants(String... grants) {
      return grants(List.of(grants));
    }

    public Builder grants(Collection<String> grants) {
      this.grants = ordered(grants);
      return this;
    }

    public Builder redirectUris(String... redirectUris) {
      return redirectUris(List.of(redirectUris));
    }

    public Builder redirectUris(Collection<String> redirectUris) {
      this.redirectUris = List.copyOf(redirectUris);
      return this;
    }

    public Builder scopes(String... scopes) {
      return scopes(List.of(scopes));
    }

    public Builder scopes(Collection<String> scopes) {
      this.scopes = ordered(scopes);
      return this;
    }

    public Builder accessTokenFormat(AccessTokenFormat accessTokenFormat) {
      this.accessTokenFormat = requireNonNull(accessTokenFormat, "accessTokenFormat");
      return this;
    }

    public Builder audiences(Collection<String> audiences) {
      this.audiences = List.copyOf(audiences);
      return this;
    }

    public Builder pkceMandatory(boolean pkceMandatory) {
      this.pkceMandatory = pkceMandatory;
      return this;
    }

    public Builder pkcePlainAllowed(boolean pkcePlainAllowed) {
      this.pkcePlainAllowed = pkcePlainAllowed;
      return this;
    }

    public Builder consentRequired(boolean consentRequired) {
      this.consentRequired = consentRequired;
      return this;
    }

    public Builder logoutConsentSkipped(boolean logoutConsentSkipped) {
      this.logoutConsentSkipped = logoutConsentSkipped;
      return this;
    }

    public Builder organizationIssuer(boolean organizationIssuer) {
      this.organizationIssuer = organizationIssuer;
      return this;
    }

    public Builder refreshTokenRotated(boolean refreshTokenRotated) {
      this.refreshTokenRotated = refreshTokenRotated;
      return this;
    }

    public Builder lifetimes(TokenLifetimes lifetimes) {
      this.lifetimes = requireNonNull(lifetimes, "lifetimes");
      return this;
    }

    public Builder backChannelLogoutUri(URI backChannelLogoutUri) {
      this.backChannelLogoutUri = Optional.of(backChannelLogoutUri);
      return this;
    }

    Builder backChannelLogoutUri(Optional<URI> backChannelLogoutUri) {
      this.backChannelLogoutUri = backChannelLogoutUri;
      return this;
    }

    public Builder frontChannelLogoutUri(URI frontChannelLogoutUri) {
      return frontChannelLogoutUri(Optional.of(frontChannelLogoutUri));
    }

    Builder frontChannelLogoutUri(Optional<URI> frontChannelLogoutUri) {
      this.frontChannelLogoutUri = frontChannelLogoutUri;
      return this;
    }

    public Builder sharedWith(String... organizations) {
      return sharedWith(List.of(organizations));
    }

    public Builder sharedWith(Collection<String> organizations) {
      this.sharedWith = ordered(organizations);
      return this;
    }

    Builder details(Map<String, Object> details) {
      this.details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
      return this;
    }

    Builder publicClient() {
      this.clientSecret = Optional.empty();
      return this;
    }

    public Application build() {
      return new Application(new Builder(this));
    }

    private static Set<String> ordered(Collection<String> values) {
      return Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }
  }
}
