package io.asbru.internal;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.client.TokenTypeHint;
import io.asbru.organization.Endpoints;
import io.asbru.resource.IntrospectionResponse;
import io.asbru.resource.IntrospectionResponse.Active;
import io.asbru.resource.TokenIntrospector;
import io.asbru.settings.ClientSettings.Method;
import io.asbru.settings.Setting;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The introspection endpoint: each call is one request.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662">RFC 7662</a>
 */
public final class IntrospectionEndpoint implements TokenIntrospector {

  private static final System.Logger LOG = System.getLogger(IntrospectionEndpoint.class.getName());
  private static final String CLIENT_SETTINGS = Setting.CLIENT_ID.key() + " and " + Setting.CLIENT_SECRET.key() + ", or "
      + Setting.INTROSPECTION_CLIENT_ID.key() + " and " + Setting.INTROSPECTION_CLIENT_SECRET.key();

  private final Provider provider;
  private final HttpSender http;
  private final ClientAuthentication authentication;
  private final CallerClaims callers;
  private final TokenTimes times;
  private final Optional<SignedIntrospection> signed;
  private final OccasionalLog log;

  IntrospectionEndpoint(Provider provider, HttpSender http, ClientAuthentication authentication, CallerClaims callers, TokenTimes times,
      Optional<SignedIntrospection> signed) {
    this.provider = provider;
    this.http = http;
    this.authentication = authentication;
    this.callers = callers;
    this.times = times;
    this.signed = signed;
    this.log = new OccasionalLog(times.clock());
  }

  @Override
  public IntrospectionResponse introspect(String token) throws AuthorizationServerUnavailableException {
    return introspect(token, Optional.empty());
  }

  /** What is known of this token, which is probably of the kind hinted at. */
  public IntrospectionResponse introspect(String token, Optional<TokenTypeHint> hint)
      throws AuthorizationServerUnavailableException {
    if (authentication.method() == Method.NONE) {
      throw new AuthorizationServerUnavailableException(
          "tokens cannot be introspected by a client without a secret; set " + CLIENT_SETTINGS + ", or "
              + Setting.INTROSPECTION_AUTHENTICATION.key(), null);
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("token", token);
    hint.ifPresent(kind -> parameters.put("token_type_hint", kind.value()));
    URI endpoint = provider.endpoint(Endpoints::introspection, Setting.INTROSPECTION_ENDPOINT);
    HTTPRequest request = authentication.post(endpoint, parameters);
    if (signed.isPresent()) {
      request.setAccept(SignedIntrospection.MEDIA_TYPE);
    }
    return http.exchangeSafely(request, response -> agreeing(judge(response, token, callers, signed)));
  }

  /**
   * A response that calls a token active, though by the times and the issuer that it names itself the token is not good here, counts as
   * inactive: somebody has mixed something up.
   */
  private IntrospectionResponse agreeing(IntrospectionResponse response) throws AuthorizationServerUnavailableException {
    if (!(response instanceof Active active)) {
      return response;
    }
    Claims claims = new Claims(active.caller().claims());
    try {
      if (claims.all().containsKey("exp")) {
        times.requireUnexpired(claims);
      }
      times.refuseEarly(claims);
      Optional<String> issuer = claims.text("iss");
      if (issuer.isPresent() && !provider.metadata().issuers().contains(issuer.get())) {
        throw new InvalidTokenException("its issuer is not one of this provider's; see " + Setting.ACCEPTED_ISSUERS.key());
      }
      return response;
    } catch (InvalidTokenException e) {
      log.warn(LOG, "contradiction", () -> "a token is refused though the introspection endpoint calls it active: " + e.getMessage());
      return IntrospectionResponse.Inactive.INSTANCE;
    }
  }

  static IntrospectionResponse judge(ProviderResponse response, String token, CallerClaims callers, Optional<SignedIntrospection> signed)
      throws AuthorizationServerUnavailableException {
    if (response.refusal()) {
      throw response.unusable(response.status() == 404
          ? "; check " + Setting.BASE_URL.key() + ", " + Setting.ROOT_ORGANIZATION.key() + " and "
              + Setting.ORGANIZATION_ID.key() + ", or " + Setting.INTROSPECTION_ENDPOINT.key()
          : " to the introspection client; check " + CLIENT_SETTINGS);
    }
    Map<String, Object> members = signed.isPresent() ? signed.get().members(response, token) : response.requiredJson();
    if (!(members.get("active") instanceof Boolean active)) {
      throw response.unusable(" and no boolean member named active");
    }
    if (!active) {
      return IntrospectionResponse.Inactive.INSTANCE;
    }
    try {
      return callers.judge(members);
    } catch (InvalidTokenException e) {
      throw response.unusable(" and a malformed introspection response: " + e.getMessage());
    }
  }
}
