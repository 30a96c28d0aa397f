package io.asbru.local;

import static io.asbru.local.OAuthRefusal.invalidGrant;
import static io.asbru.local.OAuthRefusal.invalidRequest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The grant {@code organization_switch}: a token of the root organization's application, for another organization. */
final class OrganizationSwitchGrant implements GrantHandler {

  private final Organizations organizations;
  private final TokenStore store;
  private final ScopePolicy scopePolicy;
  private final TokenIssuer issuer;

  OrganizationSwitchGrant(Organizations organizations, TokenStore store, ScopePolicy scopePolicy, TokenIssuer issuer) {
    this.organizations = organizations;
    this.store = store;
    this.scopePolicy = scopePolicy;
    this.issuer = issuer;
  }

  @Override
  public List<String> required() {
    return List.of("token", "switching_organization");
  }

  @Override
  public Reply grant(Call call, Application client, Organization residence, Instant now) throws OAuthRefusal {
    String id = call.parameter("switching_organization").orElseThrow();
    Organization wanted = organizations.byId(id)
        .or(() -> Optional.of(organizations.root()).filter(root -> root.id().equals(id)))
        .orElseThrow(() -> invalidRequest("Invalid organization id: " + id));
    TokenPair source = store.byAccessToken(call.parameter("token").orElseThrow())
        .filter(pair -> pair.accessActive(now))
        .filter(pair -> pair.authorization().residence() == residence)
        .orElseThrow(() -> invalidGrant("Invalid token received."));
    Organization home = source.authorization().userOrganization();
    if (!home.root() && !wanted.root() && home != wanted) {
      throw invalidGrant("Organization switch is only allowed for the organizations in the same branch.");
    }
    Authorization switched = new Authorization(client, residence, wanted, source.authorization().user(), home,
        scopes(call.words("scope"), client, residence, source.authorization(), wanted),
        source.authorization().session(), source.authorization().authenticatedAt());
    return issuer.reply(call, issuer.issue(switched, source.format(), now), switched, Optional.empty(), now);
  }

  /** An application that is not shared with the organization has nothing to say there. */
  private Set<String> scopes(Set<String> requested, Application client, Organization residence, Authorization source,
      Organization wanted) {
    if (!wanted.root() && !client.sharedWith(wanted)) {
      return Set.of();
    }
    return source.user()
        .map(user -> scopePolicy.granted(requested, client, residence, user, source.userOrganization()))
        .orElseGet(() -> scopePolicy.granted(requested, client));
  }
}
