package io.asbru.local;

import static io.asbru.local.OAuthRefusal.invalidGrant;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-4.3.2">RFC 6749, section 4.3.2</a> */
final class PasswordGrant implements GrantHandler {

  private final ScopePolicy scopePolicy;
  private final TokenIssuer issuer;

  PasswordGrant(ScopePolicy scopePolicy, TokenIssuer issuer) {
    this.scopePolicy = scopePolicy;
    this.issuer = issuer;
  }

  @Override
  public List<String> required() {
    return List.of("username", "password");
  }

  @Override
  public Reply grant(Call call, Application client, Organization organization, Instant now) throws OAuthRefusal {
    String name = call.parameter("username").orElseThrow();
    User user = PasswordCheck.user(organization, name, call.parameter("password").orElseThrow())
        .orElseThrow(() -> invalidGrant("Authentication failed for " + name));
    Authorization authorization = new Authorization(client, organization, organization, Optional.of(user), organization,
        scopePolicy.granted(call.words("scope"), client, organization, user, organization), Optional.empty(),
        now);
    return issuer.reply(call, issuer.issue(authorization, now), authorization, Optional.empty(), now);
  }
}
