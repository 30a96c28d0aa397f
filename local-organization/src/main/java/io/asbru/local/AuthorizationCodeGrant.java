package io.asbru.local;

import static io.asbru.local.OAuthRefusal.invalidGrant;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3">RFC 6749, section 4.1.3</a> */
final class AuthorizationCodeGrant implements GrantHandler {

  private final AuthorizationCodes codes;
  private final TokenIssuer issuer;

  AuthorizationCodeGrant(AuthorizationCodes codes, TokenIssuer issuer) {
    this.codes = codes;
    this.issuer = issuer;
  }

  @Override
  public List<String> required() {
    return List.of("code");
  }

  @Override
  public Reply grant(Call call, Application client, Organization organization, Instant now) throws OAuthRefusal {
    AuthorizationCode code = codes.find(call.parameter("code").orElseThrow(), client, organization)
        .orElseThrow(() -> invalidGrant("Invalid authorization code received from token request"));
    refuseUsed(code);
    if (code.expired(now)) {
      throw invalidGrant("Expired or Revoked authorization code received from token request");
    }
    if (!call.parameter("redirect_uri").equals(Optional.of(code.request().redirectUri()))) {
      code.burn();
      throw invalidGrant("Callback url mismatch");
    }
    checkVerifier(call, code);
    if (!code.use()) {
      refuseUsed(code);
      throw invalidGrant("Expired or Revoked authorization code received from token request");
    }
    TokenPair pair = issuer.issue(code.authorization(), now);
    code.gave(pair);
    return issuer.reply(call, pair, code.authorization(), code.request().nonce(), now);
  }

  private static void refuseUsed(AuthorizationCode code) throws OAuthRefusal {
    if (code.used()) {
      code.revokeTokens();
      throw invalidGrant("Inactive authorization code received from token request");
    }
  }

  private static void checkVerifier(Call call, AuthorizationCode code) throws OAuthRefusal {
    Optional<CodeChallenge> challenge = code.request().codeChallenge();
    if (challenge.isEmpty()) {
      return;
    }
    String verifier = call.parameter("code_verifier").orElseThrow(() -> invalidGrant("Empty PKCE code_verifier sent. "
        + "This authorization code requires a PKCE verification to obtain an access token."));
    if (!challenge.get().matches(verifier)) {
      code.burn();
      throw invalidGrant("PKCE validation failed");
    }
  }
}
