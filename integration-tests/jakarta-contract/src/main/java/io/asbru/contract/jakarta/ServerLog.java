package io.asbru.contract.jakarta;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Shows what the server's log said during a test that failed. */
final class ServerLog implements BeforeTestExecutionCallback, AfterTestExecutionCallback {

  private static final int MOST_BYTES = 60_000;
  private static final String FILE = System.getProperty("contract.log", "");

  private long before;

  @Override
  public void beforeTestExecution(ExtensionContext context) throws IOException {
    before = length();
  }

  @Override
  public void afterTestExecution(ExtensionContext context) throws IOException {
    if (context.getExecutionException().isPresent() && !FILE.isEmpty()) {
      System.err.println("--- " + FILE + " during " + context.getDisplayName() + " ---\n" + since(before) + "---");
    }
  }

  private static long length() throws IOException {
    if (FILE.isEmpty()) {
      return 0;
    }
    try (RandomAccessFile file = new RandomAccessFile(FILE, "r")) {
      return file.length();
    }
  }

  private static String since(long from) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(FILE, "r")) {
      long start = Math.max(Math.min(from, file.length()), file.length() - MOST_BYTES);
      byte[] bytes = new byte[(int) (file.length() - start)];
      file.seek(start);
      file.readFully(bytes);
      return new String(bytes, UTF_8);
    }
  }
}
