package io.asbru.resource;

import org.jspecify.annotations.Nullable;

/**
 * A one-way digest of an authorization server's key and a token: what caches are keyed by, so that no cache holds a token and
 * the tokens of two organizations never meet. For an {@link IntrospectionCache} of the application's own it is SHA-256, the same in every process; in
 * memory secrets of the process go into it.
 *
 * @param a the first 64 bits
 * @param b the second
 * @param c the third
 * @param d the last
 */
public record TokenDigest(long a, long b, long c, long d) {

  /** Written out, because the chain of method handles that a record has instead takes room that a request needs when it is compiled. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TokenDigest that && a == that.a && b == that.b && c == that.c && d == that.d;
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
