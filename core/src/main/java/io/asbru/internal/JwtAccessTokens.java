package io.asbru.internal;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.resource.IntrospectionResponse;
import io.asbru.resource.TokenIntrospector;
import io.asbru.settings.Setting;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Validates JWT access tokens by the provider's keys instead of asking for each; other tokens are left to another introspector, and are
 * inactive where the client cannot introspect.
 * <strong>A revoked JWT stays good until it expires.</strong>
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-4">RFC 9068, section 4</a>
 */
public final class JwtAccessTokens implements TokenIntrospector {

  private static final System.Logger LOG = System.getLogger(JwtAccessTokens.class.getName());

  /** Claims that an ID token has and an access token has not: with {@code typ: JWT} allowed, nothing else would tell them apart. */
  private static final List<String> OF_ID_TOKENS = List.of("nonce", "at_hash", "c_hash");

  private static final String EXPLICIT_TYPE = "at+jwt";

  private final SignedTokens signed;
  private final TokenTimes times;
  private final Set<String> types;
  private final CallerClaims callers;
  private final TokenIntrospector others;

  JwtAccessTokens(SignedTokens signed, TokenTimes times, Set<String> types, CallerClaims callers, TokenIntrospector others) {
    this.signed = signed;
    this.times = times;
    this.types = types.stream().map(SignedToken::mediaType).collect(Collectors.toUnmodifiableSet());
    this.callers = callers;
    this.others = others;
  }

  @Override
  public IntrospectionResponse introspect(String token) throws AuthorizationServerUnavailableException {
    if (!SignedToken.looksLikeOne(token)) {
      return others.introspect(token);
    }
    try {
      return callers.judge(verified(token));
    } catch (InvalidTokenException e) {
      LOG.log(Level.DEBUG, "a JWT access token is refused: {0}", e.getMessage());
      return IntrospectionResponse.Inactive.INSTANCE;
    }
  }

  private Map<String, Object> verified(String text) throws InvalidTokenException, AuthorizationServerUnavailableException {
    SignedToken token = signed.verify(text);
    if (token.type().filter(types::contains).isEmpty()) {
      throw new InvalidTokenException("its typ is none of " + types + "; see " + Setting.JWT_TYPES.key());
    }
    Claims claims = token.claims();
    for (String claim : OF_ID_TOKENS) {
      if (claims.all().containsKey(claim)) {
        throw new InvalidTokenException("it has " + claim + ", so it is an ID token");
      }
    }
    times.requireUnexpired(claims);
    times.refuseEarly(claims);
    if (claims.all().containsKey("iat")) {
      times.requireIssued(claims);
    }
    claims.required("sub");
    if (token.type().filter(EXPLICIT_TYPE::equals).isEmpty() && !claims.all().containsKey("client_id")
        && !claims.all().containsKey("scope")) {
      throw new InvalidTokenException("nothing shows that it is an access token: it has neither client_id nor scope, and its typ is not "
          + EXPLICIT_TYPE);
    }
    Map<String, Object> known = new LinkedHashMap<>(claims.all());
    known.put("token_type", "JWT");
    return known;
  }
}
