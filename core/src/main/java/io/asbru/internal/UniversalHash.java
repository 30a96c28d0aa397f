package io.asbru.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.Random;
import java.util.Set;

/**
 * Compresses texts to a few bytes, with secret keys: two variants of the universal hash NH, one for short texts and, where it costs less, one for
 * long ones. Whatever two texts somebody chooses without knowing the keys, they are compressed to the same with a probability of at most
 * 2<sup>-124</sup> ({@code docs/decisions/0004-token-digest.md} has the proof). <strong>Not one-way</strong>: what comes out is to be digested.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4418#section-5.2">RFC 4418, section 5.2</a>, for NH and its iterations
 */
final class UniversalHash {

  /** The length of what comes out: four sums of 64 bits. */
  static final int BYTES = 32;

  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HALF = 0xffff_ffffL;
  private static final int WORD = Long.BYTES;
  private static final int PAIR = 2 * WORD;
  /** Where the JIT compiler makes vector instructions of {@link #products}; elsewhere they cost twice as much as {@link #pairs}. */
  private static final boolean VECTORS = Runtime.version().feature() >= 25 && Set.of("amd64", "x86_64").contains(System.getProperty("os.arch"));
  /** From so many bytes on products of halves cost less. */
  private static final int LONG = VECTORS ? 512 : Integer.MAX_VALUE;

  private final int longFrom;
  private final long[] key;
  private final long[] keyOfLong;

  /** With secret keys of its own, for texts of so many bytes at the most. */
  UniversalHash(SecureRandom random, int longest) {
    this(random, longest, LONG);
  }

  /** With keys from this source, of which texts of so many bytes and more are taken for long ones: for tests. */
  UniversalHash(Random random, int longest, int longFrom) {
    this.longFrom = longFrom;
    key = random.longs((padded(longest) + PAIR) / WORD).toArray();
    keyOfLong = longest < longFrom ? new long[0] : random.longs((padded(longest) + BYTES - WORD) / WORD).toArray();
  }

  /** How many bytes of its input {@link #compress} uses, because it works with pairs of words. */
  static int padded(int length) {
    return (length + PAIR - 1) & -PAIR;
  }

  /** Compresses a text that is followed by zeros up to {@link #padded}. */
  void compress(byte[] text, int length, byte[] to) {
    int words = padded(length) / WORD;
    if (length < longFrom) {
      pairs(text, words, to);
      return;
    }
    for (int i = 0; i < BYTES / WORD; i++) {
      LONGS.set(to, WORD * i, products(text, words, i));
    }
  }

  /** The products of two words, whose two halves are summed up for themselves; the same once more with the key moved on by two words. */
  private void pairs(byte[] text, int words, byte[] to) {
    long low = 0;
    long high = 0;
    long secondLow = 0;
    long secondHigh = 0;
    for (int i = 0; i < words; i += 2) {
      long a = (long) LONGS.get(text, WORD * i);
      long b = (long) LONGS.get(text, WORD * i + WORD);
      long x = a + key[i];
      long y = b + key[i + 1];
      low += x * y;
      high += Math.multiplyHigh(x, y);
      x = a + key[i + 2];
      y = b + key[i + 3];
      secondLow += x * y;
      secondHigh += Math.multiplyHigh(x, y);
    }
    LONGS.set(to, 0, low);
    LONGS.set(to, 8, high);
    LONGS.set(to, 16, secondLow);
    LONGS.set(to, 24, secondHigh);
  }

  /**
   * The sum of the products of the two halves of each word with its word of the key added, the key moved on by so many words. One sum in a loop: of
   * two no vectors are made.
   */
  private long products(byte[] text, int words, int moved) {
    long sum = 0;
    for (int i = 0; i < words; i++) {
      long x = (long) LONGS.get(text, WORD * i) + keyOfLong[i + moved];
      sum += (x & HALF) * (x >>> Integer.SIZE);
    }
    return sum;
  }
}
