package io.asbru.local;

import java.util.Map;
import java.util.Optional;

/** Tells from a path which organization and which endpoint are meant. */
final class Router {

  private static final Map<String, Endpoint> ENDPOINTS = Map.of(
      "/oauth2/authorize", Endpoint.AUTHORIZE,
      "/oauth2/token", Endpoint.TOKEN,
      "/oauth2/introspect", Endpoint.INTROSPECT,
      "/oauth2/revoke", Endpoint.REVOKE,
      "/oauth2/userinfo", Endpoint.USERINFO,
      "/oauth2/jwks", Endpoint.JWKS,
      "/oauth2/token/.well-known/openid-configuration", Endpoint.DISCOVERY,
      "/oidc/logout", Endpoint.LOGOUT);

  /** What begins with these is for management. None is the beginning of another. */
  private static final Map<String, Endpoint> MANAGEMENT = Map.of(
      "/api/server/v1/applications", Endpoint.APPLICATIONS,
      "/api/server/v1/api-resources", Endpoint.API_RESOURCES,
      "/scim2/Users", Endpoint.SCIM_USERS,
      "/scim2/Groups", Endpoint.SCIM_GROUPS,
      "/scim2/v2/Roles", Endpoint.SCIM_ROLES);

  private final Organizations organizations;
  private final boolean superTenant;

  /**
   * Where a path leads.
   *
   * @param endpoint the endpoint
   * @param organization the organization; empty if there is none of that name
   * @param rest what follows the organization in the path, for management the collection; the name itself if there is
   *     no such organization
   * @param organizationOfToken whether the access token says which organization is meant
   */
  record Route(Endpoint endpoint, Optional<Organization> organization, String rest, boolean organizationOfToken) {

    Route(Endpoint endpoint, Optional<Organization> organization, String rest) {
      this(endpoint, organization, rest, false);
    }
  }

  Router(Organizations organizations, boolean superTenant) {
    this.organizations = organizations;
    this.superTenant = superTenant;
  }

  Route route(String path) {
    if (path.equals(Places.START) || path.equals(Places.ADMINISTRATION)) {
      return new Route(Endpoint.ADMINISTRATION, Optional.of(organizations.root()), path);
    }
    if (!path.startsWith("/t/")) {
      return superTenant ? below(path) : new Route(page(path), Optional.of(organizations.root()), path);
    }
    String tenant = segment(path, 3);
    if (!tenant.equals(organizations.root().handle())) {
      return new Route(Endpoint.OTHER, Optional.empty(), tenant);
    }
    return below(path.substring(3 + tenant.length()));
  }

  private Route below(String path) {
    Optional<Organization> root = Optional.of(organizations.root());
    if (!path.startsWith("/o/")) {
      Optional<Route> management = management(path, false);
      Endpoint endpoint = path.equals("/oauth2/par") ? Endpoint.PAR : ENDPOINTS.getOrDefault(path, page(path));
      return management.orElseGet(() -> new Route(endpoint, root, path));
    }
    Optional<Route> management = management(path.substring(2), true);
    if (management.isPresent()) {
      return management.get();
    }
    String id = segment(path, 3);
    Optional<Organization> organization = organizations.byId(id);
    if (organization.isEmpty()) {
      return new Route(Endpoint.OTHER, organization, id);
    }
    String rest = path.substring(3 + id.length());
    return new Route(ENDPOINTS.getOrDefault(rest, page(rest)), organization, rest);
  }

  private Optional<Route> management(String path, boolean organizationOfToken) {
    for (Map.Entry<String, Endpoint> each : MANAGEMENT.entrySet()) {
      if (path.equals(each.getKey()) || path.startsWith(each.getKey() + "/")) {
        return Optional.of(new Route(each.getValue(), Optional.of(organizations.root()),
            path.substring(each.getKey().length()), organizationOfToken));
      }
    }
    return Optional.empty();
  }

  private static Endpoint page(String path) {
    return path.equals(Places.COMMON_AUTH) || path.startsWith("/authenticationendpoint/") ? Endpoint.SIGN_IN
        : Endpoint.OTHER;
  }

  private static String segment(String path, int from) {
    int slash = path.indexOf('/', from);
    return slash < 0 ? path.substring(from) : path.substring(from, slash);
  }
}
