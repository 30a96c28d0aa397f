package io.asbru.internal;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Secret;
import io.asbru.client.TokenTypeHint;
import io.asbru.organization.Endpoints;
import io.asbru.settings.Setting;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The revocation endpoint.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7009">RFC 7009</a>
 */
public final class RevocationEndpoint {

  private final Provider provider;
  private final HttpSender http;
  private final ClientAuthentication authentication;

  RevocationEndpoint(Provider provider, HttpSender http, ClientAuthentication authentication) {
    this.provider = provider;
    this.http = http;
    this.authentication = authentication;
  }

  /**
   * Revokes a token. One that is unknown or has expired is as good as revoked (RFC 7009, section 2.2).
   *
   * @throws AuthorizationServerUnavailableException if it could not be revoked, for whatever reason
   */
  public void revoke(Secret token, TokenTypeHint hint) throws AuthorizationServerUnavailableException {
    revoke(token, Optional.of(hint));
  }

  /** The same, with the hint left out where the kind of token is not known. */
  public void revoke(Secret token, Optional<TokenTypeHint> hint) throws AuthorizationServerUnavailableException {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("token", token.value());
    hint.ifPresent(kind -> parameters.put("token_type_hint", kind.value()));
    URI endpoint = provider.endpoint(Endpoints::revocation, Setting.REVOCATION_ENDPOINT);
    http.exchange(authentication.post(endpoint, parameters), response -> {
      judge(response);
      return response;
    });
  }

  static void judge(ProviderResponse response) throws AuthorizationServerUnavailableException {
    if (response.status() == 200) {
      return;
    }
    throw response.unusable(ErrorResponse.of(response)
        .map(error -> " (" + error.error() + "); check " + Setting.CLIENT_ID.key() + ", " + Setting.CLIENT_SECRET.key() + " and "
            + Setting.CLIENT_AUTHENTICATION.key())
        .orElse(""));
  }
}
