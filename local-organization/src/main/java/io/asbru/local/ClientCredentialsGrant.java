package io.asbru.local;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-4.4.2">RFC 6749, section 4.4.2</a> */
final class ClientCredentialsGrant implements GrantHandler {

  private final ScopePolicy scopePolicy;
  private final TokenIssuer issuer;
  private final Clock clock;

  ClientCredentialsGrant(ScopePolicy scopePolicy, TokenIssuer issuer, Clock clock) {
    this.scopePolicy = scopePolicy;
    this.issuer = issuer;
    this.clock = clock;
  }

  @Override
  public List<String> required() {
    return List.of();
  }

  @Override
  public Reply grant(Call call, Application client, Organization organization) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Authorization authorization = Authorization.ofApplication(client, organization,
        scopePolicy.granted(call.words("scope"), client), now);
    return issuer.reply(call, issuer.issue(authorization, now), authorization, Optional.empty(), now);
  }
}
