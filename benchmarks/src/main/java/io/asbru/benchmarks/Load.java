package io.asbru.benchmarks;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A load generator: a few connections that are kept open, each of which sends one request after the other as fast as it gets responses. It
 * does little more than to move bytes, so that it takes little of the machine that it shares with the server.
 */
final class Load {

  private static final int CONNECTIONS = 8;
  private static final byte[] LENGTH = "\r\ncontent-length:".getBytes(StandardCharsets.US_ASCII);
  private static final int MOST_HEADER_BYTES = 8 * 1024;

  private final int port;

  Load(int port) {
    this.port = port;
  }

  /**
   * How many requests a second are answered.
   *
   * @param authorizations the header fields of requests, used in turn; {@code null} for none
   * @param status what each response must have
   * @param millis for how long requests are made
   * @param all whether each is made once at least, however long that takes
   */
  double perSecond(String path, @Nullable String[] authorizations, int status, long millis, boolean all) throws Exception {
    List<byte[]> requests = new ArrayList<>();
    for (String authorization : authorizations) {
      requests.add(("GET " + path + " HTTP/1.1\r\nHost: shop.example\r\nUser-Agent: stock-service/2.1\r\nAccept: application/json\r\n"
          + (authorization == null ? "" : "Authorization: " + authorization + "\r\n") + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      long begin = System.nanoTime();
      long end = begin + TimeUnit.MILLISECONDS.toNanos(millis);
      List<Callable<Long>> connections = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        int first = i * requests.size() / CONNECTIONS;
        int least = all ? Math.max(1, (i + 1) * requests.size() / CONNECTIONS - first) : 1;
        connections.add(() -> answered(requests, first, least, status, end));
      }
      long answered = 0;
      for (Future<Long> connection : threads.invokeAll(connections)) {
        answered += connection.get();
      }
      return answered * 1e9 / (System.nanoTime() - begin);
    } finally {
      threads.shutdownNow();
    }
  }

  private long answered(List<byte[]> requests, int first, int least, int status, long end) throws IOException {
    byte[] expected = ("HTTP/1.1 " + status + " ").getBytes(StandardCharsets.US_ASCII);
    byte[] header = new byte[MOST_HEADER_BYTES];
    long count = 0;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      int next = first;
      while (count < least || System.nanoTime() < end) {
        socket.getOutputStream().write(requests.get(next));
        read(in, header, expected);
        next = (next + 1) % requests.size();
        count++;
      }
    }
    return count;
  }

  /** Reads one response to its end. */
  private static void read(InputStream in, byte[] header, byte[] expected) throws IOException {
    int length = 0;
    while (length < 4 || header[length - 4] != '\r' || header[length - 2] != '\r' || header[length - 1] != '\n') {
      int read = in.read();
      if (read < 0) {
        throw new EOFException("the server closed the connection");
      }
      header[length++] = (byte) read;
    }
    for (int i = 0; i < expected.length; i++) {
      if (header[i] != expected[i]) {
        throw new IOException("not the status expected: " + new String(header, 0, length, StandardCharsets.US_ASCII).lines().findFirst());
      }
    }
    in.skipNBytes(contentLength(header, length));
  }

  private static int contentLength(byte[] header, int length) throws IOException {
    for (int i = 0; i + LENGTH.length < length; i++) {
      int matched = 0;
      while (matched < LENGTH.length && Character.toLowerCase(header[i + matched]) == LENGTH[matched]) {
        matched++;
      }
      if (matched == LENGTH.length) {
        int end = i + matched;
        while (header[end] != '\r') {
          end++;
        }
        return Integer.parseInt(new String(header, i + matched, end - i - matched, StandardCharsets.US_ASCII).strip());
      }
    }
    throw new IOException("a response without Content-Length: "
        + new String(header, 0, length, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT));
  }
}
