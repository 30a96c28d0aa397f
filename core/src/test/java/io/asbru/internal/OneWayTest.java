package io.asbru.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;

class OneWayTest {

  private static byte[] applied(byte[] blocks) {
    byte[] result = blocks.clone();
    new OneWay(blocks.length).apply(result);
    return result;
  }

  @Test
  void result_isTheSameInThisProcess_andDependsOnEachBit() {
    byte[] blocks = new byte[32];
    byte[] result = applied(blocks);
    assertThat(applied(blocks)).isEqualTo(result);
    for (int bit = 0; bit < 256; bit++) {
      byte[] other = new byte[32];
      other[bit / 8] ^= (byte) (1 << bit % 8);
      byte[] changed = applied(other);
      int block = bit / 128 * 16;
      assertThat(Arrays.copyOfRange(changed, block, block + 16)).isNotEqualTo(Arrays.copyOfRange(result, block, block + 16));
      assertThat(Arrays.copyOfRange(changed, 16 - block, 32 - block)).isEqualTo(Arrays.copyOfRange(result, 16 - block, 32 - block));
    }
  }

  /** AES alone could be undone by whoever has the key. */
  @Test
  void result_isAesExclusiveOrTheBlock() throws GeneralSecurityException {
    byte[] block = "0123456789abcdef".getBytes(US_ASCII);
    Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
    aes.init(Cipher.ENCRYPT_MODE, OneWay.KEY);
    byte[] expected = aes.doFinal(block);
    for (int i = 0; i < expected.length; i++) {
      expected[i] ^= block[i];
    }
    assertThat(applied(block)).isEqualTo(expected);
  }

  /** With the key of the process it would tell the block. */
  @Test
  void encryptedBlock_isNotLeftBehind() {
    OneWay oneWay = new OneWay(16);
    oneWay.apply("0123456789abcdef".getBytes(US_ASCII));
    assertThat(oneWay.encrypted).containsOnly(0);
  }
}
