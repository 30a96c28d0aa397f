package io.asbru.client;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Secret;
import io.asbru.internal.AuthorizationServer;
import io.asbru.internal.InvalidTokenException;
import io.asbru.internal.RevokedTokens;
import io.asbru.resource.IntrospectionResponse;
import io.asbru.settings.Settings;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An OAuth 2.0 client of one organization: every call that its endpoints take, without a servlet container. Thread-safe; keep one for the
 * life of the application.
 *
 * <pre>{@code
 * Settings settings = Settings.builder()
 *     .set(Setting.ROOT_ORGANIZATION, "bestcarmart")
 *     .set(Setting.CLIENT_ID, "${env.CLIENT_ID}")
 *     .set(Setting.CLIENT_SECRET, "${env.CLIENT_SECRET}")
 *     .build();
 * try (OrganizationClient client = OrganizationClient.of(settings)) {
 *   TokenResponse.Granted tokens = client.clientCredentials(Set.of("read_stores")).orThrow();
 *   if (client.introspect(tokens.accessToken()) instanceof IntrospectionResponse.Active active) {
 *     System.out.println(active.caller() + " may " + active.caller().scopes());
 *   }
 *   client.revoke(tokens.accessToken());
 * }
 * }</pre>
 *
 * <p>Each call is one request; only an introspection is sent once more if its connection breaks. Every method throws
 * {@link AuthorizationServerUnavailableException} if the organization could not be asked or gave no usable answer; that says nothing about
 * the token or user in question.
 */
public final class OrganizationClient implements AutoCloseable {

  private final AuthorizationServer server;
  private final String provider;

  private OrganizationClient(AuthorizationServer server, String provider) {
    this.server = server;
    this.provider = provider;
  }

  /** A client with these settings. Nobody is asked yet. */
  public static OrganizationClient of(Settings settings) {
    return new OrganizationClient(AuthorizationServer.of(settings, Clock.systemUTC()), settings.provider().address());
  }

  /**
   * Redeems an authorization code (RFC 6749, section 4.1.3).
   *
   * @param code the code of the authorization response; it can be redeemed once
   * @param redirectUri the redirection URI of the authorization request, to the letter
   * @param codeVerifier the PKCE code verifier (RFC 7636, section 4.1)
   */
  public TokenResponse authorizationCode(Secret code, String redirectUri, Secret codeVerifier)
      throws AuthorizationServerUnavailableException {
    return server.tokenEndpoint().authorizationCode(code, redirectUri, codeVerifier);
  }

  /**
   * Redeems a refresh token (RFC 6749, section 6). <strong>The response may hold a new refresh token, and the old one is then
   * useless.</strong>
   *
   * @param scopes scopes to ask for, all granted before; empty for all of those
   */
  public TokenResponse refresh(Secret refreshToken, Set<String> scopes) throws AuthorizationServerUnavailableException {
    return server.tokenEndpoint().refresh(refreshToken, scopes);
  }

  /**
   * Signs a user in by name and password (RFC 6749, section 4.3). <strong>The application sees the password</strong>; prefer the sign-in in
   * a browser.
   *
   * @param scopes scopes to ask for; what is granted may be less
   */
  public TokenResponse password(String username, Secret password, Set<String> scopes)
      throws AuthorizationServerUnavailableException {
    return server.tokenEndpoint().password(username, password, scopes);
  }

  /**
   * Asks for a token for the application itself (RFC 6749, section 4.4).
   *
   * @param scopes scopes to ask for; what is granted may be less
   */
  public TokenResponse clientCredentials(Set<String> scopes) throws AuthorizationServerUnavailableException {
    return server.tokenEndpoint().clientCredentials(scopes);
  }

  /**
   * Changes a token for one in another organization of the same root ({@code organization_switch}, an extension grant of Asgardeo and
   * WSO2 Identity Server). The request goes to the root organization's token endpoint.
   *
   * @param token an access token of the root organization
   * @param organizationId the id of the organization to switch to
   * @param scopes scopes to ask for there
   */
  public TokenResponse switchOrganization(Secret token, String organizationId, Set<String> scopes)
      throws AuthorizationServerUnavailableException {
    return server.tokenEndpoint().switchOrganization(token, organizationId, scopes);
  }

  /** What is known of a token (RFC 7662). <strong>An active token may be a refresh token</strong>: see its type. */
  public IntrospectionResponse introspect(Secret token) throws AuthorizationServerUnavailableException {
    return server.introspectionEndpoint().introspect(token.value(), Optional.empty());
  }

  /** The same, with a hint of what it probably is. */
  public IntrospectionResponse introspect(Secret token, TokenTypeHint hint) throws AuthorizationServerUnavailableException {
    return server.introspectionEndpoint().introspect(token.value(), Optional.of(hint));
  }

  /**
   * Revokes a token (RFC 7009). At Asgardeo the access token and the refresh token of one grant end together. An access token is refused
   * from now on by this application's filters and mechanisms for the same organization, <strong>even if the organization could not be
   * told</strong>; one whose <em>refresh</em> token was revoked may be taken for as long as its introspection is kept.
   */
  public void revoke(Secret token) throws AuthorizationServerUnavailableException {
    RevokedTokens.revoked(provider, token);
    server.revocationEndpoint().revoke(token, Optional.empty());
  }

  /** The same, with a hint of what it is. */
  public void revoke(Secret token, TokenTypeHint hint) throws AuthorizationServerUnavailableException {
    RevokedTokens.revoked(provider, token);
    server.revocationEndpoint().revoke(token, hint);
  }

  /**
   * The claims of the user whose access token this is (OpenID Connect Core, section 5.3). <strong>Compare {@code sub}</strong> with the
   * subject that you know before you believe the rest.
   *
   * @return the claims; empty if the token is not good for this: inactive, an application's, or without the scope {@code openid}
   */
  public Optional<Map<String, Object>> userInfo(Secret accessToken) throws AuthorizationServerUnavailableException {
    try {
      return Optional.of(server.userInfoEndpoint().userInfo(accessToken));
    } catch (InvalidTokenException e) {
      return Optional.empty();
    }
  }

  /** Ends the connections. */
  @Override
  public void close() {
    server.close();
  }
}
