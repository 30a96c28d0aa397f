package io.asbru.internal;

import io.asbru.AuthorizationServerUnavailableException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies the logout tokens by which a provider ends sessions, each of which works once.
 *
 * @see <a href="https://openid.net/specs/openid-connect-backchannel-1_0.html#Validation">OpenID Connect Back-Channel Logout 1.0,
 *     section 2.6</a>
 */
public final class LogoutTokenVerifier {

  private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
  private static final Set<String> TYPES = Set.of("logout+jwt", "jwt");

  private final EncryptedTokens encrypted;
  private final SignedTokens signed;
  private final TokenTimes times;
  private final String clientId;
  private final UsedOnce used;

  /**
   * Whose sessions end.
   *
   * @param issuer the issuer
   * @param sid the provider's session; absent if all of the subject's are meant
   * @param subject the subject; absent if only the session is named
   * @param jti the token's own id
   * @param issuedAt when it was issued
   */
  public record LogoutToken(String issuer, Optional<String> sid, Optional<String> subject, String jti, Instant issuedAt) {}

  LogoutTokenVerifier(EncryptedTokens encrypted, SignedTokens signed, TokenTimes times, String clientId, UsedOnce used) {
    this.encrypted = encrypted;
    this.signed = signed;
    this.times = times;
    this.clientId = clientId;
    this.used = used;
  }

  /**
   * What a logout token says. <strong>The same token is refused the next time.</strong>
   *
   * @throws InvalidTokenException if anything about it is wrong, or if it was used before
   * @throws AuthorizationServerUnavailableException if the provider's keys cannot be had
   */
  public LogoutToken verify(String logoutToken) throws InvalidTokenException, AuthorizationServerUnavailableException {
    SignedToken token = signed.verify(encrypted.signed(logoutToken));
    if (token.type().filter(type -> !TYPES.contains(type)).isPresent()) {
      throw new InvalidTokenException("it is no logout token, says its typ");
    }
    Claims claims = token.claims();
    if (!claims.texts("aud").contains(clientId)) {
      throw new InvalidTokenException("aud does not name this client");
    }
    Instant expiry = times.requireUnexpired(claims);
    Instant issued = times.requireIssued(claims);
    times.refuseEarly(claims);
    requireEvent(claims);
    if (claims.all().containsKey("nonce")) {
      throw new InvalidTokenException("it has a nonce, so it is an ID token");
    }
    LogoutToken verified = new LogoutToken(claims.required("iss"), claims.text("sid"), claims.text("sub"),
        claims.required("jti"), issued);
    if (verified.sid.isEmpty() && verified.subject.isEmpty()) {
      throw new InvalidTokenException("it names neither sid nor sub");
    }
    if (!used.first(clientId + " " + verified.issuer + " " + verified.jti, expiry.plus(times.skew()))) {
      throw new InvalidTokenException("it was used before");
    }
    return verified;
  }

  private static void requireEvent(Claims claims) throws InvalidTokenException {
    if (!(claims.all().get("events") instanceof Map<?, ?> events) || !(events.get(EVENT) instanceof Map<?, ?>)) {
      throw new InvalidTokenException("events does not name a logout");
    }
  }
}
