package io.asbru.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionsTest {

  private final Expressions expressions = new Expressions(expression -> "<" + expression + ">");

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "plain | plain",
      "#{bean.id} | <bean.id>",
      "${bean.id} | <bean.id>",
      "a#{b}c${d}e | a<b>c<d>e",
      "${env.NAME} | ${env.NAME}",
      "${sys.name:-x} | ${sys.name:-x}",
      "${file:/run/secrets/x} | ${file:/run/secrets/x}",
      "${env.A}#{b} | ${env.A}<b>",
      "#{m['}']} | <m['}']>",
      "#{{1,2}.stream()} | <{1,2}.stream()>",
      "#{open | #{open",
      "cost: 5$ #1 | cost: 5$ #1"})
  void expressions_areReplacedAndPlaceholdersAreNot(String text, String expected) {
    assertThat(expressions.apply(text)).isEqualTo(expected);
  }

  @Test
  void arrayYieldsItsElements() {
    assertThat(new Expressions(name -> new String[] {"openid", "read_stores"}).apply("#{config.scopes}")).isEqualTo("openid read_stores");
  }

  @Test
  void collection_yieldsItsElements() {
    assertThat(new Expressions(expression -> List.of("openid", "profile")).apply("#{scopes}")).isEqualTo("openid profile");
  }

  @Test
  void nothing_yieldsNothing() {
    assertThat(new Expressions(expression -> null).apply("#{none}")).isEmpty();
  }
}
