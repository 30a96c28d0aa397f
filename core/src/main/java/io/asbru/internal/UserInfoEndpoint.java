package io.asbru.internal;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Secret;
import io.asbru.organization.Endpoints;
import io.asbru.settings.Setting;
import java.net.URI;
import java.util.Locale;
import java.util.Map;

/**
 * The UserInfo endpoint, with plain or signed responses.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#UserInfo">OpenID Connect Core 1.0, section 5.3</a>
 */
public final class UserInfoEndpoint {

  private final Provider provider;
  private final HttpSender http;
  private final SignedTokens signed;
  private final TokenTimes times;
  private final String clientId;

  UserInfoEndpoint(Provider provider, HttpSender http, SignedTokens signed, TokenTimes times, String clientId) {
    this.provider = provider;
    this.http = http;
    this.signed = signed;
    this.times = times;
    this.clientId = clientId;
  }

  /**
   * The claims of the user whose access token this is, {@code sub} among them.
   *
   * @throws InvalidTokenException if the endpoint does not take the token, or its response is not acceptable
   */
  public Map<String, Object> userInfo(Secret accessToken) throws AuthorizationServerUnavailableException, InvalidTokenException {
    URI endpoint = provider.endpoint(Endpoints::userInfo, Setting.USERINFO_ENDPOINT);
    HTTPRequest request = new HTTPRequest(HTTPRequest.Method.GET, endpoint);
    request.setAccept("application/json, application/jwt");
    request.setAuthorization("Bearer " + accessToken.value());
    return http.exchange(request, this::judge);
  }

  /**
   * The same for a user who is known already. <strong>The {@code sub} must be compared</strong>: a token of somebody else would bring
   * in somebody else's claims (OpenID Connect Core, section 5.3.2).
   *
   * @throws InvalidTokenException as above, or if the claims are another subject's
   */
  public Map<String, Object> userInfo(Secret accessToken, String expectedSubject)
      throws AuthorizationServerUnavailableException, InvalidTokenException {
    Map<String, Object> claims = userInfo(accessToken);
    if (!expectedSubject.equals(claims.get("sub"))) {
      throw new InvalidTokenException("the UserInfo response is about another subject");
    }
    return claims;
  }

  private Map<String, Object> judge(ProviderResponse response)
      throws AuthorizationServerUnavailableException, InvalidTokenException {
    Map<String, Object> claims = claims(response);
    if (!(claims.get("sub") instanceof String)) {
      throw response.unusable(" and no sub");
    }
    return claims;
  }

  private Map<String, Object> claims(ProviderResponse response)
      throws AuthorizationServerUnavailableException, InvalidTokenException {
    if (response.status() == 401 || response.status() == 403) {
      throw new InvalidTokenException("the UserInfo endpoint does not take the access token, status " + response.status());
    }
    if (response.status() != 200 || !response.header("Content-Type").toLowerCase(Locale.ROOT).startsWith("application/jwt")) {
      return response.requiredJson();
    }
    SignedToken token = signed.verify(response.body());
    if (!token.claims().texts("aud").contains(clientId)) {
      throw new InvalidTokenException("the signed UserInfo response is not meant for this client");
    }
    // A signed response need not have times (OpenID Connect Core, section 5.3.2), but what it has counts.
    if (token.claims().all().containsKey("exp")) {
      times.requireUnexpired(token.claims());
    }
    times.refuseEarly(token.claims());
    return token.claims().all();
  }
}
