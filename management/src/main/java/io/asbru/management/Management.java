package io.asbru.management;

import io.asbru.organization.Organization;
import io.asbru.outbound.ApplicationTokens;
import io.asbru.outbound.BearerHttpClient;
import io.asbru.settings.Settings;
import java.time.Clock;

/**
 * The management APIs of one organization. Thread-safe; keep one and close it at the end.
 *
 * <p>Each call asks for a token with exactly the scopes that it needs ({@code internal_…} at the root, {@code internal_org_…} below it), for
 * which the client has to be authorized. Besides what each method says, all throw
 * {@link io.asbru.AuthorizationServerUnavailableException} if the service could not be asked, {@link ManagementException} if it refused,
 * and {@link io.asbru.outbound.InsufficientScopeException} if the client lacks a scope. If the rate limit is reached (429), a call waits up to a
 * minute until the service takes it.
 *
 * <pre>{@code
 * try (Management management = Management.inOrganization(settingsOfTheManagementApplication, organizationId)) {
 *   Application created = management.applications().create(NewApplication.standard("Shop")
 *       .redirectUris("https://shop.example.com/oauth2/callback").build());
 *   OidcConfiguration oidc = management.applications().oidc(created.id());
 * }
 * }</pre>
 */
public final class Management implements AutoCloseable {

  private final ApplicationTokens tokens;
  private final boolean belowRoot;
  private final Applications applications;
  private final ApiResources apiResources;
  private final Roles roles;
  private final Users users;

  private Management(ApplicationTokens tokens, Connection connection, boolean belowRoot) {
    this.tokens = tokens;
    this.belowRoot = belowRoot;
    applications = new Applications(connection, belowRoot);
    apiResources = new ApiResources(connection);
    roles = new Roles(connection);
    users = new Users(connection);
  }

  /**
   * The organization of these settings, by a client of its own: the root organization by a management application, or the one that
   * {@code organization-id} names by an application of that organization.
   */
  public static Management of(Settings settings) {
    return of(settings, BearerHttpClient.Pause.sleeping());
  }

  /**
   * The same, with another way to wait before a request is sent again, for instance one that tells a person.
   *
   * @param pause lets time pass; called when the rate limit is reached, and when the service failed
   */
  public static Management of(Settings settings, BearerHttpClient.Pause pause) {
    Organization organization = organization(settings);
    ApplicationTokens tokens = ApplicationTokens.of(settings, Clock.systemUTC());
    return new Management(tokens, Connection.own(organization, settings.http(), tokens, pause), organization.id().isPresent());
  }

  /**
   * An organization below the root, by a management application of the root and organization switch.
   *
   * @param rootSettings the settings of the management application
   * @param organizationId the id of the organization
   */
  public static Management inOrganization(Settings rootSettings, String organizationId) {
    return inOrganization(rootSettings, organizationId, BearerHttpClient.Pause.sleeping());
  }

  /**
   * The same, with another way to wait before a request is sent again.
   *
   * @param pause as in {@link #of(Settings, BearerHttpClient.Pause)}
   */
  public static Management inOrganization(Settings rootSettings, String organizationId, BearerHttpClient.Pause pause) {
    Organization organization = organization(rootSettings);
    ApplicationTokens tokens = ApplicationTokens.of(rootSettings, Clock.systemUTC());
    try {
      tokens.forScopesIn(organizationId);
      return new Management(tokens, Connection.switched(organization, organizationId, rootSettings.http(), tokens, pause), true);
    } catch (RuntimeException e) {
      tokens.close();
      throw e;
    }
  }

  private static Organization organization(Settings settings) {
    return settings.provider().organization().orElseThrow(() ->
        new IllegalArgumentException("only Asgardeo and WSO2 Identity Server have these APIs: set root-organization instead of issuer"));
  }

  /** Whether this is an organization below the root, where only OAuth 2.0 applications with four grant types can be made. */
  public boolean belowRoot() {
    return belowRoot;
  }

  /** Applications, their protocol and the API resources that they are authorized for. */
  public Applications applications() {
    return applications;
  }

  /** API resources. */
  public ApiResources apiResources() {
    return apiResources;
  }

  /** Roles. */
  public Roles roles() {
    return roles;
  }

  /** Users (SCIM 2.0). */
  public Users users() {
    return users;
  }

  /** Ends the connections. */
  @Override
  public void close() {
    tokens.close();
  }
}
