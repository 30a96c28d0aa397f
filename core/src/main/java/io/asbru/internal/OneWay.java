package io.asbru.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * A one-way function of blocks of 16 bytes, each for itself: AES of the block, with a random key, exclusive-or the block. AES alone
 * could be undone by whoever has the key; with the block put in once more there is no better way known than to try blocks. <strong>Equal blocks
 * have equal results.</strong> Used by one thread at a time.
 *
 * @see <a href="https://doi.org/10.1109/SP.2013.39">Bellare, Hoang, Keelveedhi and Rogaway, Efficient Garbling from a Fixed-Key Blockcipher</a>,
 *     for hashing with one key
 */
final class OneWay {

  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  /** Of this process, or of one application in it. */
  static final SecretKeySpec KEY = new SecretKeySpec(random(), "AES");

  /** Of arrays that a thread writes again and again: what lies behind them, which may be another thread's, is two cache lines away. */
  static final int MARGIN = 128;

  private final Cipher aes;
  private final int bytes;
  /** Seen by a test: nothing is left in it. */
  final byte[] encrypted;

  /** For inputs of so many bytes, a multiple of 16. */
  OneWay(int bytes) {
    this.bytes = bytes;
    encrypted = new byte[bytes + MARGIN];
    try {
      // Each block for itself, on purpose: nothing is encrypted here that anybody decrypts.
      aes = Cipher.getInstance("AES/ECB/NoPadding");
      aes.init(Cipher.ENCRYPT_MODE, KEY);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no security provider has AES/ECB/NoPadding, which is part of every Java platform", e);
    }
  }

  /** Puts the results in place of the blocks. */
  void apply(byte[] blocks) {
    try {
      aes.doFinal(blocks, 0, bytes, encrypted, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("whole blocks can be encrypted", e);
    }
    for (int i = 0; i < bytes; i += Long.BYTES) {
      LONGS.set(blocks, i, (long) LONGS.get(blocks, i) ^ (long) LONGS.get(encrypted, i));
    }
    // It would tell the block, were it left beside the result.
    Arrays.fill(encrypted, 0, bytes, (byte) 0);
  }

  private static byte[] random() {
    byte[] key = new byte[16];
    new SecureRandom().nextBytes(key);
    return key;
  }
}
