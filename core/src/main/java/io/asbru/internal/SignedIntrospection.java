package io.asbru.internal;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.settings.Setting;
import java.util.Map;

/**
 * Introspection responses as signed JWTs: what the provider said can be shown later, and nothing in between has changed it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9701#section-5">RFC 9701, section 5</a>
 */
final class SignedIntrospection {

  static final String MEDIA_TYPE = "application/token-introspection+jwt";
  private static final String TYPE = "token-introspection+jwt";

  private final SignedTokens signed;
  private final TokenTimes times;
  private final String clientId;

  SignedIntrospection(SignedTokens signed, TokenTimes times, String clientId) {
    this.signed = signed;
    this.times = times;
    this.clientId = clientId;
  }

  /** The members of the {@code token_introspection} claim. */
  Map<String, Object> members(ProviderResponse response) throws AuthorizationServerUnavailableException {
    if (response.status() != 200) {
      throw response.unusable("");
    }
    try {
      SignedToken token = signed.verify(response.body().strip());
      if (token.type().filter(TYPE::equals).isEmpty()) {
        throw new InvalidTokenException("its typ is not " + TYPE);
      }
      Claims claims = token.claims();
      if (!claims.texts("aud").contains(clientId)) {
        throw new InvalidTokenException("it is meant for another client");
      }
      times.requireIssued(claims);
      if (claims.all().get("token_introspection") instanceof Map<?, ?> members) {
        return Json.copy(members);
      }
      throw new InvalidTokenException("it has no token_introspection");
    } catch (InvalidTokenException e) {
      throw response.unusable(" and no valid signed introspection response: " + e.getMessage() + "; see "
          + Setting.SIGNED_INTROSPECTION.key());
    }
  }
}
