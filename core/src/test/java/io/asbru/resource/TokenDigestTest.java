package io.asbru.resource;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenDigestTest {

  private static final TokenDigest DIGEST = new TokenDigest(1, 2, 3, 4);

  @Test
  void isEqualToTheSameWordsAlone() {
    assertThat(DIGEST).isEqualTo(new TokenDigest(1, 2, 3, 4)).hasSameHashCodeAs(new TokenDigest(1, 2, 3, 4));
    assertThat(new TokenDigest(0, 2, 3, 4)).isNotEqualTo(DIGEST);
    assertThat(new TokenDigest(1, 0, 3, 4)).isNotEqualTo(DIGEST);
    assertThat(new TokenDigest(1, 2, 0, 4)).isNotEqualTo(DIGEST);
    assertThat(new TokenDigest(1, 2, 3, 0)).isNotEqualTo(DIGEST);
    assertThat(DIGEST).isNotEqualTo(null).isNotEqualTo("TokenDigest[1, 2, 3, 4]");
  }

  @Test
  void toString_showsTooLittleToFindTheToken() {
    assertThat(new TokenDigest(0x1122334455667788L, 2, 3, 4)).hasToString("11223344");
  }
}
