package io.asbru.benchmarks;

import io.asbru.internal.TokenDigester;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Ways to turn a token in a header into the key of a cache. Each is used by one thread, and what it returns is that key's hash code. */
public enum Digest {

  /** No digest: the token itself, cut out of its header. */
  RAW_TOKEN("the token itself") {
    @Override
    Function make() {
      return (header, start, end) -> header.substring(start, end).hashCode();
    }
  },

  /** MD5 of what {@link #SHA_256} is of. */
  MD5("MD5") {
    @Override
    Function make() {
      return messageDigest("MD5", 16);
    }
  },

  /** SHA-256 of 16 bytes for the authorization server and the token. */
  SHA_256("SHA-256") {
    @Override
    Function make() {
      return messageDigest("SHA-256", 32);
    }
  },

  /** SipHash-2-4 with a key, 128 bits. */
  SIPHASH_2_4("SipHash-2-4, 128 bits, with a key") {
    @Override
    Function make() {
      byte[] input = new byte[INPUT];
      return (header, start, end) -> {
        copy(header, start, end, input);
        return sipHash(input, end - start);
      };
    }
  },

  /** What Asbru does for a cache that several processes share: SHA-256. */
  ASBRU_SHARED("Asbru, shared cache: SHA-256") {
    @Override
    Function make() {
      TokenDigester digester = TokenDigester.shared("https://api.asgardeo.io/t/bestcarmart");
      return (header, start, end) -> digester.digest(header, start, end).hashCode();
    }
  },

  /** What Asbru does for its own cache: tokens are compressed by NH, and what comes out is made one-way by AES. */
  ASBRU("Asbru, own cache: NH with a key, then AES") {
    @Override
    Function make() {
      TokenDigester digester = TokenDigester.keyed("https://api.asgardeo.io/t/bestcarmart");
      return (header, start, end) -> digester.digest(header, start, end).hashCode();
    }
  };

  /** A digest of a part of a header. */
  interface Function {
    int of(String header, int start, int end);
  }

  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  /** The key of the definition's own test vectors. */
  private static final long KEY_0 = 0x0706050403020100L;
  private static final long KEY_1 = 0x0f0e0d0c0b0a0908L;
  private static final int INPUT = 2048;
  private static final int PREFIX = 16;

  private final String label;

  Digest(String label) {
    this.label = label;
  }

  /** What the tables call it. */
  String label() {
    return label;
  }

  abstract Function make();

  @SuppressWarnings("deprecation") // The one way to the characters without a copy on the heap.
  private static void copy(String header, int start, int end, byte[] input) {
    header.getBytes(start, end, input, PREFIX);
  }

  private static Function messageDigest(String algorithm, int bytes) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    byte[] input = new byte[INPUT];
    byte[] output = new byte[bytes];
    return (header, start, end) -> {
      copy(header, start, end, input);
      try {
        digest.update(input, 0, PREFIX + end - start);
        digest.digest(output, 0, bytes);
      } catch (DigestException e) {
        throw new IllegalStateException(e);
      }
      return (int) (long) LONGS.get(output, 0);
    };
  }

  /** Of the token alone, because the key may stand for the authorization server. Both halves of the result are made, and folded. */
  static int sipHash(byte[] input, int length) {
    long[] v = {KEY_0 ^ 0x736f6d6570736575L, KEY_1 ^ 0x646f72616e646f6dL ^ 0xee, KEY_0 ^ 0x6c7967656e657261L, KEY_1 ^ 0x7465646279746573L};
    int words = length >>> 3;
    for (int i = 0; i < words; i++) {
      long word = (long) LONGS.get(input, PREFIX + 8 * i);
      v[3] ^= word;
      rounds(v, 2);
      v[0] ^= word;
    }
    long last = (long) LONGS.get(input, PREFIX + 8 * words) & (1L << 8 * (length & 7)) - 1 | (long) length << 56;
    v[3] ^= last;
    rounds(v, 2);
    v[0] ^= last;
    v[2] ^= 0xee;
    rounds(v, 4);
    long first = v[0] ^ v[1] ^ v[2] ^ v[3];
    v[1] ^= 0xdd;
    rounds(v, 4);
    return (int) (first ^ v[0] ^ v[1] ^ v[2] ^ v[3]);
  }

  private static void rounds(long[] v, int count) {
    for (int i = 0; i < count; i++) {
      v[0] += v[1];
      v[2] += v[3];
      v[1] = Long.rotateLeft(v[1], 13) ^ v[0];
      v[3] = Long.rotateLeft(v[3], 16) ^ v[2];
      v[0] = Long.rotateLeft(v[0], 32) + v[3];
      v[2] += v[1];
      v[1] = Long.rotateLeft(v[1], 17) ^ v[2];
      v[3] = Long.rotateLeft(v[3], 21) ^ v[0];
      v[2] = Long.rotateLeft(v[2], 32);
    }
  }
}
