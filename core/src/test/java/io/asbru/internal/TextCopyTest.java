package io.asbru.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The way of early Java platforms is tested on all, that of later ones where there is one. */
class TextCopyTest {

  static Stream<Arguments> copies() {
    return Stream.of(new TextCopy.Encoder(), TextCopy.make()).flatMap(copy -> Stream.of("", "a", "Bearer abc", "x".repeat(5000), "\u00e9\u00ff?",
        "\u0161", "a\ud800b", "a\ud83d\ude00b", "\u0161".repeat(5000)).map(text -> Arguments.of(copy, text)));
  }

  @ParameterizedTest
  @MethodSource("copies")
  void bytes_areThoseOfLatin1(TextCopy copy, String text) {
    for (byte[] to : List.of(new byte[6000], new byte[7000])) {
      copy.write(text, to, 9);
      byte[] expected = new byte[to.length];
      byte[] bytes = text.getBytes(ISO_8859_1);
      System.arraycopy(bytes, 0, expected, 9, bytes.length);
      assertThat(to).isEqualTo(expected);
    }
  }

  @Test
  void tokens_areNotLeftBehind() {
    TextCopy.Encoder encoder = new TextCopy.Encoder();
    for (int length : new int[] {36, 5000}) {
      encoder.write("t".repeat(length), new byte[6000], 0);
      assertThat(encoder.characters.array()).containsOnly('\0');
    }
  }
}
