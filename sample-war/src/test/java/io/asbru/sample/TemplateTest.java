package io.asbru.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {

  @Test
  void text_isEscaped() {
    assertThat(new Template("<p title=\"{{t}}\">{{t}}</p>").fill(Map.of("t", "<\"$1\\>")).html())
        .isEqualTo("<p title=\"&lt;&quot;$1\\&gt;\">&lt;&quot;$1\\&gt;</p>");
  }

  @Test
  void markup_isNotEscapedAgain() {
    assertThat(new Template("<p>{{m}}</p>").fill(Map.of("m", Markup.text("<"))).html()).isEqualTo("<p>&lt;</p>");
  }

  @Test
  void valueThatLooksLikeAPlace_isNotFilledIn() {
    assertThat(new Template("{{a}}{{b}}").fill(Map.of("a", "{{b}}", "b", "x")).html()).isEqualTo("{{b}}x");
  }

  @Test
  void missingValue_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Template("{{a}}").fill(Map.of())).withMessageContaining("{{a}}");
  }

  @Test
  void missingFile_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Template.load("absent")).withMessageContaining("absent");
  }
}
