package io.asbru.local;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An authorization request that has been checked.
 *
 * @param residence the organization that the client is registered in
 * @param application the client
 * @param redirectUri where the answer goes
 * @param responseMode how the answer travels
 * @param state handed back with the answer
 * @param nonce put into the ID token
 * @param scopes what was asked for
 * @param codeChallenge what the code verifier has to match
 * @param prompts the values of {@code prompt}
 * @param maxAge how long ago the user may have been authenticated, in seconds
 * @param signInTo the organization whose users sign in; empty if the user has to say it
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-4.1.1">RFC 6749, section 4.1.1</a>
 */
record AuthorizationRequest(Organization residence, Application application, String redirectUri,
    ResponseMode responseMode, Optional<String> state, Optional<String> nonce, Set<String> scopes,
    Optional<CodeChallenge> codeChallenge, Set<String> prompts, Optional<Long> maxAge,
    Optional<Organization> signInTo) {

  AuthorizationRequest signingInTo(Organization organization) {
    return new AuthorizationRequest(residence, application, redirectUri, responseMode, state, nonce, scopes,
        codeChallenge, prompts, maxAge, Optional.of(organization));
  }

  boolean silent() {
    return prompts.contains("none");
  }

  /** Whether a session is not enough and the user has to authenticate once more. */
  boolean needsSignIn(SsoSession session, Instant now) {
    return prompts.contains("login")
        || maxAge.map(seconds -> now.isAfter(session.authenticatedAt().plusSeconds(seconds))).orElse(false);
  }
}
