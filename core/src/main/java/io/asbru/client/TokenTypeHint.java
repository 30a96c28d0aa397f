package io.asbru.client;

/** What a token is, as a hint for introspection and revocation (RFC 7009, section 2.1; RFC 7662, section 2.1). */
public enum TokenTypeHint {
  /** An access token. */
  ACCESS_TOKEN("access_token"),
  /** A refresh token. */
  REFRESH_TOKEN("refresh_token");

  private final String value;

  TokenTypeHint(String value) {
    this.value = value;
  }

  /** The hint as it is sent. */
  public String value() {
    return value;
  }
}
