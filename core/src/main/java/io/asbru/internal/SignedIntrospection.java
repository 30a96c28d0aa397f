package io.asbru.internal;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.settings.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Introspection responses as signed JWTs: what the provider said can be shown later, and nothing in between has changed it. Nothing in one
 * says which opaque token it is about: that only the connection to the provider tells.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9701#section-5">RFC 9701, section 5</a>
 */
final class SignedIntrospection {

  static final String MEDIA_TYPE = "application/token-introspection+jwt";
  private static final String TYPE = "token-introspection+jwt";

  private final SignedTokens signed;
  private final TokenTimes times;
  private final String clientId;
  private final Duration patience;

  /**
   * Verifies responses by the provider's keys.
   *
   * @param clientId the client that introspects, and so the audience
   * @param patience how long a request takes at the most
   */
  SignedIntrospection(SignedTokens signed, TokenTimes times, String clientId, Duration patience) {
    this.signed = signed;
    this.times = times;
    this.clientId = clientId;
    this.patience = patience;
  }

  /** The members of the {@code token_introspection} claim of a response about this token. */
  Map<String, Object> members(ProviderResponse response, String about) throws AuthorizationServerUnavailableException {
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
      requireOfNow(response, claims);
      if (!(claims.all().get("token_introspection") instanceof Map<?, ?> members)) {
        throw new InvalidTokenException("it has no token_introspection");
      }
      Map<String, Object> said = Json.copy(members);
      requireSameToken(new Claims(said), about);
      return said;
    } catch (InvalidTokenException e) {
      throw response.unusable(" and no valid signed introspection response: " + e.getMessage() + "; see "
          + Setting.SIGNED_INTROSPECTION.key());
    }
  }

  /** It was made when it was asked for: one from before may say of a token what is true no longer. */
  private void requireOfNow(ProviderResponse response, Claims claims) throws InvalidTokenException {
    Instant issued = times.requireIssued(claims);
    if (issued.isBefore(response.receivedAt().minus(patience).minus(times.skew()))) {
      throw new InvalidTokenException("it was issued before it was asked for; compare the clocks");
    }
    // It should not have exp (section 5), but if it has, that counts.
    if (claims.all().containsKey("exp")) {
      times.requireUnexpired(claims);
    }
    times.refuseEarly(claims);
  }

  /** Where both a JWT and what is said of it have an identifier, it is the same. */
  private static void requireSameToken(Claims said, String about) throws InvalidTokenException {
    Optional<String> identifier = said.text("jti");
    if (identifier.isPresent() && SignedToken.looksLikeOne(about)
        && identifierOf(about).filter(own -> !own.equals(identifier.get())).isPresent()) {
      throw new InvalidTokenException("it is about another token");
    }
  }

  private static Optional<String> identifierOf(String token) {
    try {
      return SignedToken.parse(token).claims().text("jti");
    } catch (InvalidTokenException e) {
      // Not for us to judge: the provider has been asked about it.
      return Optional.empty();
    }
  }
}
