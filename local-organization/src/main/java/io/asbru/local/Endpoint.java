package io.asbru.local;

/** What a request was for, whichever organization it was sent to. */
public enum Endpoint {
  /** {@code /oauth2/authorize}, before and after the sign-in page. */
  AUTHORIZE,
  /** {@code /oauth2/token}. */
  TOKEN,
  /** {@code /oauth2/introspect}. */
  INTROSPECT,
  /** {@code /oauth2/revoke}. */
  REVOKE,
  /** {@code /oauth2/userinfo}. */
  USERINFO,
  /** {@code /oauth2/jwks}. */
  JWKS,
  /** {@code /oauth2/token/.well-known/openid-configuration}. */
  DISCOVERY,
  /** {@code /oidc/logout}. */
  LOGOUT,
  /** {@code /oauth2/par}, at the root organization only. */
  PAR,
  /** The pages people see, and {@code /commonauth} that takes their answers. */
  SIGN_IN,
  /** A logout token that this organization posted to an application: the only outgoing request. */
  BACK_CHANNEL_LOGOUT,
  /** Anything else, which is answered 404. */
  OTHER
}
