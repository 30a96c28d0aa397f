package io.asbru.security;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets users of an organization sign in, and clients present bearer tokens, at the application of which this is part. Stands on one CDI
 * bean of the application, as the standard's definitions do:
 *
 * <pre>{@code
 * @OAuthAuthenticationMechanismDefinition(
 *     rootOrganization = "bestcarmart",
 *     organizationId = "#{settings.organizationId}",
 *     clientId = "${env.CLIENT_ID}",
 *     clientSecret = "${file:/run/secrets/client-secret}",
 *     scopes = "openid profile read_stores")
 * @ApplicationScoped
 * public class Security {}
 * }</pre>
 *
 * <p>There is one attribute for each setting, and each value is text, written as in any other place. {@code #{…}} is an expression
 * of Jakarta Expression Language, evaluated once when the application starts, and so is {@code ${…}} unless it is one of the placeholders
 * <code>${env.NAME}</code>, <code>${sys.NAME}</code> and <code>${file:PATH}</code>. An expression that yields a collection or an array yields its elements,
 * separated by blanks. An empty attribute is none.
 *
 * <p>Context-params, MicroProfile Config, environment and system properties win over the annotation, and the annotation over
 * {@code META-INF/asbru.properties}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface OAuthAuthenticationMechanismDefinition {

  /**
   * {@code application}: A name for this application where several share a server: settings are then also looked for as
   * asbru.&#123;application&#125;.&#123;key&#125;. Read from the annotation and the settings file alone. Default: the name of the
   * web module, where the server tells it.
   */
  String application() default "";

  /**
   * {@code credentials}: What protected resources take: login, bearer, or both. With bearer alone nobody is ever sent to sign in.
   * Default: {@code login bearer}.
   */
  String credentials() default "";

  /**
   * {@code scopes-as-roles}: true to let each scope granted count as a role. Scopes and roles are kept apart otherwise. Default:
   * {@code false}.
   */
  String scopesAsRoles() default "";

  /**
   * {@code root-organization}: Name of the root organization, as in /t/&#123;root-organization&#125;. Needed unless issuer is
   * set.
   */
  String rootOrganization() default "";

  /**
   * {@code organization-id}: Id (lower-case UUID) of the organization below the root whose users and tokens are taken. Without it
   * the root organization's own.
   */
  String organizationId() default "";

  /**
   * {@code base-url}: Where Asgardeo or WSO2 Identity Server answers, without /t/…: https://api.eu.asgardeo.io for the EU,
   * https://host:9443 self-hosted, or a custom domain. Default: {@code https://api.asgardeo.io}.
   */
  String baseUrl() default "";

  /**
   * {@code shared-application}: true if the client is registered in the root organization and shared with the organization; false
   * if it was created in the organization itself. Default: {@code false}.
   */
  String sharedApplication() default "";

  /** {@code accepted-organizations}: Ids of further organizations whose tokens are taken. Meant for a root organization alone. */
  String acceptedOrganizations() default "";

  /**
   * {@code organization-from}: For an application of several organizations: how a request names its own. path (the first segment),
   * host, header:NAME (set by one of trusted-proxies) or code. See docs/organizations.md. Default: one organization.
   */
  String organizationFrom() default "";

  /**
   * {@code organizations-directory}: Directory in which each of several organizations has a file NAME.properties with the settings
   * that are its own. Files may come and go while the application runs.
   */
  String organizationsDirectory() default "";

  /**
   * {@code max-organizations}: How many organizations are kept ready at once, each with its keys and caches. Those not used for the
   * longest time give way. Default: {@code 1000}.
   */
  String maxOrganizations() default "";

  /**
   * {@code issuer}: Issuer of any other OpenID Provider, instead of root-organization. Everything else is then discovered, and no
   * organization is checked unless organization-id is set.
   */
  String issuer() default "";

  /**
   * {@code discovery}: true to take the endpoints from the provider's discovery document. Default: true with issuer, false with
   * root-organization, whose endpoints are known.
   */
  String discovery() default "";

  /** {@code authorization-endpoint}: Overrides the authorization endpoint. */
  String authorizationEndpoint() default "";

  /** {@code token-endpoint}: Overrides the token endpoint. */
  String tokenEndpoint() default "";

  /** {@code introspection-endpoint}: Overrides the introspection endpoint. */
  String introspectionEndpoint() default "";

  /** {@code revocation-endpoint}: Overrides the revocation endpoint. */
  String revocationEndpoint() default "";

  /** {@code userinfo-endpoint}: Overrides the UserInfo endpoint. */
  String userinfoEndpoint() default "";

  /** {@code jwks-uri}: Overrides the address of the key set. */
  String jwksUri() default "";

  /** {@code end-session-endpoint}: Overrides the end session endpoint (RP-initiated logout). */
  String endSessionEndpoint() default "";

  /** {@code pushed-authorization-request-endpoint}: Overrides the pushed authorization request endpoint (RFC 9126). */
  String pushedAuthorizationRequestEndpoint() default "";

  /**
   * {@code accepted-issuers}: Issuers that ID tokens and JWT access tokens may name, exactly. Default: issuer, or the two that an
   * Asgardeo organization can have.
   */
  String acceptedIssuers() default "";

  /** {@code client-id}: The client identifier. Always needed. */
  String clientId() default "";

  /** {@code client-secret}: The client secret; refer to a file or an environment variable. */
  String clientSecret() default "";

  /**
   * {@code client-authentication}: client_secret_basic, client_secret_post, client_secret_jwt, private_key_jwt (with client-key),
   * tls_client_auth or self_signed_tls_client_auth (with client-certificate), or none (a public client). Default:
   * client_secret_basic with a client-secret, else none.
   */
  String clientAuthentication() default "";

  /**
   * {@code client-secret-encoding}: How id and secret are written for client_secret_basic: raw (Asgardeo does not decode them) or
   * form (RFC 6749, section 2.3.1). Default: raw with root-organization, form with issuer.
   */
  String clientSecretEncoding() default "";

  /**
   * {@code client-key}: Path of a file with the client's private keys, for private_key_jwt and to decrypt ID tokens: PEM
   * (PKCS#8), JWK, JWK set or PKCS#12. Read anew when it changes.
   */
  String clientKey() default "";

  /** {@code client-key-password}: Password of client-key, if it is PKCS#12. */
  String clientKeyPassword() default "";

  /**
   * {@code client-key-id}: kid of the key in client-key that signs, or its alias in PKCS#12; a PEM key is announced by it.
   * Default: the first key that can sign, announced by its kid if it is a JWK.
   */
  String clientKeyId() default "";

  /**
   * {@code client-assertion-algorithm}: JWS algorithm of client_secret_jwt and private_key_jwt. Default: HS256 for a secret; for a
   * key its alg, else RS256, or ES256, ES384 or ES512 after its curve.
   */
  String clientAssertionAlgorithm() default "";

  /**
   * {@code client-assertion-audience}: aud of client_secret_jwt and private_key_jwt: token-endpoint (its address), issuer (of an
   * organization the root's), or a URL. Default: {@code token-endpoint}.
   */
  String clientAssertionAudience() default "";

  /**
   * {@code client-certificate}: Path of a file with the client's certificate and its private key, PKCS#12, JKS or PEM, for
   * providers that ask for one in TLS.
   */
  String clientCertificate() default "";

  /** {@code client-certificate-password}: Password of client-certificate, unless it is PEM. */
  String clientCertificatePassword() default "";

  /**
   * {@code introspection-authentication}: How the client authenticates for introspection: a value of client-authentication other
   * than none. Default: client_secret_basic with a secret, which is all that Asgardeo takes there; with issuer,
   * client-authentication if it goes without a plain secret.
   */
  String introspectionAuthentication() default "";

  /** {@code introspection-client-id}: A client of its own for introspection. Default: client-id. */
  String introspectionClientId() default "";

  /** {@code introspection-client-secret}: Its secret, sent as client_secret_basic. Default: client-secret. */
  String introspectionClientSecret() default "";

  /** {@code scopes}: Scopes that a sign-in asks for. What is granted may be less. Default: {@code openid}. */
  String scopes() default "";

  /**
   * {@code authorization-parameters}: Further parameters of the authorization request as name=value pairs, for example
   * prompt=login ui_locales=de. What cannot stand in a list is percent-encoded; a name may occur more than once.
   */
  String authorizationParameters() default "";

  /**
   * {@code pushed-authorization-requests}: true to hand authorization requests to the provider directly, so that the browser
   * carries a reference only (RFC 9126). Done in any case if the provider's discovery document requires it. Default: {@code
   * false}.
   */
  String pushedAuthorizationRequests() default "";

  /**
   * {@code response-mode}: How the provider sends its answer to the redirection URI: query, or form_post, by which code and
   * state stand in no URL. Default: {@code query}.
   */
  String responseMode() default "";

  /**
   * {@code redirect-path}: Path within the application of the redirection URI. Register the whole URL with the application.
   * Default: {@code /oauth2/callback}.
   */
  String redirectPath() default "";

  /**
   * {@code initiate-login-path}: Path within the application at which others, such as the provider's own portal, may begin a
   * sign-in (OpenID Connect Core, section 4). Default: none.
   */
  String initiateLoginPath() default "";

  /** {@code sign-out-path}: Path within the application that a POST signs out at. Default: {@code /oauth2/sign-out}. */
  String signOutPath() default "";

  /** {@code signed-out-path}: Local path where a browser ends after signing out. Let anyone see it. Default: {@code /}. */
  String signedOutPath() default "";

  /**
   * {@code post-logout-redirect-path}: Path of the application to which the provider sends the browser after its logout. Default:
   * redirect-path, which is registered already and leads on to signed-out-path.
   */
  String postLogoutRedirectPath() default "";

  /**
   * {@code backchannel-logout-path}: Path that takes the provider's logout tokens (OpenID Connect Back-Channel Logout). Default:
   * {@code /oauth2/backchannel-logout}.
   */
  String backchannelLogoutPath() default "";

  /**
   * {@code frontchannel-logout-path}: Path that the provider loads in a frame to sign out (OpenID Connect Front-Channel
   * Logout). Acts on an iss and sid of a session alone. Default: {@code /oauth2/frontchannel-logout}.
   */
  String frontchannelLogoutPath() default "";

  /**
   * {@code session-store}: Where a sign-in is kept: container (the HttpSession) or cookie (encrypted, in the browser, for
   * clusters that share no sessions). Default: {@code container}.
   */
  String sessionStore() default "";

  /**
   * {@code session-cookie-keys}: Keys that encrypt cookies, the newest first; the others are only read by. Each of 32
   * characters or more, for example made by openssl rand -base64 32. Needed for session-store cookie; else cookies of sign-ins
   * under way use the client-secret.
   */
  String sessionCookieKeys() default "";

  /**
   * {@code session-idle-timeout}: After how long without a request a sign-in ends. Default: 30m with session-store cookie;
   * else the container's session timeout alone.
   */
  String sessionIdleTimeout() default "";

  /**
   * {@code session-lifetime}: After how long a sign-in ends, however much it is used. The user then signs in again, silently
   * while the provider's session lasts. Default: {@code 24h}.
   */
  String sessionLifetime() default "";

  /**
   * {@code external-url}: URL of the application as browsers see it, context path included. Needed behind a proxy that does not
   * pass the host on, or see trusted-proxies.
   */
  String externalUrl() default "";

  /**
   * {@code trusted-proxies}: Addresses of proxies, or ranges such as 10.0.0.0/24, whose forwarded headers are believed.
   * Default: none.
   */
  String trustedProxies() default "";

  /**
   * {@code forwarded-headers}: What these proxies write: x-forwarded (X-Forwarded-Proto and X-Forwarded-Host) or forwarded
   * (RFC 7239). The other is not looked at. Default: {@code x-forwarded}.
   */
  String forwardedHeaders() default "";

  /**
   * {@code revoke-on-sign-out}: Whether a sign-out revokes the session's tokens. Asgardeo hands the same tokens to every session
   * of one user, client and scope set, so this ends the tokens of that user's other browsers as well; they sign in again
   * silently. Default: {@code true}.
   */
  String revokeOnSignOut() default "";

  /**
   * {@code introspect-at-sign-in}: Whether the access token is introspected once at sign-in, so that the caller looks like the
   * same person's bearer caller. Default: {@code true}.
   */
  String introspectAtSignIn() default "";

  /** {@code userinfo-at-sign-in}: Whether claims are fetched from the UserInfo endpoint at sign-in. Default: {@code false}. */
  String userinfoAtSignIn() default "";

  /**
   * {@code allow-sign-in-without-id-token}: true to sign a user in on introspection alone when the token response has no id_token
   * though openid was asked for. The nonce is then not checked. Default: {@code false}.
   */
  String allowSignInWithoutIdToken() default "";

  /**
   * {@code id-token-algorithms}: JWS algorithms taken for ID tokens and logout tokens. HS256, HS384 and HS512, HMACs by the
   * client-secret, do not go with others. Default: {@code RS256}.
   */
  String idTokenAlgorithms() default "";

  /**
   * {@code id-token-encryption-algorithm}: JWE algorithm by which ID tokens and logout tokens are encrypted for a key in
   * client-key: RSA-OAEP, RSA-OAEP-256, RSA-OAEP-384, RSA-OAEP-512, ECDH-ES, ECDH-ES+A128KW, ECDH-ES+A192KW or ECDH-ES+A256KW.
   * Those that are only signed are refused then. Default: none, and encrypted ones are refused.
   */
  String idTokenEncryptionAlgorithm() default "";

  /**
   * {@code id-token-content-encryption}: JWE content encryption of these tokens: A128CBC-HS256, A192CBC-HS384, A256CBC-HS512,
   * A128GCM, A192GCM or A256GCM. Default: {@code A128CBC-HS256}.
   */
  String idTokenContentEncryption() default "";

  /**
   * {@code allow-insecure-cross-site-requests}: true to switch off the same-origin check of state-changing requests and WebSocket
   * upgrades that use a session. Needs another protection in its place. Default: {@code false}.
   */
  String allowInsecureCrossSiteRequests() default "";

  /**
   * {@code cross-site-token}: true to demand a token of the application's own pages from every state-changing request that uses a
   * session, beside the same-origin check: in the header X-CSRF-Token, or the field csrf_token of a form. See docs/sessions.md.
   * Default: {@code false}.
   */
  String crossSiteToken() default "";

  /**
   * {@code principal-name-claims}: Claims that may name the principal; the first present counts. An application is always named
   * by its client id. Default: {@code username sub}.
   */
  String principalNameClaims() default "";

  /** {@code roles-claims}: Claims whose values are the caller's roles. Default: {@code roles}. */
  String rolesClaims() default "";

  /** {@code groups-claims}: Claims whose values are the caller's groups. Default: {@code groups}. */
  String groupsClaims() default "";

  /**
   * {@code accepted-audiences}: Audiences of which an access token must name one: client ids or resource identifiers. Default:
   * client-id.
   */
  String acceptedAudiences() default "";

  /**
   * {@code allow-insecure-any-audience}: true to take tokens meant for anybody, and tokens without an audience. Default: {@code
   * false}.
   */
  String allowInsecureAnyAudience() default "";

  /**
   * {@code jwt-access-tokens}: introspect: a JWT is introspected like an opaque token, so that revocation counts. validate: it is
   * checked here by the provider's keys (RFC 9068), and a revoked one is good until it expires. Default: {@code introspect}.
   */
  String jwtAccessTokens() default "";

  /** {@code jwt-types}: Values of typ taken for JWT access tokens that are validated here. Default: {@code at+jwt}. */
  String jwtTypes() default "";

  /** {@code jwt-algorithms}: JWS algorithms taken for JWT access tokens that are validated here. Default: {@code RS256}. */
  String jwtAlgorithms() default "";

  /**
   * {@code introspection-ttl}: How long an active introspection response is kept, never beyond its exp. 0s asks every time.
   * Default: {@code 60s}.
   */
  String introspectionTtl() default "";

  /** {@code introspection-inactive-ttl}: How long an inactive one is kept. Default: {@code 10s}. */
  String introspectionInactiveTtl() default "";

  /** {@code introspection-cache-size}: How many introspection responses are kept. Default: {@code 10000}. */
  String introspectionCacheSize() default "";

  /**
   * {@code introspection-grace}: How long beyond introspection-ttl an active response may be used while the provider is down,
   * never beyond its exp. A token revoked meanwhile is good for that long. Default: {@code 0s}.
   */
  String introspectionGrace() default "";

  /** {@code clock-skew}: By how much the provider's clock may differ when times in tokens are checked. Default: {@code 30s}. */
  String clockSkew() default "";

  /**
   * {@code bearer-token-from}: Where a bearer token may stand: header, form, query. In a query it gets into logs and histories
   * (RFC 6750, section 2.3); for form the container reads the application's form body. Default: {@code header}.
   */
  String bearerTokenFrom() default "";

  /**
   * {@code signed-introspection}: true to ask for signed introspection responses and take no others (RFC 9701). Default: {@code
   * false}.
   */
  String signedIntrospection() default "";

  /**
   * {@code protected-resource-metadata}: Whether /.well-known/oauth-protected-resource within the application tells clients where
   * to get a token, and challenges name it (RFC 9728). Default: {@code true}.
   */
  String protectedResourceMetadata() default "";

  /** {@code realm}: The realm of the WWW-Authenticate challenge. Default: {@code asbru}. */
  String realm() default "";

  /** {@code connect-timeout}: How long connecting to the provider may take. Default: {@code 2s}. */
  String connectTimeout() default "";

  /** {@code request-timeout}: How long one request to the provider may take, its body included. Default: {@code 5s}. */
  String requestTimeout() default "";

  /**
   * {@code max-concurrent-requests}: How many requests to one endpoint of the provider are under way at once. All its endpoints
   * together take twice as many, and four times as many may wait for what another one has asked, however many organizations the
   * provider has. Beyond that the answer is 503 at once, so that a slow provider does not take all of the server's threads. Default: {@code 32}.
   */
  String maxConcurrentRequests() default "";

  /**
   * {@code max-introspections-per-second}: How many tokens that are not known the provider is asked about in one second; the
   * others are answered 503. Tokens that were found active are asked for again all the same, so that a flood of made-up tokens
   * does not shut them out. Default: {@code 500}.
   */
  String maxIntrospectionsPerSecond() default "";

  /**
   * {@code circuit-breaker-failures}: After so many failures in a row an endpoint of the provider is not asked for a while.
   * Default: {@code 5}.
   */
  String circuitBreakerFailures() default "";

  /** {@code circuit-breaker-delay}: How long it is not asked then; after that one request tries. Default: {@code 5s}. */
  String circuitBreakerDelay() default "";

  /** {@code max-response-size}: Bytes of a provider's response that are read at the most. Default: {@code 262144}. */
  String maxResponseSize() default "";

  /**
   * {@code key-set-min-interval}: The key set is fetched at most once in this time for keys that it does not contain. Default:
   * {@code 30s}.
   */
  String keySetMinInterval() default "";

  /** {@code trust-store}: Path of a PKCS#12 or JKS file with the certificates trusted. Default: the JVM's. */
  String trustStore() default "";

  /** {@code trust-store-password}: Password of trust-store. */
  String trustStorePassword() default "";

  /**
   * {@code allow-insecure-http}: true to let tokens and secrets travel over http to hosts other than this machine. Default:
   * {@code false}.
   */
  String allowInsecureHttp() default "";
}
