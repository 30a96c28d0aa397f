package io.asbru.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.asbru.organization.OrganizationSource;
import io.asbru.settings.PropertySource;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Organizations that each have a file {@code NAME.properties} in a directory, UTF-8. */
final class OrganizationDirectory implements OrganizationSource {

  private static final String SUFFIX = ".properties";
  private static final long MOST_BYTES = 64 * 1024;

  private final Path directory;

  OrganizationDirectory(Path directory) {
    this.directory = directory;
  }

  @Override
  public Optional<PropertySource> find(String name) {
    Path file = directory.resolve(name + SUFFIX);
    try {
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      if (Files.size(file) > MOST_BYTES) {
        throw new UncheckedIOException(new IOException(file + " is larger than 64 KiB"));
      }
      return Optional.of(read(file));
    } catch (NoSuchFileException removedMeanwhile) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    } catch (IllegalArgumentException e) {
      // Of a malformed escape; the message would quote the value.
      throw new IllegalStateException(file + " is malformed: a \\u is not followed by four digits");
    }
  }

  private static PropertySource read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = new StringReader(Files.readString(file, UTF_8))) {
      properties.load(reader);
    }
    return new PropertySource() {
      @Override
      public Optional<String> get(String key) {
        return Optional.ofNullable(properties.getProperty(key));
      }

      @Override
      public Set<String> keys() {
        return properties.stringPropertyNames();
      }

      @Override
      public String describe(String key) {
        return file.getFileName() + ", " + key;
      }
    };
  }

  @Override
  public Set<String> names() {
    try (Stream<Path> files = Files.list(directory)) {
      Set<String> names = new TreeSet<>();
      files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length())).filter(OrganizationSource::possible).forEach(names::add);
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(directory + " cannot be read", e);
    }
  }
}
