package io.asbru.internal;

import static java.util.Objects.requireNonNull;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Secret;
import io.asbru.organization.OrganizationRule;
import io.asbru.settings.Setting;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies ID tokens in full, encrypted ones included.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation">OpenID Connect Core 1.0, section 3.1.3.7</a>
 */
public final class IdTokenVerifier {

  private static final Set<String> OTHER_KINDS = Set.of("at+jwt", "logout+jwt");
  private static final int LONGEST_SUBJECT = 255;

  private final EncryptedTokens encrypted;
  private final SignedTokens signed;
  private final TokenTimes times;
  private final String clientId;
  private final OrganizationRule organization;

  /**
   * An ID token that was verified.
   *
   * @param signed the token, out of its encryption if it had one: so it serves as {@code id_token_hint} (OpenID Connect Core, section
   *     3.1.2.1)
   * @param claims its claims
   */
  public record IdToken(Secret signed, Map<String, Object> claims) {

    public IdToken {
      requireNonNull(signed, "signed");
      requireNonNull(claims, "claims");
    }

    /** Says nothing of the user. */
    @Override
    public String toString() {
      return "IdToken[...]";
    }
  }

  /**
   * What an ID token must agree with.
   *
   * @param nonce the nonce of the authorization request; absent at a refresh
   * @param accessToken the access token that came along, for {@code at_hash}; absent if there is none
   * @param subject who signed in before, at a refresh; absent at a sign-in
   */
  public record Expectation(Optional<Secret> nonce, Optional<Secret> accessToken, Optional<String> subject) {

    public Expectation {
      requireNonNull(nonce, "nonce");
      requireNonNull(accessToken, "accessToken");
      requireNonNull(subject, "subject");
    }

    /** Of an ID token that answers an authorization request. */
    public static Expectation ofSignIn(Secret nonce, Secret accessToken) {
      return new Expectation(Optional.of(nonce), Optional.of(accessToken), Optional.empty());
    }

    /** Of an ID token that came with a refresh (OpenID Connect Core, section 12.2). */
    public static Expectation ofRefresh(Secret accessToken, Optional<String> subject) {
      return new Expectation(Optional.empty(), Optional.of(accessToken), subject);
    }
  }

  IdTokenVerifier(EncryptedTokens encrypted, SignedTokens signed, TokenTimes times, String clientId, OrganizationRule organization) {
    this.encrypted = encrypted;
    this.signed = signed;
    this.times = times;
    this.clientId = clientId;
    this.organization = organization;
  }

  /**
   * An ID token that was issued to this client and agrees with what is expected.
   *
   * @throws InvalidTokenException if anything about it is wrong
   * @throws AuthorizationServerUnavailableException if the provider's keys cannot be had
   */
  public IdToken verify(String idToken, Expectation expectation)
      throws InvalidTokenException, AuthorizationServerUnavailableException {
    String text = encrypted.signed(idToken);
    SignedToken token = signed.verify(text);
    if (token.type().filter(OTHER_KINDS::contains).isPresent()) {
      throw new InvalidTokenException("it is no ID token, says its typ");
    }
    Claims claims = token.claims();
    requireMeantForClient(claims);
    times.requireUnexpired(claims);
    times.requireIssued(claims);
    times.refuseEarly(claims);
    requireSubject(claims, expectation);
    requireNonce(claims, expectation);
    requireAccessToken(token, expectation);
    if (!organization.permits(claims.all())) {
      throw new InvalidTokenException("org_id is missing or names another organization; see " + Setting.ORGANIZATION_ID.key()
          + " and " + Setting.ACCEPTED_ORGANIZATIONS.key());
    }
    return new IdToken(Secret.of(text), claims.all());
  }

  /** An audience beside this client is one that nobody here trusts, unless {@code azp} says that the token is this client's. */
  private void requireMeantForClient(Claims claims) throws InvalidTokenException {
    Set<String> audience = claims.texts("aud");
    if (!audience.contains(clientId)) {
      throw new InvalidTokenException("aud does not name this client");
    }
    Optional<String> authorizedParty = claims.text("azp");
    if (authorizedParty.isPresent() && !authorizedParty.get().equals(clientId)) {
      throw new InvalidTokenException("azp names another client");
    }
    if (audience.size() > 1 && authorizedParty.isEmpty()) {
      throw new InvalidTokenException("aud names others besides this client, and azp is missing");
    }
  }

  private static void requireSubject(Claims claims, Expectation expectation) throws InvalidTokenException {
    String subject = claims.required("sub");
    if (subject.length() > LONGEST_SUBJECT) {
      throw new InvalidTokenException("sub is longer than " + LONGEST_SUBJECT + " characters");
    }
    if (expectation.subject.isPresent() && !expectation.subject.get().equals(subject)) {
      throw new InvalidTokenException("sub is not who signed in before");
    }
  }

  private static void requireNonce(Claims claims, Expectation expectation) throws InvalidTokenException {
    if (expectation.nonce.isPresent() && !expectation.nonce.get().equals(Secret.of(claims.required("nonce")))) {
      throw new InvalidTokenException("nonce is not the one of the authorization request");
    }
  }

  private static void requireAccessToken(SignedToken token, Expectation expectation) throws InvalidTokenException {
    Optional<String> hash = token.claims().text("at_hash");
    if (hash.isPresent() && expectation.accessToken.isPresent()
        && !AccessTokenHash.matches(hash.get(), expectation.accessToken.get(), token.jws().getHeader().getAlgorithm().getName())) {
      throw new InvalidTokenException("at_hash does not fit the access token");
    }
  }
}
