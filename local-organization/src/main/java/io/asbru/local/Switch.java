package io.asbru.local;

import java.util.EnumSet;
import java.util.Set;

/**
 * What depends on a server's configuration or could only be inferred about the real service, each with its default.
 */
public enum Switch {
  /** An ID token is issued for the scope {@code openid}. Off: the seed documentation's reply, which has none. */
  ID_TOKEN_FOR_OPENID(true),
  /** Asking again for what an active token already gives returns that token. */
  SAME_TOKEN_WHILE_ACTIVE(true),
  /** Revoking an access token ends its refresh token, and the other way round. */
  REVOCATION_ENDS_BOTH(true),
  /** A refresh starts the refresh token's lifetime anew. Off: the new one ends when the old one would have. */
  REFRESH_EXTENDS_LIFETIME(true),
  /** Introspection replies tell {@code org_name} and {@code org_handle}. */
  ORGANIZATION_NAMES_IN_INTROSPECTION(false),
  /** Introspection replies for opaque access tokens of users tell {@code sub}. */
  SUBJECT_IN_OPAQUE_INTROSPECTION(false),
  /** Introspection replies are signed JWTs (RFC 9701) for clients whose {@code Accept} header asks for them. */
  SIGNED_INTROSPECTION(false),
  /** Tokens of the root organization's own users and applications carry the organization claims too. */
  ORGANIZATION_CLAIMS_AT_ROOT(true),
  /** Discovery at an organization's address names that organization as the issuer. Off: the root organization. */
  ORGANIZATION_ISSUER_IN_DISCOVERY(false),
  /** The root organization is a server's first tenant and is found without {@code /t/{root}}, too. */
  SUPER_TENANT(false),
  /** Management APIs refuse more than 200 requests in a minute from an address to a group of endpoints. */
  RATE_LIMIT(true),
  /** The sign-in page lists the users with their passwords. On in the demo definition. */
  USERS_LISTED_AT_SIGN_IN(false);

  private final boolean byDefault;

  Switch(boolean byDefault) {
    this.byDefault = byDefault;
  }

  /** Whether it is on unless somebody turns it off. */
  public boolean byDefault() {
    return byDefault;
  }

  static Set<Switch> defaults() {
    Set<Switch> on = EnumSet.noneOf(Switch.class);
    for (Switch each : values()) {
      if (each.byDefault) {
        on.add(each);
      }
    }
    return on;
  }
}
