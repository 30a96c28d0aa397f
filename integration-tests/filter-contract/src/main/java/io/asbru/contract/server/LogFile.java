package io.asbru.contract.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a server's log said from a moment on.
 *
 * @param file the log
 * @param from how long it was at that moment
 */
public record LogFile(Path file, long from) {

  private static final int MOST_BYTES = 60_000;

  /** From now on. */
  public static LogFile fromNow(Path file) {
    try {
      return new LogFile(file, Files.exists(file) ? Files.size(file) : 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it said since, or the end of it. */
  public String text() {
    if (!Files.exists(file)) {
      return "There is no " + file + "\n";
    }
    try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
      // Shorter than it was: the server has begun a new one.
      long begin = log.length() < from ? 0 : from;
      long start = Math.max(begin, log.length() - MOST_BYTES);
      byte[] bytes = new byte[(int) (log.length() - start)];
      log.seek(start);
      log.readFully(bytes);
      return new String(bytes, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
