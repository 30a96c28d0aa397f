package io.asbru.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The commands of the README's quick start, pasted into a shell. */
class ReadmeCommandsIT {

  private static final Pattern SHELL_BLOCK = Pattern.compile("(?ms)^```sh\\R(.*?)^```$");

  @Test
  void commandsOfTheQuickStart_workWhenPasted() throws Exception {
    Commands.assumeAvailable();
    try (RunningLauncher launcher = RunningLauncher.start(FreePort.find(), FreePort.find())) {
      launcher.awaitLine("Ctrl-C ends everything.");

      String output = Commands.run(quickStart()
          .replace("http://localhost:8080", launcher.addresses().sample())
          .replace("http://localhost:8090", launcher.addresses().organizationBase())
          .replace("sample-war/target/onboarded-8080",
              Onboarding.directory(Path.of(System.getProperty("sample.war")), launcher.addresses().samplePort()).toString()));

      assertThat(output.lines().filter(line -> line.startsWith("HTTP/1.1 "))).containsExactly(
          "HTTP/1.1 401 Unauthorized", "HTTP/1.1 200 OK", "HTTP/1.1 403 Forbidden", "HTTP/1.1 200 OK");
      assertThat(output).contains("\"scope\":\"read_stores\"").contains("insufficient_scope").contains("\"active\":true");
    }
  }

  private static String quickStart() throws Exception {
    String readme = Files.readString(Path.of("..", "README.md"));
    String section = readme.substring(readme.indexOf("\n## Quick start"), readme.indexOf("\n## From zero to a protected application"));
    return SHELL_BLOCK.matcher(section).results().map((MatchResult block) -> block.group(1)).filter(block -> block.contains("curl"))
        .collect(Collectors.joining());
  }
}
