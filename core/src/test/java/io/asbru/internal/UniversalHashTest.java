package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UniversalHashTest {

  private static final BigInteger WORD = BigInteger.ONE.shiftLeft(64);

  /** The definition, by numbers without bounds: products of two words, each with its part of the key added, of whose halves there are sums. */
  @ParameterizedTest
  @ValueSource(ints = {1, 16, 17, 40, 47, 48, 49, 900, 4096})
  void compressed_isNhTwice(int length) {
    byte[] token = token(length);
    byte[] out = new byte[UniversalHash.BYTES];
    new UniversalHash(new Random(7), 4096).compress(token, length, out);
    ByteBuffer compressed = ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(List.of(compressed.getLong(), compressed.getLong())).isEqualTo(nh(token, 0));
    assertThat(List.of(compressed.getLong(), compressed.getLong())).isEqualTo(nh(token, 2));
  }

  private static byte[] token(int length) {
    byte[] token = new byte[UniversalHash.padded(length)];
    Random random = new Random(length);
    for (int i = 0; i < length; i++) {
      token[i] = (byte) random.nextInt(256);
    }
    return token;
  }

  private static List<Long> nh(byte[] token, int shift) {
    Random random = new Random(7);
    long[] key = new long[4096 / 8 + 2];
    Arrays.setAll(key, i -> random.nextLong());
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
