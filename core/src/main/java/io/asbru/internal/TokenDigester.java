package io.asbru.internal;

import io.asbru.resource.TokenDigest;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Digests the tokens of one authorization server without allocating anything but the digest. What it works with lies in a few slots, as
 * many as there are processors and not as threads; a thread that finds its slot taken makes do with a new one.
 *
 * <p>A digest is SHA-256 over the authorization server's key and the token. A token that does not fit into one block with it, such as a
 * JWT, may be {@linkplain LongTokenHash compressed} before. Alternatives and figures: {@code docs/decisions/0004-token-digest.md}.
 */
public final class TokenDigester {

  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int SLOTS = Integer.highestOneBit(Runtime.getRuntime().availableProcessors() * 4);
  /** Slots lie this many references apart, so that two processors do not fight for one cache line. */
  private static final int SPREAD = 16;
  /** Most of a digest of the authorization server's key, and a byte that tells what follows. */
  private static final int PREFIX = 16;
  /** The longest token that fits into one block of SHA-256 behind the prefix; opaque ones of Asgardeo have 36 characters. */
  private static final int ONE_BLOCK = 39;
  /** Where a token lies while it is compressed: behind the block that is then digested. */
  private static final int BEHIND = 64;
  private static final int BYTES = 32;

  private static final byte TOKEN = 0;
  private static final byte COMPRESSED = 1;
  private static final byte NOT_ASCII = 2;

  /** Shared by all digesters, of which an application of many organizations has many. */
  private static final AtomicReferenceArray<Workspace> WORKSPACES = new AtomicReferenceArray<>(SLOTS * SPREAD);

  private final byte[] provider;
  private final Optional<LongTokenHash> compression;

  private static final class Workspace {

    private final MessageDigest sha256 = sha256();
    private final CharsetEncoder ascii = StandardCharsets.US_ASCII.newEncoder();
    private final byte[] output = new byte[BYTES];
    private CharBuffer chars = CharBuffer.allocate(1024);
    private ByteBuffer input = ByteBuffer.allocate(BEHIND + 1024);

    /** Makes room for so many characters behind the place where they are to be written. */
    void room(int characters) {
      if (chars.capacity() < characters) {
        chars = CharBuffer.allocate(characters);
        input = ByteBuffer.allocate(BEHIND + LongTokenHash.padded(characters));
      }
    }

    /** Writes a part of a text as ASCII, and tells whether it is. */
    boolean write(String text, int start, int end, int at) {
      text.getChars(start, end, chars.array(), 0);
      chars.clear().limit(end - start);
      input.clear().position(at);
      return ascii.reset().encode(chars, input, true).isUnderflow();
    }

    /** Leaves no token behind. */
    void clear(int characters) {
      Arrays.fill(chars.array(), 0, characters, '\0');
      Arrays.fill(input.array(), 0, BEHIND + characters, (byte) 0);
    }
  }

  private TokenDigester(String provider, Optional<LongTokenHash> compression) {
    this.provider = sha256().digest(provider.getBytes(StandardCharsets.UTF_8));
    this.compression = compression;
  }

  /** Digests that are of use in this object alone, because a secret of its own goes into those of long tokens. */
  public static TokenDigester keyed(String provider) {
    return new TokenDigester(provider, Optional.of(new LongTokenHash(new SecureRandom())));
  }

  /** Digests that are the same in every process, for a cache that several share. */
  public static TokenDigester shared(String provider) {
    return new TokenDigester(provider, Optional.empty());
  }

  TokenDigest digest(String token) {
    return digest(token, 0, token.length());
  }

  /** The digest of a part of {@code text}. Whatever characters it has, texts that differ have different digests. */
  public TokenDigest digest(String text, int start, int end) {
    int slot = ((int) Thread.currentThread().getId() & (SLOTS - 1)) * SPREAD;
    Workspace found = WORKSPACES.getAndSet(slot, null);
    Workspace workspace = found == null ? new Workspace() : found;
    workspace.room(end - start);
    TokenDigest digest = digest(workspace, text, start, end);
    workspace.clear(end - start);
    WORKSPACES.setRelease(slot, workspace);
    return digest;
  }

  private TokenDigest digest(Workspace workspace, String text, int start, int end) {
    int length = end - start;
    if (compression.isPresent() && length > ONE_BLOCK && length <= LongTokenHash.LONGEST) {
      if (workspace.write(text, start, end, BEHIND)) {
        byte[] input = workspace.input.array();
        compression.get().compress(input, BEHIND, length, input, PREFIX);
        return sha256(workspace, COMPRESSED, LongTokenHash.BYTES);
      }
    } else if (workspace.write(text, start, end, PREFIX)) {
      return sha256(workspace, TOKEN, length);
    }
    return ofAnyText(text, start, end);
  }

  /** Two bytes of each character: that of a text that is no token, and so is seen seldom. */
  private TokenDigest ofAnyText(String text, int start, int end) {
    Workspace workspace = new Workspace();
    workspace.room(2 * (end - start));
    workspace.input.position(PREFIX);
    for (int i = start; i < end; i++) {
      workspace.input.putChar(text.charAt(i));
    }
    return sha256(workspace, NOT_ASCII, 2 * (end - start));
  }

  /** The digest of the prefix and what follows it. */
  private TokenDigest sha256(Workspace workspace, byte kind, int length) {
    byte[] input = workspace.input.array();
    System.arraycopy(provider, 0, input, 0, PREFIX - 1);
    input[PREFIX - 1] = kind;
    byte[] output = workspace.output;
    try {
      workspace.sha256.update(input, 0, PREFIX + length);
      workspace.sha256.digest(output, 0, BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("SHA-256 has 32 bytes", e);
    }
    return new TokenDigest(
        (long) LONGS.get(output, 0), (long) LONGS.get(output, 8), (long) LONGS.get(output, 16), (long) LONGS.get(output, 24));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
