package io.asbru.local;

import java.net.URI;

/** Where everything is, and who the issuer is. */
final class Addresses {

  private final URI base;
  private final String rootPrefix;

  Addresses(URI base, Organization root, boolean superTenant) {
    this.base = base;
    this.rootPrefix = superTenant ? "" : "/t/" + root.handle();
  }

  URI base() {
    return base;
  }

  /** The path at which an organization's endpoints begin. */
  String prefix(Organization organization) {
    return organization.root() ? rootPrefix : rootPrefix + "/o/" + organization.id();
  }

  /** The path at which an organization's management APIs begin; below the root the token tells which organization. */
  String managementPrefix(Organization organization) {
    return organization.root() ? rootPrefix : rootPrefix + "/o";
  }

  /** The path that cookies are for: all organizations under one root. */
  String cookiePath() {
    return rootPrefix + "/";
  }

  String uri(Organization organization, String path) {
    return base + prefix(organization) + path;
  }

  String issuer(Organization organization) {
    return uri(organization, "/oauth2/token");
  }

  /** The organization that signs an application's tokens and that they name as their issuer. */
  Organization signer(Application application, Organization residence, Organization root) {
    return application.organizationIssuer() ? residence : root;
  }
}
