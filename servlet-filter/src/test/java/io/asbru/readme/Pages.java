package io.asbru.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The project's pages, found from whatever directory a test runs in. */
final class Pages {

  private static final Pattern FENCED = Pattern.compile("(?ms)^ *```(\\w*)\\R(.*?)^ *```$");

  private Pages() {}

  /** The project's directory. */
  static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(directory.resolve(".mvn"))) {
      directory = directory.getParent();
    }
    return directory;
  }

  static String read(String name) {
    return read(root().resolve(name));
  }

  static String read(Path file) {
    try {
      return Files.readString(file).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The project's own files with this ending, without what a build makes. */
  static List<Path> files(String ending) {
    return files(root(), ending);
  }

  /** The same below this directory. */
  static List<Path> files(Path directory, String ending) {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path entry : entries.sorted().toList()) {
        String name = entry.getFileName().toString();
        if (Files.isDirectory(entry) && !name.equals("target") && !name.startsWith(".")) {
          found.addAll(files(entry, ending));
        } else if (name.endsWith(ending)) {
          found.add(entry);
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return found;
  }

  /** The fenced blocks of this language. */
  static List<String> blocks(String page, String language) {
    return FENCED.matcher(page).results().filter(block -> block.group(1).equals(language)).map(block -> block.group(2)).toList();
  }

  static String withoutBlocks(String page) {
    return FENCED.matcher(page).replaceAll("");
  }

  /** What stands below a heading of the second level, down to the next. */
  static String section(String page, String heading) {
    Matcher section = Pattern.compile("(?ms)^## " + Pattern.quote(heading) + "$(.*?)(^## |\\z)").matcher(page);
    if (!section.find()) {
      throw new AssertionError("There is no section " + heading);
    }
    return section.group(1);
  }
}
