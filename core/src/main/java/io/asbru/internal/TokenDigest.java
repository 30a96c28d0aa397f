package io.asbru.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 of an authorization server's key and a token: what caches are keyed by, so that no cache holds a token and tokens of two
 * organizations never meet.
 */
record TokenDigest(long a, long b, long c, long d) {

  /** Makes digests for one authorization server. */
  static final class Maker {

    private final MessageDigest prefixed;

    Maker(String provider) {
      try {
        prefixed = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
      prefixed.update(provider.getBytes(StandardCharsets.UTF_8));
      prefixed.update((byte) 0);
    }

    TokenDigest of(String token) {
      try {
        // A clone keeps the prefix that is digested already, and is nobody else's.
        MessageDigest digest = (MessageDigest) prefixed.clone();
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
        return new TokenDigest(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
      } catch (CloneNotSupportedException e) {
        throw new IllegalStateException("SHA-256 of the JDK can be cloned", e);
      }
    }
  }

  @Override
  public int hashCode() {
    return (int) a;
  }

  /** Enough to tell entries apart in a log, not enough to find the token. */
  @Override
  public String toString() {
    return Long.toHexString(a >>> 32);
  }
}
