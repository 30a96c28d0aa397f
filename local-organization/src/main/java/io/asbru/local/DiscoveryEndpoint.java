package io.asbru.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * {@code /oauth2/token/.well-known/openid-configuration}.
 *
 * <p>At an organization's address the issuer is the root organization, unless the definition says otherwise: a client
 * that insists on an issuer equal to the address will not work with the real service either.
 */
final class DiscoveryEndpoint implements EndpointHandler {

  private final Addresses addresses;
  private final Organizations organizations;
  private final boolean organizationIssuer;

  DiscoveryEndpoint(Addresses addresses, Organizations organizations, boolean organizationIssuer) {
    this.addresses = addresses;
    this.organizations = organizations;
    this.organizationIssuer = organizationIssuer;
  }

  @Override
  public Reply handle(Call call, Organization organization) {
    Organization issuer = organizationIssuer ? organization : organizations.root();
    List<String> scopes = new ArrayList<>(new TreeSet<>(ScopePolicy.OPENID_CONNECT));
    scopes.addAll(new TreeSet<>(organizations.apiScopes()));
    List<String> grants = new ArrayList<>(List.of(Application.AUTHORIZATION_CODE, Application.REFRESH_TOKEN,
        Application.PASSWORD, Application.CLIENT_CREDENTIALS));
    if (organization.root()) {
      grants.add(Application.ORGANIZATION_SWITCH);
    }
    Map<String, Object> metadata = Json.object(
        "issuer", addresses.issuer(issuer),
        "authorization_endpoint", addresses.uri(organization, "/oauth2/authorize"),
        "token_endpoint", addresses.uri(organization, "/oauth2/token"),
        "end_session_endpoint", addresses.uri(organization, "/oidc/logout"),
        "introspection_endpoint", addresses.uri(organization, "/oauth2/introspect"),
        "revocation_endpoint", addresses.uri(organization, "/oauth2/revoke"),
        "userinfo_endpoint", addresses.uri(organization, "/oauth2/userinfo"),
        "jwks_uri", addresses.uri(organization, "/oauth2/jwks"),
        "scopes_supported", scopes,
        "response_types_supported", List.of("code"),
        "response_modes_supported", ResponseMode.names(),
        "grant_types_supported", grants,
        "subject_types_supported", List.of("public"),
        "id_token_signing_alg_values_supported", List.of("RS256"),
        "code_challenge_methods_supported", List.of("S256", "plain"),
        "backchannel_logout_supported", true,
        "backchannel_logout_session_supported", true);
    metadata.put("token_endpoint_auth_methods_supported",
        List.of("client_secret_basic", "client_secret_post", "private_key_jwt", "none"));
    metadata.put("introspection_endpoint_auth_methods_supported", List.of("client_secret_basic"));
    metadata.put("revocation_endpoint_auth_methods_supported",
        List.of("client_secret_basic", "client_secret_post", "private_key_jwt", "none"));
    if (organization.root()) {
      metadata.put("pushed_authorization_request_endpoint", addresses.uri(organization, "/oauth2/par"));
    }
    return Reply.json(200, metadata);
  }
}
