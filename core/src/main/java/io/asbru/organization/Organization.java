package io.asbru.organization;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * An organization of Asgardeo or WSO2 Identity Server: a root organization, or one below it.
 *
 * @param baseUrl where the service answers, without {@code /t/…} and without a slash at the end
 * @param root the name of the root organization
 * @param id the id of the organization below the root; absent for the root itself
 * @param sharedApplication whether the client is registered in the root and shared with the organization. Then the
 *     authorization request names the organization, and every other call goes to the root.
 */
public record Organization(URI baseUrl, String root, Optional<String> id, boolean sharedApplication) {

  public Organization {
    requireNonNull(root, "root");
    requireNonNull(id, "id");
    String text = baseUrl.toString();
    baseUrl = text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : baseUrl;
  }

  /** The endpoints that the client uses: the organization's own, or for a shared application the root's. */
  public Endpoints endpoints() {
    String prefix = clientPrefix();
    return new Endpoints(
        at(prefix + "/oauth2/authorize"),
        at(prefix + "/oauth2/token"),
        at(prefix + "/oauth2/introspect"),
        at(prefix + "/oauth2/revoke"),
        at(prefix + "/oauth2/userinfo"),
        at(prefix + "/oauth2/jwks"),
        at(prefix + "/oidc/logout"),
        // The root's alone: an organization below it takes no pushed authorization requests.
        prefix.equals(rootPrefix()) ? at(prefix + "/oauth2/par") : Optional.empty());
  }

  /** The token endpoint of the root organization, which alone knows the organization switch grant. */
  public URI rootTokenEndpoint() {
    return URI.create(rootPrefix() + "/oauth2/token");
  }

  /** Where the discovery document lies. It may name the root's issuer at an organization's address. */
  public URI discovery() {
    return URI.create(clientPrefix() + "/oauth2/token/.well-known/openid-configuration");
  }

  /**
   * The issuers that a token of this organization may name: the root's, and the organization's own, which is
   * chosen per application. Nothing else.
   */
  public Set<String> issuers() {
    Set<String> issuers = new LinkedHashSet<>();
    issuers.add(rootIssuer());
    id.ifPresent(organization -> issuers.add(rootPrefix() + "/o/" + organization + "/oauth2/token"));
    return Set.copyOf(issuers);
  }

  /** The issuer that tokens name unless the application was set up otherwise: the root's. */
  public String rootIssuer() {
    return rootPrefix() + "/oauth2/token";
  }

  private String clientPrefix() {
    return rootPrefix() + (sharedApplication ? "" : id.map(organization -> "/o/" + organization).orElse(""));
  }

  private String rootPrefix() {
    return baseUrl + "/t/" + root;
  }

  private static Optional<URI> at(String address) {
    return Optional.of(URI.create(address));
  }
}
