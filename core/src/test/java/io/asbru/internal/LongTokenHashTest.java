package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongTokenHashTest {

  private static final BigInteger WORD = BigInteger.ONE.shiftLeft(63);
  private static final BigInteger SUM = BigInteger.ONE.shiftLeft(128);

  /** The definition, by numbers without bounds: sums of products of two words, each with its part of the key added. */
  @ParameterizedTest
  @ValueSource(ints = {40, 47, 48, 49, 900, 4096})
  void compressed_isNhTwice_andTheLength(int length) {
    byte[] token = token(length);
    byte[] out = new byte[LongTokenHash.BYTES];
    new LongTokenHash(new Random(7)).compress(token, 0, length, out, 0);
    ByteBuffer compressed = ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(sum(compressed)).isEqualTo(nh(token, 0));
    assertThat(sum(compressed)).isEqualTo(nh(token, 2));
    assertThat(compressed.getInt()).isEqualTo(length);
  }

  private static byte[] token(int length) {
    byte[] token = new byte[LongTokenHash.padded(length)];
    Random random = new Random(length);
    for (int i = 0; i < length; i++) {
      token[i] = (byte) random.nextInt(128);
    }
    return token;
  }

  private static BigInteger sum(ByteBuffer compressed) {
    BigInteger low = new BigInteger(Long.toUnsignedString(compressed.getLong()));
    BigInteger high = new BigInteger(Long.toUnsignedString(compressed.getLong()));
    return low.add(high.shiftLeft(64));
  }

  private static BigInteger nh(byte[] token, int shift) {
    Random random = new Random(7);
    long[] key = new long[600];
    Arrays.setAll(key, i -> random.nextLong() & Long.MAX_VALUE);
    ByteBuffer words = ByteBuffer.wrap(token).order(ByteOrder.LITTLE_ENDIAN);
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; words.hasRemaining(); i += 2) {
      BigInteger x = BigInteger.valueOf(words.getLong()).add(BigInteger.valueOf(key[i + shift])).mod(WORD);
      BigInteger y = BigInteger.valueOf(words.getLong()).add(BigInteger.valueOf(key[i + shift + 1])).mod(WORD);
      sum = sum.add(x.multiply(y));
    }
    return sum.mod(SUM);
  }
}
