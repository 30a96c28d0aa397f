package io.asbru.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One connection to the application over which requests go exactly as they are written, one after the other. */
final class RawConnection implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 20_000;

  private final URI application;
  private final Socket socket;
  private final InputStream in;

  RawConnection(URI application) throws IOException {
    this.application = application;
    socket = new Socket(application.getHost(), application.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends a GET for this request target on a connection of its own. */
  static Answer get(URI application, String target, String... headers) throws IOException {
    try (RawConnection connection = new RawConnection(application)) {
      return connection.send("GET", target, headers);
    }
  }

  /** Sends a request without a body: method, request target, then header lines besides {@code Host}. */
  Answer send(String method, String target, String... headers) throws IOException {
    long start = System.nanoTime();
    StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    if (List.of(headers).stream().noneMatch(header -> header.startsWith("Host:"))) {
      request.append("Host: ").append(application.getRawAuthority()).append("\r\n");
    }
    List.of(headers).forEach(header -> request.append(header).append("\r\n"));
    socket.getOutputStream().write(request.append("\r\n").toString().getBytes(ISO_8859_1));
    int status = Integer.parseInt(line().split(" ")[1]);
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      String[] field = line.split(":", 2);
      fields.computeIfAbsent(field[0].toLowerCase(Locale.ROOT), name -> new ArrayList<>()).add(field[1].strip());
    }
    // Payara neither says how long its answer to CONNECT is nor ends it.
    boolean headAlone = method.equals("HEAD") || method.equals("CONNECT");
    String body = headAlone || status == 204 || status == 304 ? "" : body(fields);
    return new Answer(application, status, fields, body, Duration.ofNanos(System.nanoTime() - start));
  }

  private String body(Map<String, List<String>> fields) throws IOException {
    if (fields.containsKey("content-length")) {
      return new String(exactly(Integer.parseInt(fields.get("content-length").get(0))), UTF_8);
    }
    if (!fields.containsKey("transfer-encoding")) {
      return new String(in.readAllBytes(), UTF_8);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
      bytes.write(exactly(size));
      line();
    }
    line();
    return bytes.toString(UTF_8);
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the body ended early");
    }
    return bytes;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection ended within a line: " + line);
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
