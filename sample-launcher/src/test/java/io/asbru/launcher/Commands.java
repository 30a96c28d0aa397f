package io.asbru.launcher;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** The commands that the instructions print, pasted into a shell. */
final class Commands {

  private Commands() {}

  /**
   * Leaves out a test that pastes commands where there is nothing to paste them into: the README's two commands need a JDK and Maven alone, on Windows
   * too. {@code .ci/run} installs what is needed, and fails if any test was left out.
   */
  static void assumeAvailable() throws InterruptedException {
    assumeTrue(available(), "The commands of the README are not tested here: that takes sh, curl and sed.");
  }

  private static boolean available() throws InterruptedException {
    try {
      Process process = new ProcessBuilder("sh", "-c", "command -v curl && command -v sed").redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** What stands between the words that announce the commands and those after them. */
  static String of(String instructions) {
    return instructions.lines()
        .dropWhile(line -> !line.startsWith("Commands to copy")).skip(1)
        .takeWhile(line -> !line.startsWith("Stop the organization"))
        .map(String::strip)
        .collect(Collectors.joining("\n"));
  }

  /** Runs them as a terminal would, by standard input, and gives what they write. */
  static String run(String commands) throws IOException {
    Process shell = new ProcessBuilder("sh").redirectErrorStream(true).start();
    try (var in = shell.getOutputStream()) {
      in.write(commands.getBytes(StandardCharsets.UTF_8));
    }
    return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
