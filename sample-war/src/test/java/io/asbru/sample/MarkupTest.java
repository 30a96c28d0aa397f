package io.asbru.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkupTest {

  @ParameterizedTest
  @CsvSource(delimiter = '~', quoteCharacter = '`', value = {
      "plain ~ plain",
      "<script> ~ &lt;script&gt;",
      "a\" onclick=\"b ~ a&quot; onclick=&quot;b",
      "it's ~ it&#39;s",
      "&lt; ~ &amp;lt;",
      "Zürich 東京 ~ Zürich 東京"})
  void text_isEscapedForContentAndAttributes(String text, String html) {
    assertThat(Markup.text(text).html()).isEqualTo(html);
  }
}
