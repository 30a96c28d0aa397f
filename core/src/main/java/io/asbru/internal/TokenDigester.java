package io.asbru.internal;

import io.asbru.resource.TokenDigest;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Digests the tokens of one authorization server without allocating anything but the digest. What it works with lies in a few slots, as
 * many as there are processors and not as threads; a thread that finds its slot taken makes do with a new one.
 */
final class TokenDigester {

  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int SLOTS = Integer.highestOneBit(Runtime.getRuntime().availableProcessors() * 4);
  /** Slots lie this many references apart, so that two processors do not fight for one cache line. */
  private static final int SPREAD = 16;
  /** The key of the authorization server and an opaque token of 36 characters fit into one block of SHA-256. */
  private static final int PREFIX = 16;
  private static final int BYTES = 32;

  private final byte[] prefix;
  private final AtomicReferenceArray<Workspace> slots = new AtomicReferenceArray<>(SLOTS * SPREAD);

  private static final class Workspace {
    private final MessageDigest digest = sha256();
    private byte[] input = new byte[1024];
    private final byte[] output = new byte[BYTES];
  }

  TokenDigester(String provider) {
    prefix = Arrays.copyOf(sha256().digest(provider.getBytes(StandardCharsets.UTF_8)), PREFIX);
  }

  TokenDigest digest(String token) {
    return digest(token, 0, token.length());
  }

  /** The digest of a part of {@code text}, which must be ASCII. */
  TokenDigest digest(String text, int start, int end) {
    int slot = ((int) Thread.currentThread().getId() & (SLOTS - 1)) * SPREAD;
    Workspace found = slots.getAndSet(slot, null);
    Workspace workspace = found == null ? new Workspace() : found;
    TokenDigest digest = digest(workspace, text, start, end);
    slots.set(slot, workspace);
    return digest;
  }

  @SuppressWarnings("deprecation") // The one way to the characters without a copy on the heap; tokens are ASCII.
  private TokenDigest digest(Workspace workspace, String text, int start, int end) {
    int length = PREFIX + end - start;
    if (workspace.input.length < length) {
      workspace.input = new byte[length];
    }
    byte[] input = workspace.input;
    System.arraycopy(prefix, 0, input, 0, PREFIX);
    text.getBytes(start, end, input, PREFIX);
    byte[] output = workspace.output;
    try {
      workspace.digest.update(input, 0, length);
      workspace.digest.digest(output, 0, BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("SHA-256 has 32 bytes", e);
    }
    Arrays.fill(input, PREFIX, length, (byte) 0);
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
