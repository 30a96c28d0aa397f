package io.asbru.settings;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${env.NAME}}, {@code ${sys.NAME}} and {@code ${file:PATH}} in a value; {@code ${env.NAME:-text}} gives a
 * default. A file's content is taken without the white space around it. What is put in is not looked at again.
 */
final class Placeholders {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");
  private static final long MOST_BYTES = 64 * 1024;

  private final Function<String, Optional<String>> environment;
  private final Function<String, Optional<String>> properties;

  Placeholders(Function<String, Optional<String>> environment, Function<String, Optional<String>> properties) {
    this.environment = environment;
    this.properties = properties;
  }

  static Placeholders ofThisMachine() {
    return new Placeholders(name -> Optional.ofNullable(System.getenv(name)),
        name -> Optional.ofNullable(System.getProperty(name)));
  }

  String resolve(String text) throws UnresolvedException {
    Matcher matcher = PLACEHOLDER.matcher(text);
    StringBuilder resolved = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(resolved, Matcher.quoteReplacement(value(matcher.group(1))));
    }
    if (PLACEHOLDER.matcher(text).replaceAll("").contains("${")) {
      throw new UnresolvedException("a ${ has no closing brace.", "Write ${env.NAME}, ${sys.NAME} or ${file:PATH}; put a value that "
          + "holds ${ itself into a file.");
    }
    return matcher.appendTail(resolved).toString().strip();
  }

  private String value(String reference) throws UnresolvedException {
    if (reference.startsWith("file:")) {
      return content(reference.substring("file:".length()));
    }
    int split = reference.indexOf(":-");
    String name = split < 0 ? reference : reference.substring(0, split);
    Optional<String> found;
    if (name.startsWith("env.")) {
      found = environment.apply(name.substring("env.".length()));
    } else if (name.startsWith("sys.")) {
      found = properties.apply(name.substring("sys.".length()));
    } else {
      throw new UnresolvedException("${" + name + "} is no reference that is known.",
          "Write ${env.NAME}, ${sys.NAME} or ${file:PATH}.");
    }
    if (found.isPresent() && !found.get().isBlank()) {
      return found.get();
    }
    if (split >= 0) {
      return reference.substring(split + 2);
    }
    throw new UnresolvedException("${" + name + "} is not set.", name.startsWith("env.")
        ? "Set the environment variable " + name.substring("env.".length()) + " of the server's process."
        : "Start the server with -D" + name.substring("sys.".length()) + "=….");
  }

  private static String content(String name) throws UnresolvedException {
    try {
      Path path = Path.of(name);
      if (Files.size(path) > MOST_BYTES) {
        throw new UnresolvedException("the file " + name + " is larger than 64 KiB.", "Name the file that holds the value.");
      }
      String content = Files.readString(path).strip();
      if (content.isEmpty()) {
        throw new UnresolvedException("the file " + name + " is empty.", "Write the value into it.");
      }
      return content;
    } catch (IOException | InvalidPathException e) {
      throw new UnresolvedException("the file " + name + " cannot be read (" + e.getClass().getSimpleName() + ").",
          "Check the path and that the server's user may read it.");
    }
  }

  /** A reference leads nowhere. */
  static final class UnresolvedException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String remedy;

    UnresolvedException(String problem, String remedy) {
      super(problem);
      this.problem = problem;
      this.remedy = remedy;
    }

    String problem() {
      return problem;
    }

    String remedy() {
      return remedy;
    }
  }
}
