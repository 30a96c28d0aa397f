package io.asbru.internal;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Secret;
import io.asbru.client.TokenResponse;
import io.asbru.organization.Endpoints;
import io.asbru.settings.Setting;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The token endpoint, with every grant that an Asgardeo organization knows.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5">RFC 6749, section 5</a>
 */
public final class TokenEndpoint {

  private final Provider provider;
  private final HttpSender http;
  private final ClientAuthentication authentication;

  TokenEndpoint(Provider provider, HttpSender http, ClientAuthentication authentication) {
    this.provider = provider;
    this.http = http;
    this.authentication = authentication;
  }

  /** Redeems an authorization code (RFC 6749, section 4.1.3; RFC 7636, section 4.5). */
  public TokenResponse authorizationCode(Secret code, String redirectUri, Secret codeVerifier)
      throws AuthorizationServerUnavailableException {
    Map<String, String> parameters = grant("authorization_code", Set.of());
    parameters.put("code", code.value());
    parameters.put("redirect_uri", redirectUri);
    parameters.put("code_verifier", codeVerifier.value());
    return request(parameters);
  }

  /** Redeems a refresh token (RFC 6749, section 6). No scopes ask for those granted before. */
  public TokenResponse refresh(Secret refreshToken, Set<String> scopes) throws AuthorizationServerUnavailableException {
    Map<String, String> parameters = grant("refresh_token", scopes);
    parameters.put("refresh_token", refreshToken.value());
    return request(parameters);
  }

  /** Signs a user in by name and password (RFC 6749, section 4.3). */
  public TokenResponse password(String username, Secret password, Set<String> scopes)
      throws AuthorizationServerUnavailableException {
    Map<String, String> parameters = grant("password", scopes);
    parameters.put("username", username);
    parameters.put("password", password.value());
    return request(parameters);
  }

  /** Asks for a token for the application itself (RFC 6749, section 4.4). */
  public TokenResponse clientCredentials(Set<String> scopes) throws AuthorizationServerUnavailableException {
    return request(grant("client_credentials", scopes));
  }

  /** Changes a token for one in another organization of the same root, at the root's token endpoint. */
  public TokenResponse switchOrganization(Secret token, String organizationId, Set<String> scopes)
      throws AuthorizationServerUnavailableException {
    Map<String, String> parameters = grant("organization_switch", scopes);
    parameters.put("token", token.value());
    parameters.put("switching_organization", organizationId);
    return request(provider.organizationSwitchEndpoint(), parameters);
  }

  /** Sends a token request with these parameters, {@code grant_type} among them. */
  public TokenResponse request(Map<String, String> parameters) throws AuthorizationServerUnavailableException {
    return request(provider.endpoint(Endpoints::token, Setting.TOKEN_ENDPOINT), parameters);
  }

  private TokenResponse request(URI endpoint, Map<String, String> parameters) throws AuthorizationServerUnavailableException {
    return http.exchange(authentication.post(endpoint, parameters), TokenEndpoint::judge);
  }

  private static Map<String, String> grant(String type, Set<String> scopes) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("grant_type", type);
    if (!scopes.isEmpty()) {
      parameters.put("scope", String.join(" ", scopes));
    }
    return parameters;
  }

  static TokenResponse judge(ProviderResponse response) throws AuthorizationServerUnavailableException {
    if (response.refusal()) {
      return ErrorResponse.of(response).map(error -> error.refused(response.status())).orElseThrow(() -> response.unusable(
          " and no OAuth error; check " + Setting.BASE_URL.key() + ", " + Setting.ROOT_ORGANIZATION.key() + " and "
              + Setting.ORGANIZATION_ID.key() + ", or " + Setting.TOKEN_ENDPOINT.key()));
    }
    try {
      return granted(new Claims(response.requiredJson()));
    } catch (InvalidTokenException e) {
      throw response.unusable(" and a malformed token response: " + e.getMessage());
    }
  }

  private static TokenResponse granted(Claims members) throws InvalidTokenException {
    Secret accessToken = Secret.of(members.required("access_token"));
    if (!members.required("token_type").equalsIgnoreCase("Bearer")) {
      throw new InvalidTokenException("token_type is not Bearer");
    }
    return new TokenResponse.Granted(
        accessToken,
        members.text("refresh_token").map(Secret::of),
        members.text("id_token").map(Secret::of),
        members.scope(),
        members.seconds("expires_in"));
  }
}
