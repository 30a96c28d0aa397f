package io.asbru.client;

import static java.util.Objects.requireNonNull;

import io.asbru.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a token endpoint answered.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5">RFC 6749, section 5</a>
 */
public sealed interface TokenResponse {

  /**
   * Tokens were issued.
   *
   * @param accessToken the access token
   * @param refreshToken the refresh token; absent where none was issued
   * @param idToken the ID token, <strong>not validated</strong>; absent where none was issued
   * @param scopes the scopes granted as the response names them; absent if it names none. An Asgardeo organization leaves
   *     them out when none is left, RFC 6749 when they are as requested.
   * @param expiresIn the lifetime of the access token; absent if it is not told
   */
  record Granted(
      Secret accessToken,
      Optional<Secret> refreshToken,
      Optional<Secret> idToken,
      Optional<Set<String>> scopes,
      Optional<Duration> expiresIn) implements TokenResponse {

    public Granted {
      requireNonNull(accessToken, "accessToken");
      requireNonNull(refreshToken, "refreshToken");
      requireNonNull(idToken, "idToken");
      scopes = scopes.map(Set::copyOf);
      requireNonNull(expiresIn, "expiresIn");
    }
  }

  /**
   * The request was refused (RFC 6749, section 5.2).
   *
   * @param error the error code, such as {@code invalid_grant}
   * @param description the provider's words; for logs and developers, not for end-users
   * @param status the HTTP status
   */
  record Refused(String error, Optional<String> description, int status) implements TokenResponse {

    public Refused {
      requireNonNull(error, "error");
      requireNonNull(description, "description");
    }
  }

  /**
   * The tokens.
   *
   * @throws TokenRefusedException if none were issued
   */
  default Granted orThrow() {
    if (this instanceof Granted granted) {
      return granted;
    }
    throw new TokenRefusedException((Refused) this);
  }
}
