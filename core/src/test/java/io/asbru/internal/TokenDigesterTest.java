package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import io.asbru.resource.TokenDigest;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TokenDigesterTest {

  private static final String PROVIDER = "https://api.asgardeo.io/t/bestcarmart";

  /** Around the borders of pairs of words, of compression, and of the working memory. */
  static Stream<Arguments> digesters() {
    return IntStream.of(1, 36, 39, 40, 41, 47, 48, 49, 495, 496, 900, 1024, 4095, 4096, 4097, 16 * 1024).boxed()
        .flatMap(length -> Stream.of(Arguments.of(TokenDigester.keyed(PROVIDER), length),
            Arguments.of(TokenDigester.shared(PROVIDER), length)));
  }

  @ParameterizedTest
  @MethodSource("digesters")
  void tokenThatDiffersInOneCharacter_hasAnotherDigest(TokenDigester digester, int length) {
    String token = "a".repeat(length);
    Set<TokenDigest> digests = new HashSet<>(List.of(digester.digest(token)));
    for (int i = 0; i < length; i += Math.max(1, length / 100)) {
      digests.add(digester.digest(token.substring(0, i) + "b" + token.substring(i + 1)));
    }
    digests.add(digester.digest(token + "a"));
    digests.add(digester.digest(token + "\0"));
    digests.add(digester.digest(token.substring(1)));
    assertThat(digests).hasSize((length + Math.max(1, length / 100) - 1) / Math.max(1, length / 100) + 4);
  }

  @ParameterizedTest
  @MethodSource("digesters")
  void sameToken_hasTheSameDigestWhereverItStands(TokenDigester digester, int length) {
    String token = "x".repeat(length);
    TokenDigest digest = digester.digest(token);
    // Something longer and something shorter in between: nothing of them may be left over.
    digester.digest("y".repeat(length + 100));
    digester.digest("z");
    for (String before : List.of("Bearer ", "Bearer" + " ".repeat(10), "Bearer" + " ".repeat(11))) {
      String header = before + token;
      assertThat(digester.digest(header, before.length(), header.length())).isEqualTo(digest);
      assertThat(digester.digest(header + "  ", before.length(), header.length())).isEqualTo(digest);
      assertThat(digester.digest(header + "-".repeat(5000), before.length(), header.length())).isEqualTo(digest);
    }
    assertThat(digester.digest(token)).as("nothing is left of the texts around it").isEqualTo(digest);
  }

  /** The last one has the lower byte of the first. */
  @ParameterizedTest
  @MethodSource("digesters")
  void characterThatNoTokenHas_isNotTakenForOneOfAToken(TokenDigester digester, int length) {
    String rest = "a".repeat(length - 1);
    assertThat(IntStream.of('a', 'a' | 0x80, 0x161).mapToObj(c -> digester.digest((char) c + rest)).distinct()).hasSize(3);
  }

  /** The documented exception: none of them is a character of a bearer token, so that no answer is kept of such a text. */
  @ParameterizedTest
  @MethodSource("digesters")
  void characterBeyondLatin1_countsAsQuestionMark(TokenDigester digester, int length) {
    String rest = "a".repeat(length - 1);
    assertThat(IntStream.of('?', 0xd800, 0x161).mapToObj(c -> digester.digest((char) c + rest)).distinct()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("digesters")
  void pairOfSurrogatesInAToken_countsAsOneQuestionMark(TokenDigester digester, int length) {
    String rest = "a".repeat(length - 1);
    assertThat(digester.digest("\ud83d\ude00" + rest)).isEqualTo(digester.digest("?" + rest + "\0"))
        .isNotEqualTo(digester.digest("?" + rest));
  }

  /** A text whose characters are made of the bytes of two each is not the token that has these bytes. */
  @Test
  void textThatHasTheBytesOfAToken_isNotTakenForIt() {
    for (TokenDigester digester : List.of(TokenDigester.keyed(PROVIDER), TokenDigester.shared(PROVIDER))) {
      assertThat(digester.digest("\u6162\u6364")).isNotEqualTo(digester.digest("abcd"));
    }
  }

  /** Neither by what is put before it, nor by what it is made of. */
  @ParameterizedTest
  @MethodSource("digesters")
  void digest_isOfAProviderAndATokenTogether(TokenDigester digester, int length) {
    String token = "a".repeat(length);
    assertThat(digester.digest(token)).isNotEqualTo(TokenDigester.shared("https://other.example").digest(token))
        .isNotEqualTo(TokenDigester.keyed("https://other.example").digest(token));
  }

  @Test
  void sharedDigest_isTheSameInEveryProcess() {
    assertThat(TokenDigester.shared(PROVIDER).digest("t".repeat(900)))
        .isEqualTo(TokenDigester.shared(PROVIDER).digest("t".repeat(900)))
        .isNotEqualTo(TokenDigester.shared("https://other.example").digest("t".repeat(900)));
  }

  @Test
  void keyedDigest_isOfUseInOneProcessAlone() {
    for (int length : new int[] {1, 36, 900, 4097}) {
      assertThat(TokenDigester.keyed(PROVIDER).digest("t".repeat(length)))
          .isNotEqualTo(TokenDigester.keyed(PROVIDER).digest("t".repeat(length)))
          .isNotEqualTo(TokenDigester.shared(PROVIDER).digest("t".repeat(length)));
    }
  }

  /** Anybody may send many spaces behind a token, in a form for example. */
  @Test
  void textOfAnySize_leavesNoBufferOfItsSize() {
    for (TokenDigester digester : List.of(TokenDigester.keyed(PROVIDER), TokenDigester.shared(PROVIDER))) {
      assertThat(digester.digest("token" + " ".repeat(1_000_000), 0, 5)).isEqualTo(digester.digest("token"));
      digester.digest("t".repeat(1_000_000));
      digester.digest("t".repeat(20_000));
    }
    assertThat(Arrays.stream(TokenDigester.WORKSPACES).filter(Objects::nonNull))
        .isNotEmpty().allMatch(kept -> kept.input.length <= 32 * 1024);
  }

  /** Nobody asks for such a part; what matters is what a failure leaves behind, whatever its cause. */
  @Test
  void digestThatFails_leavesNothingOfItsText() {
    assertThatIllegalArgumentException().isThrownBy(() -> TokenDigester.keyed(PROVIDER).digest("t".repeat(100), 0, 40_000));
    assertThat(Arrays.stream(TokenDigester.WORKSPACES).filter(Objects::nonNull)).allSatisfy(kept -> assertThat(kept.input).containsOnly(0));
    assertThat(TokenDigester.keyed(PROVIDER).digest("t")).isNotNull();
  }

  /** A workspace has some kilobytes, a digest 48 bytes, and what an interpreter allocates on its way is little. */
  @ParameterizedTest
  @MethodSource("digesters")
  void digest_isWorkedOutInAWorkspaceThatIsThereAlready(TokenDigester digester, int length) {
    String token = "t".repeat(length);
    digester.digest(token);
    ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 100; i++) {
      digester.digest(token);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100 * 1000);
  }

  @Test
  @Timeout(60)
  void manyThreads_getTheSameDigests() throws Exception {
    TokenDigester digester = TokenDigester.keyed(PROVIDER);
    // Short ones and long ones.
    List<String> tokens = IntStream.range(0, 200).mapToObj(i -> (i + "-").repeat(1 + i % 50 * 5)).toList();
    List<TokenDigest> expected = tokens.stream().map(digester::digest).toList();
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      Callable<List<TokenDigest>> all = () -> tokens.stream().map(digester::digest).toList();
      for (var result : threads.invokeAll(Collections.nCopies(200, all))) {
        assertThat(result.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
