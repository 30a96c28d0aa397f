package io.asbru.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholdersTest {

  private final Map<String, String> environment = Map.of("HOST", "idp.example", "SECRET", "a${env.HOST}$1\\b", "EMPTY", " ");
  private final Map<String, String> properties = Map.of("port", "9443");
  private final Placeholders placeholders = new Placeholders(
      name -> Optional.ofNullable(environment.get(name)), name -> Optional.ofNullable(properties.get(name)));

  @TempDir
  private Path directory;

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "plain | plain",
      "https://${env.HOST}:${sys.port}/x | https://idp.example:9443/x",
      "${env.NONE:-other} | other",
      "${env.NONE:-a:-b} | a:-b",
      "${env.EMPTY:-other} | other",
      "${env.HOST:-other} | idp.example",
      "${env.NONE:-} | ''",
      "$1 $ {x} } | $1 $ {x} }"})
  void references_areReplaced(String text, String expected) throws Exception {
    assertThat(placeholders.resolve(text)).isEqualTo(expected);
  }

  @Test
  void whatIsPutIn_isNotLookedAtAgain() throws Exception {
    assertThat(placeholders.resolve("${env.SECRET}")).isEqualTo("a${env.HOST}$1\\b");
  }

  @Test
  void file_isTakenWithoutTheSpaceAroundIt() throws Exception {
    assertThat(placeholders.resolve("${file:" + write("  s3cret\n") + "}")).isEqualTo("s3cret");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "${env.NONE} | ${env.NONE} is not set. | Set the environment variable NONE of the server's process.",
      "${env.EMPTY} | ${env.EMPTY} is not set. | Set the environment variable EMPTY of the server's process.",
      "${sys.none} | ${sys.none} is not set. | Start the server with -Dnone=….",
      "x${env.HOST | a ${ has no closing brace. | Write ${env.NAME}, ${sys.NAME} or ${file:PATH}; put a value that holds ${ itself "
          + "into a file.",
      "${HOST} | ${HOST} is no reference that is known. | Write ${env.NAME}, ${sys.NAME} or ${file:PATH}.",
      "${} | ${} is no reference that is known. | Write ${env.NAME}, ${sys.NAME} or ${file:PATH}."})
  void unresolvedReference_isToldWithARemedy(String text, String problem, String remedy) {
    assertThatThrownBy(() -> placeholders.resolve(text)).isInstanceOfSatisfying(Placeholders.UnresolvedException.class, e -> {
      assertThat(e.problem()).isEqualTo(problem);
      assertThat(e.remedy()).isEqualTo(remedy);
    });
  }

  @Test
  void fileThatCannotBeUsed_isToldWithoutItsContent() throws Exception {
    Path binary = Files.write(directory.resolve("binary"), new byte[] {(byte) 0xc3, 0x28});
    for (Path path : new Path[] {directory.resolve("absent"), directory, write(" \n"), write("top-secret".repeat(10_000)), binary}) {
      assertThatThrownBy(() -> placeholders.resolve("${file:" + path + "}")).isInstanceOf(Placeholders.UnresolvedException.class)
          .hasMessageContaining(path.toString()).hasMessageNotContaining("top-secret");
    }
    assertThatThrownBy(() -> placeholders.resolve("${file:\u0000}")).isInstanceOf(Placeholders.UnresolvedException.class);
  }

  private Path write(String content) throws IOException {
    return Files.writeString(Files.createTempFile(directory, "secret", ""), content);
  }
}
