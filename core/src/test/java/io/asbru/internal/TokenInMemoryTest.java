package io.asbru.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.asbru.resource.TokenDigest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a dump of the heap tells of the tokens that were digested: nothing, though the JDK's own digests keep what they read last. */
class TokenInMemoryTest {

  private static final String PROVIDER = "https://api.asgardeo.io/t/bestcarmart";
  private static final byte MASK = 0x55;

  /** Opaque, as long as a JWT, and too long to be compressed: all of them end within the last block of SHA-256, which it would keep. */
  @ParameterizedTest
  @CsvSource({"true, 36", "true, 935", "true, 4135", "false, 36", "false, 935", "false, 4135"})
  void digestedToken_isNotLeftInMemory(boolean keyed, int length, @TempDir Path directory) throws IOException {
    byte[] control = masked();
    String held = unmasked(control);
    byte[] end = masked();
    TokenDigest digest = digest(keyed ? TokenDigester.keyed(PROVIDER) : TokenDigester.shared(PROVIDER), length, end);

    byte[] dump = dump(directory);

    assertThat(contains(dump, control)).as("what is held is found").isTrue();
    assertThat(contains(dump, end)).isFalse();
    assertThat(held).hasSize(36);
    assertThat(digest).isNotNull();
  }

  /** The 36 characters that a token ends in, so that they are not found for this test's sake. */
  private static byte[] masked() {
    byte[] text = UUID.randomUUID().toString().getBytes(ISO_8859_1);
    for (int i = 0; i < text.length; i++) {
      text[i] ^= MASK;
    }
    return text;
  }

  private static String unmasked(byte[] masked) {
    byte[] text = masked.clone();
    for (int i = 0; i < text.length; i++) {
      text[i] ^= MASK;
    }
    String unmasked = new String(text, ISO_8859_1);
    Arrays.fill(text, (byte) 0);
    return unmasked;
  }

  private static TokenDigest digest(TokenDigester digester, int length, byte[] end) {
    return digester.digest("a".repeat(length - end.length) + unmasked(end));
  }

  private static byte[] dump(Path directory) throws IOException {
    Path file = directory.resolve("heap.hprof");
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file.toString(), true);
    return Files.readAllBytes(file);
  }

  /** As bytes, or as characters of two bytes. Half of the 36 are enough: of a block of a digest the rest may be overwritten. */
  private static boolean contains(byte[] dump, byte[] masked) {
    String half = unmasked(masked).substring(18);
    return contains(dump, half, ISO_8859_1) || contains(dump, half, UTF_16BE) || contains(dump, half, UTF_16LE);
  }

  private static boolean contains(byte[] dump, String text, Charset charset) {
    byte[] wanted = text.getBytes(charset);
    for (int i = 0; i <= dump.length - wanted.length; i++) {
      if (dump[i + wanted.length - 1] == wanted[wanted.length - 1] && Arrays.equals(dump, i, i + wanted.length, wanted, 0, wanted.length)) {
        return true;
      }
    }
    return false;
  }
}
