package io.asbru.internal;

import io.asbru.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * The {@code at_hash} that ties an access token to an ID token.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#CodeIDToken">OpenID Connect Core 1.0, section 3.1.3.6</a>
 */
final class AccessTokenHash {

  private AccessTokenHash() {}

  static boolean matches(String hash, Secret accessToken, String algorithm) {
    return MessageDigest.isEqual(hash.getBytes(StandardCharsets.UTF_8),
        of(accessToken, algorithm).getBytes(StandardCharsets.UTF_8));
  }

  /** The left half of the digest that the signature's algorithm uses: SHA-256 for RS256, PS256 and ES256. */
  static String of(Secret accessToken, String algorithm) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-" + algorithm.substring(2));
      byte[] whole = digest.digest(accessToken.value().getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(whole, whole.length / 2));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException("not an algorithm for ID tokens: " + algorithm, e);
    }
  }
}
