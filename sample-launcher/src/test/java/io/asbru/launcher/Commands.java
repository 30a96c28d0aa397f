package io.asbru.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** The commands that the instructions print, pasted into a shell. */
final class Commands {

  private Commands() {}

  static boolean available() throws InterruptedException {
    try {
      Process process = new ProcessBuilder("sh", "-c", "command -v curl sed").redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
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
