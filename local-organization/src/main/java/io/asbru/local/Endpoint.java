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
  /** Application management, {@code /api/server/v1/applications}. */
  APPLICATIONS,
  /** API resources, {@code /api/server/v1/api-resources}. */
  API_RESOURCES,
  /** Users by SCIM 2, {@code /scim2/Users}. */
  SCIM_USERS,
  /** Groups by SCIM 2, {@code /scim2/Groups}. */
  SCIM_GROUPS,
  /** Roles by SCIM 2, {@code /scim2/v2/Roles}. */
  SCIM_ROLES,
  /** The start page and the administration page, for people. */
  ADMINISTRATION,
  /** The pages people see at sign-in, and {@code /commonauth} that takes their answers. */
  SIGN_IN,
  /** A logout token that this organization posted to an application: the only outgoing request. */
  BACK_CHANNEL_LOGOUT,
  /** Anything else, which is answered 404. */
  OTHER
}
