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

  private final Organizations organizations;
  private final boolean superTenant;

  /**
   * Where a path leads.
   *
   * @param endpoint the endpoint
   * @param organization the organization; empty if there is none of that name
   * @param rest what follows the organization in the path; the name itself if there is no such organization
   */
  record Route(Endpoint endpoint, Optional<Organization> organization, String rest) {}

  Router(Organizations organizations, boolean superTenant) {
    this.organizations = organizations;
    this.superTenant = superTenant;
  }

  Route route(String path) {
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
    if (!path.startsWith("/o/")) {
      Endpoint endpoint = path.equals("/oauth2/par") ? Endpoint.PAR : ENDPOINTS.getOrDefault(path, page(path));
      return new Route(endpoint, Optional.of(organizations.root()), path);
    }
    String id = segment(path, 3);
    Optional<Organization> organization = organizations.byId(id);
    if (organization.isEmpty()) {
      return new Route(Endpoint.OTHER, organization, id);
    }
    String rest = path.substring(3 + id.length());
    return new Route(ENDPOINTS.getOrDefault(rest, page(rest)), organization, rest);
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
