package io.asbru.local;

import java.util.Optional;

/**
 * The access token in an {@code Authorization} header.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750, section 2.1</a>
 */
final class Bearer {

  private static final String SCHEME = "bearer ";

  private Bearer() {}

  static Optional<String> token(Call call) {
    return call.header("Authorization")
        .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(header -> header.substring(SCHEME.length()).trim());
  }
}
