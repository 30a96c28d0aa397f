package io.asbru.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {

  @ParameterizedTest
  @CsvSource({
      "/, /, true",
      "/, /a, false",
      "/a, /a, true",
      "/a, /a/, true",
      "/a/, /a, true",
      "/a, /ab, false",
      "/a, /a/b, false",
      "/a, /, false",
      "/a, /A, false",
      "/**, /, true",
      "/**, /a, true",
      "/**, /a/b/c.html, true",
      "/a/**, /a, true",
      "/a/**, /a/, true",
      "/a/**, /a/b/c, true",
      "/a/**, /ab, false",
      "/a/**, /b/a, false",
      "/a/**, /, false",
      "/a/*, /a/b, true",
      "/a/*, /a/b/, true",
      "/a/*, /a, false",
      "/a/*, /a/, false",
      "/a/*, /a/b/c, false",
      "/*, /a, true",
      "/*, /, false",
      "/*.html, /index.html, true",
      "/*.html, /.html, true",
      "/*.html, /index.html/x, false",
      "/*.html, /index.htm, false",
      "/a/*/c, /a/b/c, true",
      "/a/*/c, /a/b/d, false",
      "/a/*/c, /a//c, false",
      "/a/*/**, /a/b, true",
      "/a/*/**, /a/b/c/d, true",
      "/a/*/**, /a, false",
      "/img-*-big.*, /img-7-big.png, true",
      "/img-*-big.*, /img-7-small.png, false",
      "/*a*a*a*b, /aaaaaaaaaaaaaaaaaaaaaaaa, false",
      "/a/*, ;a/b, false",
      "/a/**, ;a/b, false"})
  void pattern_matchesThePathsMeant(String pattern, String path, boolean matches) throws RuleFaultException {
    assertThat(PathPattern.parse(pattern).matches(path, PathPattern.end(path))).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({"/, 0", "/**, 0", "/*, 0", "/a, 2", "/a/, 2", "/a/**, 2", "/a/b, 4", "/a/*, 2", "/a/b*, 2", "/a/*/c, 2", "/a/b/*.html, 4", "/a/*/b/*, 2",
      "/.well-known/a, 0", "/a/.b, 0", "/a b, 0", "/ä, 0", "/ሴ, 0", "/a./**, 3"})
  void plainFront_isWhatEveryPathHasThatMatches(String pattern, int characters) throws RuleFaultException {
    assertThat(PathPattern.parse(pattern).plainLength()).isEqualTo(characters);
  }

  @ParameterizedTest
  @CsvSource({
      "/**, /a, true",
      "/**, /, true",
      "/**, /a/**, true",
      "/a/**, /a, true",
      "/a/**, /a/b/**, true",
      "/a/**, /a/*, true",
      "/a/**, /**, false",
      "/a/**, /ab, false",
      "/a/*, /a/b, true",
      "/a/*, /a/b/**, false",
      "/a/*, /a/*.html, true",
      "/a/*.html, /a/*, false",
      "/a/*.html, /a/index.html, true",
      "/a/*.html, /a/x*.html, true",
      "/a/b, /a/*, false",
      "/a/*/**, /a/b, true",
      "/a/*/**, /a, false",
      "/a/*/**, /a/**, false",
      "/a*, /*a, false"})
  void earlierPattern_coversWhatNothingIsLeftOf(String earlier, String later, boolean covers) throws RuleFaultException {
    assertThat(PathPattern.parse(earlier).covers(PathPattern.parse(later))).isEqualTo(covers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "*.html", "**", "//", "/a//b", "/a/**/b", "/**.html", "/a**", "/a/../b", "/./a", "/a%20b", "/a;x", "/a\\b",
      "/{id}", "/a?b", "/a#b"})
  void patternThatNoPathCanMatch_isAFault(String pattern) {
    assertThatExceptionOfType(RuleFaultException.class).isThrownBy(() -> PathPattern.parse(pattern))
        .satisfies(fault -> assertThat(fault.remedy()).isNotBlank());
  }
}
