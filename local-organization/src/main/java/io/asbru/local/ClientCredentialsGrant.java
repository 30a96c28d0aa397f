package io.asbru.local;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-4.4.2">RFC 6749, section 4.4.2</a> */
final class ClientCredentialsGrant implements GrantHandler {

  private final ScopePolicy scopePolicy;
  private final TokenIssuer issuer;

  ClientCredentialsGrant(ScopePolicy scopePolicy, TokenIssuer issuer) {
    this.scopePolicy = scopePolicy;
    this.issuer = issuer;
  }

  @Override
  public List<String> required() {
    return List.of();
  }

  @Override
  public Reply grant(Call call, Application client, Organization organization, Instant now) {
    Authorization authorization = Authorization.ofApplication(client, organization,
        scopePolicy.granted(call.words("scope"), client), now);
    return issuer.reply(call, issuer.issue(authorization, now), authorization, Optional.empty(), now);
  }
}
