package io.asbru.internal;

import io.asbru.resource.TokenDigest;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * Digests the tokens of one authorization server; of a bearer token in its header nothing is allocated but the digest. What it works with lies
 * in a few slots, whose number goes with that of the processors and not of the threads; a thread that finds its slot taken makes do with a new one.
 *
 * <p>A digest is one of the authorization server's key and the token. For a cache that several processes share, for what is looked up
 * seldom, and for tokens that are longer than any known provider's, it is SHA-256; else, in one process alone, {@link UniversalHash} and
 * {@link OneWay}, which cost less. Alternatives and figures: {@code docs/decisions/0004-token-digest.md}.
 */
public final class TokenDigester {

  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final int SLOTS = Integer.highestOneBit(Runtime.getRuntime().availableProcessors() * 4);
  /** The marks of slots lie so many numbers apart, two cache lines, so that two processors do not fight for one. */
  private static final int SPREAD = 32;
  private static final int FREE = 0;
  private static final int TAKEN = 1;
  /** Half of a digest of the authorization server's key. */
  private static final int PREFIX = 16;
  /** The last of these bytes are the token's length where the rest is enough, because no other process has the same key. */
  private static final int LENGTH = 12;
  /** The longest token that is compressed. */
  private static final int LONGEST = 4096;
  /** The most that is copied of what stands behind a token, such as the signature of a JWT that is digested without ({@link EndedTokens}). */
  private static final int MOST_BEHIND = 1024;
  /** A workspace that had to become larger than this, in bytes, is not kept. */
  private static final int LARGEST_KEPT = 32 * 1024;
  private static final int BYTES = 32;

  /** Shared by all digesters, of which an application of many organizations has many. */
  static final @Nullable Workspace[] WORKSPACES = new Workspace[SLOTS];
  /**
   * Which workspaces are at work. They are marked and stay where they are: a garbage collector has to be told of each reference that is written, and
   * if several threads do so in every request, that costs more than all else here.
   */
  private static final AtomicIntegerArray MARKS = new AtomicIntegerArray((SLOTS + 1) * SPREAD);

  /** The two words of the prefix, which is of the authorization server. */
  private final long first;
  private final long second;
  private final Optional<UniversalHash> compression;

  static final class Workspace {

    private final TextCopy copy = TextCopy.make();
    private final MessageDigest sha256 = sha256();
    private final OneWay oneWay = new OneWay(UniversalHash.BYTES);
    private final byte[] output = new byte[BYTES + OneWay.MARGIN];
    /** Seen by a test: it does not stay as large as any text. */
    byte[] input = new byte[0];

    /** Makes room for so many characters behind the prefix, and what is written or read behind them. */
    void room(int characters) {
      if (input.length < UniversalHash.padded(PREFIX + characters + 1)) {
        input = new byte[UniversalHash.padded(PREFIX + Math.max(1024, characters) + 1) + OneWay.MARGIN];
      }
    }
  }

  private TokenDigester(String provider, byte[] salt, Optional<UniversalHash> compression) {
    MessageDigest sha256 = sha256();
    sha256.update(salt);
    byte[] prefix = sha256.digest(provider.getBytes(StandardCharsets.UTF_8));
    first = (long) LONGS.get(prefix, 0);
    second = (long) LONGS.get(prefix, Long.BYTES);
    this.compression = compression;
  }

  /** Digests that are of use in this object alone, because a secret of its own goes into them. */
  public static TokenDigester keyed(String provider) {
    SecureRandom random = new SecureRandom();
    byte[] salt = new byte[BYTES];
    random.nextBytes(salt);
    return new TokenDigester(provider, salt, Optional.of(new UniversalHash(random, PREFIX + LONGEST)));
  }

  /** Digests that are the same in every process and every object. */
  public static TokenDigester shared(String provider) {
    return new TokenDigester(provider, new byte[0], Optional.empty());
  }

  TokenDigest digest(String token) {
    return digest(token, 0, token.length());
  }

  /**
   * The digest of a part of {@code text}. Parts that differ have different digests, but for characters that ISO-8859-1 lacks: each of these, and
   * each pair of surrogates, counts as one question mark. No token has such characters (RFC 6749, appendix A), and no bearer token a question
   * mark. <strong>None of them may stand before the part</strong>, nor a pair in a part with more text behind it, or the wrong part is digested.
   */
  public TokenDigest digest(String text, int start, int end) {
    if (start > PREFIX || text.length() - end > MOST_BEHIND) {
      // There is no room for so many characters before the token, and a client may send any number of spaces behind it.
      return digest(text.substring(start, end));
    }
    int slot = (int) Thread.currentThread().getId() & (SLOTS - 1);
    int mark = (slot + 1) * SPREAD;
    if (!MARKS.compareAndSet(mark, FREE, TAKEN)) {
      return digest(new Workspace(), text, start, end);
    }
    try {
      Workspace workspace = kept(slot);
      TokenDigest digest = digest(workspace, text, start, end);
      if (workspace.input.length > LARGEST_KEPT) {
        WORKSPACES[slot] = null;
      }
      return digest;
    } catch (RuntimeException | Error e) {
      // A token may be left in it.
      WORKSPACES[slot] = null;
      throw e;
    } finally {
      MARKS.setRelease(mark, FREE);
    }
  }

  private static Workspace kept(int slot) {
    Workspace kept = WORKSPACES[slot];
    if (kept == null) {
      kept = new Workspace();
      WORKSPACES[slot] = kept;
    }
    return kept;
  }

  private TokenDigest digest(Workspace workspace, String text, int start, int end) {
    int length = end - start;
    int written = text.length() - start;
    workspace.room(written);
    byte[] input = workspace.input;
    workspace.copy.write(text, input, PREFIX - start);
    // The prefix takes the place of what stands before the token, and zeros that of what stands behind it.
    LONGS.set(input, 0, first);
    LONGS.set(input, Long.BYTES, second);
    if (written > length) {
      Arrays.fill(input, PREFIX + length, PREFIX + written, (byte) 0);
    }
    TokenDigest digest = compression.isPresent() && length <= LONGEST ? compressed(compression.get(), workspace, length)
        : sha256(workspace, length);
    // No token is left behind.
    Arrays.fill(input, 0, PREFIX + length, (byte) 0);
    return digest;
  }

  private static TokenDigest compressed(UniversalHash compression, Workspace workspace, int length) {
    INTS.set(workspace.input, LENGTH, length);
    compression.compress(workspace.input, PREFIX + length, workspace.output);
    workspace.oneWay.apply(workspace.output);
    return of(workspace.output);
  }

  private static TokenDigest sha256(Workspace workspace, int length) {
    try {
      workspace.sha256.update(workspace.input, 0, PREFIX + length);
      workspace.sha256.digest(workspace.output, 0, BYTES);
      // It would keep the last block of the token until the next one.
      workspace.sha256.reset();
    } catch (DigestException e) {
      throw new IllegalStateException("SHA-256 has 32 bytes", e);
    }
    return of(workspace.output);
  }

  private static TokenDigest of(byte[] digest) {
    return new TokenDigest(
        (long) LONGS.get(digest, 0), (long) LONGS.get(digest, 8), (long) LONGS.get(digest, 16), (long) LONGS.get(digest, 24));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
