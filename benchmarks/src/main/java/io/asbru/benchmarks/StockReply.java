package io.asbru.benchmarks;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What the application answers: a small document, and whether it knows the caller. */
final class StockReply {

  private static final byte[] KNOWN = document(true);
  private static final byte[] UNKNOWN = document(false);

  private StockReply() {}

  private static byte[] document(boolean known) {
    return ("{\"stock\": 7, \"known\": " + known + "}").getBytes(StandardCharsets.UTF_8);
  }

  static void send(boolean known, HttpServletResponse response) throws IOException {
    byte[] body = known ? KNOWN : UNKNOWN;
    response.setContentType("application/json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
