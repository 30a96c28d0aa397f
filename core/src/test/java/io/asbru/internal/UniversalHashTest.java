package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UniversalHashTest {

  private static final BigInteger WORD = BigInteger.ONE.shiftLeft(64);
  private static final BigInteger HALF = BigInteger.ONE.shiftLeft(32);
  /** For texts of 4,096 bytes, and a pair of words more. */
  private static final int KEY_WORDS = 4096 / 8 + 2;

  /** The definition, by numbers without bounds: products of two words, each with its part of the key added, of whose halves there are sums. */
  @ParameterizedTest
  @ValueSource(ints = {1, 16, 17, 40, 47, 48, 49, 900, 4096})
  void shortText_isCompressedByNhTwice(int length) {
    byte[] token = token(length);
    byte[] out = new byte[UniversalHash.BYTES];
    new UniversalHash(new Random(7), 4096, Integer.MAX_VALUE).compress(token, length, out);
    ByteBuffer compressed = ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(List.of(compressed.getLong(), compressed.getLong())).isEqualTo(nh(token, 0));
    assertThat(List.of(compressed.getLong(), compressed.getLong())).isEqualTo(nh(token, 2));
  }

  /** The same of products of the two halves of a word with its part of the key, four times, with a key of its own. */
  @ParameterizedTest
  @ValueSource(ints = {1, 8, 16, 17, 40, 512, 513, 900, 1104, 4095, 4096})
  void longText_isCompressedByNhOfHalvesFourTimes(int length) {
    byte[] token = token(length);
    byte[] out = new byte[UniversalHash.BYTES];
    new UniversalHash(new Random(7), 4096, 0).compress(token, length, out);
    LongBuffer compressed = ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    for (int moved = 0; moved < 4; moved++) {
      assertThat(compressed.get(moved)).isEqualTo(nhOfHalves(token, moved));
    }
  }

  @Test
  void text_isLongFromTheGivenLengthOn() {
    UniversalHash hash = new UniversalHash(new Random(7), 4096, 500);
    byte[] token = token(600);
    assertThat(compressed(hash, token, 499)).isEqualTo(compressed(new UniversalHash(new Random(7), 4096, Integer.MAX_VALUE), token, 499));
    assertThat(compressed(hash, token, 500)).isEqualTo(compressed(new UniversalHash(new Random(7), 4096, 0), token, 500));
  }

  private static byte[] compressed(UniversalHash hash, byte[] token, int length) {
    byte[] out = new byte[UniversalHash.BYTES];
    hash.compress(token, length, out);
    return out;
  }

  private static byte[] token(int length) {
    byte[] token = new byte[UniversalHash.padded(length)];
    Random random = new Random(length);
    for (int i = 0; i < length; i++) {
      token[i] = (byte) random.nextInt(256);
    }
    return token;
  }

  /** The key of short texts is made first. */
  private static long[] key(int skipped, int words) {
    Random random = new Random(7);
    for (int i = 0; i < skipped; i++) {
      random.nextLong();
    }
    long[] key = new long[words];
    Arrays.setAll(key, i -> random.nextLong());
    return key;
  }

  private static long nhOfHalves(byte[] token, int moved) {
    long[] key = key(KEY_WORDS, KEY_WORDS + 1);
    LongBuffer words = ByteBuffer.wrap(token).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < words.limit(); i++) {
      BigInteger word = BigInteger.valueOf(words.get(i)).add(BigInteger.valueOf(key[i + moved])).mod(WORD);
      sum = sum.add(word.mod(HALF).multiply(word.shiftRight(32)));
    }
    return sum.longValue();
  }

  private static List<Long> nh(byte[] token, int shift) {
    long[] key = key(0, KEY_WORDS);
    ByteBuffer words = ByteBuffer.wrap(token).order(ByteOrder.LITTLE_ENDIAN);
    BigInteger low = BigInteger.ZERO;
    BigInteger high = BigInteger.ZERO;
    for (int i = 0; words.hasRemaining(); i += 2) {
      BigInteger product = sum(words.getLong(), key[i + shift]).multiply(sum(words.getLong(), key[i + shift + 1]));
      low = low.add(product.mod(WORD));
      high = high.add(product.shiftRight(64));
    }
    return List.of(low.longValue(), high.longValue());
  }

  /** Modulo 2^64, from -2^63 on. */
  private static BigInteger sum(long word, long key) {
    BigInteger sum = BigInteger.valueOf(word).add(BigInteger.valueOf(key)).mod(WORD);
    return sum.testBit(63) ? sum.subtract(WORD) : sum;
  }
}
