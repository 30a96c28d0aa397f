package io.asbru.settings;

/**
 * Every setting of core, with its key, default and meaning. Durations are written as {@code 30s}, {@code 10m}, {@code 2h},
 * {@code 500ms} or ISO 8601; lists are separated by white space or commas.
 */
public enum Setting implements SettingKey {

  ROOT_ORGANIZATION("root-organization", "",
      "Name of the root organization, as in /t/{root-organization}. Needed unless issuer is set."),
  ORGANIZATION_ID("organization-id", "",
      "Id (lower-case UUID) of the organization below the root whose users and tokens are taken. Without it the root "
          + "organization's own."),
  BASE_URL("base-url", "https://api.asgardeo.io",
      "Where Asgardeo or WSO2 Identity Server answers, without /t/…: https://api.eu.asgardeo.io for the EU, "
          + "https://host:9443 self-hosted, or a custom domain."),
  SHARED_APPLICATION("shared-application", "false",
      "true if the client is registered in the root organization and shared with the organization; false if it was created "
          + "in the organization itself."),
  ACCEPTED_ORGANIZATIONS("accepted-organizations", "",
      "Ids of further organizations whose tokens are taken. Meant for a root organization alone."),
  ORGANIZATION_FROM("organization-from", "",
      "For an application of several organizations: how a request names its own. path (the first segment), host, header:NAME (set by one of "
          + "trusted-proxies) or code. See docs/organizations.md. Default: one organization."),
  ORGANIZATIONS_DIRECTORY("organizations-directory", "",
      "Directory in which each of several organizations has a file NAME.properties with the settings that are its own. Files may come and "
          + "go while the application runs."),
  MAX_ORGANIZATIONS("max-organizations", "1000",
      "How many organizations are kept ready at once, each with its keys and caches. Those not used for the longest time give way."),
  ISSUER("issuer", "",
      "Issuer of any other OpenID Provider, instead of root-organization. Everything else is then discovered, and no organization "
          + "is checked unless organization-id is set."),
  DISCOVERY("discovery", "",
      "true to take the endpoints from the provider's discovery document. Default: true with issuer, false with "
          + "root-organization, whose endpoints are known."),
  AUTHORIZATION_ENDPOINT("authorization-endpoint", "", "Overrides the authorization endpoint."),
  TOKEN_ENDPOINT("token-endpoint", "", "Overrides the token endpoint."),
  INTROSPECTION_ENDPOINT("introspection-endpoint", "", "Overrides the introspection endpoint."),
  REVOCATION_ENDPOINT("revocation-endpoint", "", "Overrides the revocation endpoint."),
  USERINFO_ENDPOINT("userinfo-endpoint", "", "Overrides the UserInfo endpoint."),
  JWKS_URI("jwks-uri", "", "Overrides the address of the key set."),
  END_SESSION_ENDPOINT("end-session-endpoint", "", "Overrides the end session endpoint (RP-initiated logout)."),
  PUSHED_AUTHORIZATION_REQUEST_ENDPOINT("pushed-authorization-request-endpoint", "",
      "Overrides the pushed authorization request endpoint (RFC 9126)."),
  ACCEPTED_ISSUERS("accepted-issuers", "",
      "Issuers that ID tokens and JWT access tokens may name, exactly. Default: issuer, or the two that an Asgardeo "
          + "organization can have."),

  CLIENT_ID("client-id", "", "The client identifier. Always needed."),
  CLIENT_SECRET("client-secret", "", "The client secret; refer to a file or an environment variable."),
  CLIENT_AUTHENTICATION("client-authentication", "",
      "client_secret_basic, client_secret_post, client_secret_jwt, private_key_jwt (with client-key), tls_client_auth or "
          + "self_signed_tls_client_auth (with client-certificate), or none (a public client). Default: client_secret_basic with a "
          + "client-secret, else none."),
  CLIENT_SECRET_ENCODING("client-secret-encoding", "",
      "How id and secret are written for client_secret_basic: raw (Asgardeo does not decode them) or form (RFC 6749, section 2.3.1). "
          + "Default: raw with root-organization, form with issuer."),
  CLIENT_KEY("client-key", "",
      "Path of a file with the client's private keys, for private_key_jwt and to decrypt ID tokens: PEM (PKCS#8), JWK, JWK set or "
          + "PKCS#12. Read anew when it changes."),
  CLIENT_KEY_PASSWORD("client-key-password", "", "Password of client-key, if it is PKCS#12."),
  CLIENT_KEY_ID("client-key-id", "",
      "kid of the key in client-key that signs, or its alias in PKCS#12; a PEM key is announced by it. Default: the first key that can "
          + "sign, announced by its kid if it is a JWK."),
  CLIENT_ASSERTION_ALGORITHM("client-assertion-algorithm", "",
      "JWS algorithm of client_secret_jwt and private_key_jwt. Default: HS256 for a secret; for a key its alg, else RS256, or ES256, "
          + "ES384 or ES512 after its curve."),
  CLIENT_ASSERTION_AUDIENCE("client-assertion-audience", "token-endpoint",
      "aud of client_secret_jwt and private_key_jwt: token-endpoint (its address), issuer (of an organization the root's), or a URL."),
  CLIENT_CERTIFICATE("client-certificate", "",
      "Path of a file with the client's certificate and its private key, PKCS#12, JKS or PEM, for providers that ask for one in TLS."),
  CLIENT_CERTIFICATE_PASSWORD("client-certificate-password", "", "Password of client-certificate, unless it is PEM."),
  INTROSPECTION_AUTHENTICATION("introspection-authentication", "",
      "How the client authenticates for introspection: a value of client-authentication other than none. Default: client_secret_basic "
          + "with a secret, which is all that Asgardeo takes there; with issuer, client-authentication if it goes without a plain secret."),
  INTROSPECTION_CLIENT_ID("introspection-client-id", "", "A client of its own for introspection. Default: client-id."),
  INTROSPECTION_CLIENT_SECRET("introspection-client-secret", "",
      "Its secret, sent as client_secret_basic. Default: client-secret."),

  SCOPES("scopes", "openid", "Scopes that a sign-in asks for. What is granted may be less."),
  AUTHORIZATION_PARAMETERS("authorization-parameters", "",
      "Further parameters of the authorization request as name=value pairs, for example prompt=login ui_locales=de. What cannot stand in a "
          + "list is percent-encoded; a name may occur more than once."),
  PUSHED_AUTHORIZATION_REQUESTS("pushed-authorization-requests", "false",
      "true to hand authorization requests to the provider directly, so that the browser carries a reference only (RFC 9126). Done in any "
          + "case if the provider's discovery document requires it."),
  RESPONSE_MODE("response-mode", "query",
      "How the provider sends its answer to the redirection URI: query, or form_post, by which code and state stand in no URL."),
  REDIRECT_PATH("redirect-path", "/oauth2/callback",
      "Path within the application of the redirection URI. Register the whole URL with the application."),
  INITIATE_LOGIN_PATH("initiate-login-path", "",
      "Path within the application at which others, such as the provider's own portal, may begin a sign-in (OpenID Connect Core, "
          + "section 4). Default: none."),
  SIGN_OUT_PATH("sign-out-path", "/oauth2/sign-out", "Path within the application that a POST signs out at."),
  SIGNED_OUT_PATH("signed-out-path", "/", "Local path where a browser ends after signing out. Let anyone see it."),
  POST_LOGOUT_REDIRECT_PATH("post-logout-redirect-path", "",
      "Path of the application to which the provider sends the browser after its logout. Default: redirect-path, which is registered "
          + "already and leads on to signed-out-path."),
  BACKCHANNEL_LOGOUT_PATH("backchannel-logout-path", "/oauth2/backchannel-logout",
      "Path that takes the provider's logout tokens (OpenID Connect Back-Channel Logout)."),
  FRONTCHANNEL_LOGOUT_PATH("frontchannel-logout-path", "/oauth2/frontchannel-logout",
      "Path that the provider loads in a frame to sign out (OpenID Connect Front-Channel Logout). Acts on an iss and sid of a session alone."),
  SESSION_STORE("session-store", "container",
      "Where a sign-in is kept: container (the HttpSession) or cookie (encrypted, in the browser, for clusters that share no sessions)."),
  SESSION_COOKIE_KEYS("session-cookie-keys", "",
      "Keys that encrypt cookies, the newest first; the others are only read by. Each of 32 characters or more, for example made by "
          + "openssl rand -base64 32. Needed for session-store cookie; else cookies of sign-ins under way use the client-secret."),
  SESSION_IDLE_TIMEOUT("session-idle-timeout", "",
      "After how long without a request a sign-in ends. Default: 30m with session-store cookie; else the container's session timeout alone."),
  SESSION_LIFETIME("session-lifetime", "24h",
      "After how long a sign-in ends, however much it is used. The user then signs in again, silently while the provider's session lasts."),
  EXTERNAL_URL("external-url", "",
      "URL of the application as browsers see it, context path included. Needed behind a proxy that does not "
          + "pass the host on, or see trusted-proxies."),
  TRUSTED_PROXIES("trusted-proxies", "",
      "Addresses of proxies, or ranges such as 10.0.0.0/24, whose forwarded headers are believed. Default: none."),
  FORWARDED_HEADERS("forwarded-headers", "x-forwarded",
      "What these proxies write: x-forwarded (X-Forwarded-Proto and X-Forwarded-Host) or forwarded (RFC 7239). The other is not looked at."),
  REVOKE_ON_SIGN_OUT("revoke-on-sign-out", "true",
      "Whether a sign-out revokes the session's tokens. Asgardeo hands the same tokens to every session of one user, client and scope "
          + "set, so this ends the tokens of that user's other browsers as well; they sign in again silently."),
  INTROSPECT_AT_SIGN_IN("introspect-at-sign-in", "true",
      "Whether the access token is introspected once at sign-in, so that the caller looks like the same person's bearer caller."),
  USERINFO_AT_SIGN_IN("userinfo-at-sign-in", "false", "Whether claims are fetched from the UserInfo endpoint at sign-in."),
  ALLOW_SIGN_IN_WITHOUT_ID_TOKEN("allow-sign-in-without-id-token", "false",
      "true to sign a user in on introspection alone when the token response has no id_token though openid was asked for. "
          + "The nonce is then not checked."),
  ID_TOKEN_ALGORITHMS("id-token-algorithms", "RS256",
      "JWS algorithms taken for ID tokens and logout tokens. HS256, HS384 and HS512, HMACs by the client-secret, do not go with others."),
  ID_TOKEN_ENCRYPTION_ALGORITHM("id-token-encryption-algorithm", "",
      "JWE algorithm by which ID tokens and logout tokens are encrypted for a key in client-key: RSA-OAEP, RSA-OAEP-256, RSA-OAEP-384, "
          + "RSA-OAEP-512, ECDH-ES, ECDH-ES+A128KW, ECDH-ES+A192KW or ECDH-ES+A256KW. Those that are only signed are refused then. "
          + "Default: none, and encrypted ones are refused."),
  ID_TOKEN_CONTENT_ENCRYPTION("id-token-content-encryption", "A128CBC-HS256",
      "JWE content encryption of these tokens: A128CBC-HS256, A192CBC-HS384, A256CBC-HS512, A128GCM, A192GCM or A256GCM."),
  ALLOW_INSECURE_CROSS_SITE_REQUESTS("allow-insecure-cross-site-requests", "false",
      "true to switch off the same-origin check of state-changing requests and WebSocket upgrades that use a session. Needs another "
          + "protection in its place."),
  CROSS_SITE_TOKEN("cross-site-token", "false",
      "true to demand a token of the application's own pages from every state-changing request that uses a session, beside the same-origin "
          + "check: in the header X-CSRF-Token, or the field csrf_token of a form. See docs/sessions.md."),

  PRINCIPAL_NAME_CLAIMS("principal-name-claims", "username sub",
      "Claims that may name the principal; the first present counts. An application is always named by its client id."),
  ROLES_CLAIMS("roles-claims", "roles", "Claims whose values are the caller's roles."),
  GROUPS_CLAIMS("groups-claims", "groups", "Claims whose values are the caller's groups."),

  ACCEPTED_AUDIENCES("accepted-audiences", "",
      "Audiences of which an access token must name one: client ids or resource identifiers. Default: client-id."),
  ALLOW_INSECURE_ANY_AUDIENCE("allow-insecure-any-audience", "false",
      "true to take tokens meant for anybody, and tokens without an audience."),
  JWT_ACCESS_TOKENS("jwt-access-tokens", "introspect",
      "introspect: a JWT is introspected like an opaque token, so that revocation counts. validate: it is checked here by the "
          + "provider's keys (RFC 9068), and a revoked one is good until it expires."),
  JWT_TYPES("jwt-types", "at+jwt", "Values of typ taken for JWT access tokens that are validated here."),
  JWT_ALGORITHMS("jwt-algorithms", "RS256",
      "JWS algorithms taken for JWT access tokens that are validated here, and for signed introspection responses."),
  INTROSPECTION_TTL("introspection-ttl", "60s",
      "How long an active introspection response is kept, never beyond its exp. 0s asks every time."),
  INTROSPECTION_INACTIVE_TTL("introspection-inactive-ttl", "10s", "How long an inactive one is kept."),
  INTROSPECTION_CACHE_SIZE("introspection-cache-size", "10000",
      "How many introspection responses of active tokens are kept; of inactive ones a tenth as many."),
  INTROSPECTION_GRACE("introspection-grace", "0s",
      "How long beyond introspection-ttl an active response may be used while the provider cannot be asked, never beyond its exp. A token "
          + "revoked meanwhile is good for that long."),
  CLOCK_SKEW("clock-skew", "30s", "By how much the provider's clock may differ when times in tokens are checked."),
  BEARER_TOKEN_FROM("bearer-token-from", "header",
      "Where a bearer token may stand: header, form, query. In a query it gets into logs and histories (RFC 6750, section 2.3); for form "
          + "the container reads the application's form body."),
  SIGNED_INTROSPECTION("signed-introspection", "false",
      "true to ask for signed introspection responses and take no others (RFC 9701)."),
  PROTECTED_RESOURCE_METADATA("protected-resource-metadata", "true",
      "Whether /.well-known/oauth-protected-resource within the application tells clients where to get a token, and challenges "
          + "name it (RFC 9728)."),
  REALM("realm", "asbru", "The realm of the WWW-Authenticate challenge."),

  CONNECT_TIMEOUT("connect-timeout", "2s", "How long connecting to the provider may take."),
  REQUEST_TIMEOUT("request-timeout", "5s", "How long one request to the provider may take, its body included."),
  MAX_CONCURRENT_REQUESTS("max-concurrent-requests", "32",
      "How many requests to one endpoint of the provider are under way at once. All its endpoints together take twice as many, and four "
          + "times as many may wait for what another one has asked, however many organizations the provider has. Beyond that the answer is "
          + "503 at once, so that a slow provider does not take all of the server's threads."),
  MAX_INTROSPECTIONS_PER_SECOND("max-introspections-per-second", "500",
      "How many tokens that are not known the provider is asked about in one second; the others are answered 503. Tokens that were found "
          + "active are asked for again all the same, so that a flood of made-up tokens does not shut them out."),
  CIRCUIT_BREAKER_FAILURES("circuit-breaker-failures", "5",
      "After so many failures in a row an endpoint of the provider is not asked for a while."),
  CIRCUIT_BREAKER_DELAY("circuit-breaker-delay", "5s", "How long it is not asked then; after that one request tries."),
  MAX_RESPONSE_SIZE("max-response-size", "262144", "Bytes of a provider's response that are read at the most."),
  KEY_SET_MIN_INTERVAL("key-set-min-interval", "30s",
      "The key set is fetched at most once in this time for keys that it does not contain, and the discovery document for endpoints."),
  TRUST_STORE("trust-store", "", "Path of a PKCS#12 or JKS file with the certificates trusted. Default: the JVM's."),
  TRUST_STORE_PASSWORD("trust-store-password", "", "Password of trust-store."),
  ALLOW_INSECURE_HTTP("allow-insecure-http", "false",
      "true to let tokens and secrets travel over http to hosts other than this machine.");

  private final String key;
  private final String defaultValue;
  private final String description;

  Setting(String key, String defaultValue, String description) {
    this.key = key;
    this.defaultValue = defaultValue;
    this.description = description;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public String defaultValue() {
    return defaultValue;
  }

  @Override
  public String description() {
    return description;
  }
}
