package io.asbru.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The directory of a web application that consists of a descriptor, for servers that take it from there. Deleted in the end. */
public final class ApplicationDirectory implements AutoCloseable {

  private final Path path;

  /** Writes the descriptor into a new directory. */
  public ApplicationDirectory(Deployment deployment) {
    try {
      path = Files.createTempDirectory("contract");
      Files.writeString(Files.createDirectory(path.resolve("WEB-INF")).resolve("web.xml"), deployment.webXml());
      Files.createDirectory(temporary());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the descriptor into a copy of an unpacked WAR file, for servers whose class path has nothing of the contract.
   *
   * @param unpacked its classes and libraries
   */
  public ApplicationDirectory(Deployment deployment, Path unpacked) {
    this(deployment);
    try (Stream<Path> all = Files.walk(unpacked)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        Path copy = path.resolve(unpacked.relativize(each).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(each, copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the application lies. */
  public Path path() {
    return path;
  }

  /** The descriptor. */
  public Path descriptor() {
    return path.resolve("WEB-INF").resolve("web.xml");
  }

  /** A directory for what the server writes. */
  public Path temporary() {
    return path.resolve("WEB-INF").resolve("temporary");
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
