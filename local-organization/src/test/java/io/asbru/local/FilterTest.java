package io.asbru.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.Test;

class FilterTest {

  private static final Map<String, List<String>> KIM = Map.of("username", List.of("Kim"), "emails",
      List.of("kim@a.example", "kim@b.example"), "note", List.of("one and two (or \"three\")"));

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      userName eq kim                                   | true
      USERNAME EQ "KIM"                                 | true
      userName ne kim                                   | false
      userName eq ki                                    | false
      userName sw ki                                    | true
      userName ew im                                    | true
      userName co i                                     | true
      userName gt jim                                   | true
      userName lt jim                                   | false
      emails eq kim@b.example                           | true
      title pr                                          | false
      emails pr                                         | true
      not (title pr)                                    | true
      userName eq tim or emails ew b.example            | true
      userName eq tim or userName eq kim and title pr   | false
      (userName eq tim or userName eq kim) and emails pr | true
      note eq "one and two (or \\"three\\")"            | true
      title ne x                                        | true
      """)
  void filter_letsPassWhatItSays(String filter, boolean passes) {
    assertThat(Filter.parse(filter.trim()).orElseThrow().test(name -> KIM.getOrDefault(name, List.of()))).isEqualTo(passes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "userName", "userName eq", "userName is kim", "(userName eq kim", "userName eq kim)",
      "userName eq \"kim", "userName eq \"kim\" and", "eq", "not", "not not not"})
  void whatIsNoFilter_isNotTaken(String filter) {
    assertThat(Filter.parse(filter)).isEmpty();
  }

  @Test
  void hostileFilters_areNotTaken() {
    assertThat(Filter.parse("(".repeat(500) + "a pr" + ")".repeat(500))).isEmpty();
    assertThat(Filter.parse("not ".repeat(200) + "a pr")).isEmpty();
    assertThat(Filter.parse("a eq " + "x".repeat(2_000))).isEmpty();
  }
}
