package io.asbru.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DigestTest {

  /** Two of the definition's own test vectors: nothing, and a byte of zero. */
  @ParameterizedTest
  @CsvSource({"0, a3817f04ba25a8e66df67214c7550293", "1, da87c1d86b99af44347659119b22fc45"})
  void sipHash_isWhatTheDefinitionSays(int length, String hash) {
    ByteBuffer halves = ByteBuffer.wrap(HexFormat.of().parseHex(hash)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(Digest.sipHash(new byte[2048], length)).isEqualTo((int) (halves.getLong() ^ halves.getLong()));
  }

  @ParameterizedTest
  @EnumSource(Digest.class)
  void key_isOfTheTokenAlone_andOfAllOfIt(Digest digest) {
    Digest.Function function = digest.make();
    String token = "t".repeat(900);
    int key = function.of(token, 0, 900);
    assertThat(function.of("Bearer " + token, 7, 907)).isEqualTo(key);
    assertThat(function.of(token.substring(1) + "u", 0, 900)).isNotEqualTo(key);
  }
}
