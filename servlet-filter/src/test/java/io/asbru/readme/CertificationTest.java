package io.asbru.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/certification.md names tests; each of them has to exist. */
class CertificationTest {

  private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");

  @Test
  void everyTestNamed_exists() {
    List<Path> sources = Pages.files(".java");
    List<MatchResult> named = NAMED.matcher(Pages.read("docs/certification.md")).results().toList();
    assertThat(named).hasSizeGreaterThan(40);
    assertThat(named).allSatisfy(test -> assertThat(sources)
        .as(test.group())
        .filteredOn(file -> file.getFileName().toString().equals(test.group(1) + ".java"))
        .anyMatch(file -> Pattern.compile("(?m)^  void " + test.group(2) + "\\(").matcher(Pages.read(file)).find()));
  }
}
