package io.asbru.management.cli;

import io.asbru.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A token that somebody has: in a file, in the environment, or asked for. */
final class TokenOptions {

  static final String VARIABLE = "ASBRU_TOKEN";
  private static final long MOST_BYTES = 64 * 1024;

  @Option(names = "--token-file", paramLabel = "FILE", description = "A file that holds the token; - for standard input.")
  @Nullable Path file;

  @Option(names = "--token-env", paramLabel = "NAME", description = "The variable of the environment that holds it (" + VARIABLE + ").")
  @Nullable String variable;

  /** The token that was given, without asking anybody. */
  Optional<Secret> given(Terminal terminal) throws IOException {
    if (file != null) {
      return Optional.of(read(file));
    }
    Optional<Secret> found = terminal.environment().apply(variable == null ? VARIABLE : variable)
        .filter(text -> !text.isBlank()).map(String::strip).map(Secret::of);
    if (variable != null && found.isEmpty()) {
      throw new IllegalArgumentException("the variable " + variable + " is not set");
    }
    return found;
  }

  Secret required(Terminal terminal) throws IOException {
    Optional<Secret> given = given(terminal);
    return given.isPresent() ? given.get() : terminal.prompt().apply("Token").orElseThrow(() ->
        new IllegalArgumentException("there is no token: give --token-file, or set " + VARIABLE));
  }

  /** The content of a file without the white space around it. */
  static Secret read(Path path) throws IOException {
    String content;
    if (path.toString().equals("-")) {
      content = new String(System.in.readNBytes((int) MOST_BYTES), StandardCharsets.UTF_8);
    } else {
      if (Files.size(path) > MOST_BYTES) {
        throw new IllegalArgumentException(path + " is larger than 64 KiB");
      }
      content = Files.readString(path);
    }
    if (content.isBlank()) {
      throw new IllegalArgumentException(path + " is empty");
    }
    return Secret.of(content.strip());
  }
}
