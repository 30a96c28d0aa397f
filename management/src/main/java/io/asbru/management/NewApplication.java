package io.asbru.management;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asbru.Secret;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An application to be made, from the standard-based or the M2M template.
 *
 * @param name its name, unique in the organization
 * @param machineToMachine whether it is made from the M2M template: no users, client credentials alone
 * @param grantTypes the grant types that it may use
 * @param redirectUris redirection URIs, where browsers may also be sent after a logout
 * @param backChannelLogoutUri where the organization tells that a session has ended; absent for nowhere
 * @param attributes what it is told of its users: claims of the local dialect, such as {@code http://wso2.org/claims/emailaddress}; nothing
 *     but the subject if there are none
 * @param jwtAccessTokens whether its access tokens are JWTs; opaque otherwise
 * @param credentials client identifier and secret of its own choice; absent to let the service make them, which is the rule
 */
public record NewApplication(String name, boolean machineToMachine, Set<String> grantTypes, List<String> redirectUris,
    Optional<String> backChannelLogoutUri, Set<String> attributes, boolean jwtAccessTokens, Optional<Credentials> credentials) {

  /**
   * A client identifier and its secret.
   *
   * @param clientId the client identifier
   * @param clientSecret the client secret
   */
  public record Credentials(String clientId, Secret clientSecret) {

    public Credentials {
      requireNonNull(clientId, "clientId");
      requireNonNull(clientSecret, "clientSecret");
    }
  }

  /** The grant types that an organization below the root lets its applications have. */
  public static final Set<String> GRANT_TYPES_OF_ORGANIZATIONS =
      Set.of("authorization_code", "client_credentials", "password", "refresh_token");

  static final String STANDARD_TEMPLATE = "custom-application-oidc";
  static final String M2M_TEMPLATE = "m2m-application";

  public NewApplication {
    if (requireNonNull(name, "name").isBlank() || name.length() > 50) {
      throw new IllegalArgumentException("the name of an application has 1 to 50 characters");
    }
    grantTypes = Collections.unmodifiableSet(new LinkedHashSet<>(grantTypes));
    redirectUris = List.copyOf(redirectUris);
    attributes = Collections.unmodifiableSet(new LinkedHashSet<>(attributes));
    if (grantTypes.isEmpty()) {
      throw new IllegalArgumentException("an application needs a grant type");
    }
    if (machineToMachine && !grantTypes.equals(Set.of("client_credentials"))) {
      throw new IllegalArgumentException("an M2M application has the grant client_credentials and no other");
    }
    if (grantTypes.contains("authorization_code") && redirectUris.isEmpty()) {
      throw new IllegalArgumentException("the grant authorization_code needs a redirection URI");
    }
    redirectUris.forEach(NewApplication::checkAddress);
    backChannelLogoutUri.ifPresent(NewApplication::checkAddress);
  }

  private static void checkAddress(String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + text + "' is not a URL", e);
    }
    if (!uri.isAbsolute() || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("'" + text + "' has to be an absolute URL without a fragment");
    }
  }

  /** Starts an application whose users sign in: authorization code with refresh tokens. */
  public static Builder standard(String name) {
    return new Builder(name, false, Set.of("authorization_code", "refresh_token"));
  }

  /** Starts an application without users. */
  public static Builder machineToMachine(String name) {
    return new Builder(name, true, Set.of("client_credentials"));
  }

  /** Refuses what an organization below the root would refuse. */
  static void checkForOrganization(Set<String> grantTypes) {
    for (String grant : grantTypes) {
      if (!GRANT_TYPES_OF_ORGANIZATIONS.contains(grant)) {
        throw new IllegalArgumentException("an organization's application cannot have the grant type " + grant
            + "; it can have authorization_code, client_credentials, password and refresh_token");
      }
    }
  }

  ObjectNode json() {
    ObjectNode json = Json.object().put("name", name).put("templateId", machineToMachine ? M2M_TEMPLATE : STANDARD_TEMPLATE);
    json.putObject("associatedRoles").put("allowedAudience", "APPLICATION");
    ObjectNode oidc = json.putObject("inboundProtocolConfiguration").putObject("oidc");
    oidc.set("grantTypes", Json.array(grantTypes));
    oidc.set("callbackURLs", Json.array(OidcConfiguration.registered(redirectUris)));
    oidc.putObject("accessToken").put("type", jwtAccessTokens ? "JWT" : "Default");
    credentials.ifPresent(given -> oidc.put("clientId", given.clientId()).put("clientSecret", given.clientSecret().value()));
    backChannelLogoutUri.ifPresent(uri -> oidc.putObject("logout").put("backChannelLogoutUrl", uri));
    if (!attributes.isEmpty()) {
      json.set("claimConfiguration", ClaimConfiguration.of(attributes).json());
    }
    return json;
  }

  /** Collects the parts of a {@link NewApplication}. */
  public static final class Builder {

    private final String name;
    private final boolean machineToMachine;
    private Set<String> grantTypes;
    private List<String> redirectUris = List.of();
    private Optional<String> backChannelLogoutUri = Optional.empty();
    private Set<String> attributes = Set.of();
    private boolean jwtAccessTokens;
    private Optional<Credentials> credentials = Optional.empty();

    private Builder(String name, boolean machineToMachine, Set<String> grantTypes) {
      this.name = name;
      this.machineToMachine = machineToMachine;
      this.grantTypes = grantTypes;
    }

    /** The grant types, in place of those of the template. */
    public Builder grantTypes(Set<String> value) {
      grantTypes = value;
      return this;
    }

    /** The redirection URIs. */
    public Builder redirectUris(String... value) {
      redirectUris = List.of(value);
      return this;
    }

    /** Where the organization tells that a session has ended. */
    public Builder backChannelLogoutUri(String value) {
      backChannelLogoutUri = Optional.of(value);
      return this;
    }

    /** What it is told of its users: claims of the local dialect. */
    public Builder attributes(Set<String> value) {
      attributes = value;
      return this;
    }

    /** Lets access tokens be JWTs. */
    public Builder jwtAccessTokens() {
      jwtAccessTokens = true;
      return this;
    }

    /** Client identifier and secret that the application had before, in an organization that has forgotten it. */
    public Builder credentials(Credentials value) {
      credentials = Optional.of(value);
      return this;
    }

    /**
     * The application.
     *
     * @throws IllegalArgumentException if a part is missing or wrong, with the reason
     */
    public NewApplication build() {
      return new NewApplication(name, machineToMachine, grantTypes, redirectUris, backChannelLogoutUri, attributes,
          jwtAccessTokens, credentials);
    }
  }
}
