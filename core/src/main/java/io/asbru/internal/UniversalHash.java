package io.asbru.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Random;

/**
 * Compresses texts to a few bytes, with a secret key: a variant of the universal hash NH with words of 64 bits, twice, of which
 * the two halves of each product are summed up for themselves. Whatever two texts of one length somebody chooses without knowing the key, they
 * are compressed to the same with a probability of at most 2<sup>-124</sup>. <strong>Not one-way</strong>: what comes out is to be digested.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4418#section-5.2">RFC 4418, section 5.2</a>, for NH and its iterations
 */
final class UniversalHash {

  /** The length of what comes out: four sums of 64 bits. */
  static final int BYTES = 32;

  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  /** Two words. */
  private static final int PAIR = 16;

  private final long[] key;

  /** With a key of its own, from a source that nobody can foretell, for texts of so many bytes at the most. */
  UniversalHash(Random random, int longest) {
    key = new long[(padded(longest) + PAIR) / Long.BYTES];
    for (int i = 0; i < key.length; i++) {
      key[i] = random.nextLong();
    }
  }

  /** How many bytes of its input {@link #compress} uses, because it works with pairs of words. */
  static int padded(int length) {
    return (length + PAIR - 1) & -PAIR;
  }

  /** Compresses a text that is followed by zeros up to {@link #padded}. */
  void compress(byte[] text, int length, byte[] to) {
    long low = 0;
    long high = 0;
    long secondLow = 0;
    long secondHigh = 0;
    int words = padded(length) / Long.BYTES;
    for (int i = 0; i < words; i += 2) {
      long a = (long) LONGS.get(text, Long.BYTES * i);
      long b = (long) LONGS.get(text, Long.BYTES * i + Long.BYTES);
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
}
