package io.asbru.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A response that keeps what was done to it, in order. */
final class StubResponse extends Stub {

  final List<String> calls = new ArrayList<>();
  final ByteArrayOutputStream body = new ByteArrayOutputStream();
  int status = 200;
  boolean committed;
  boolean writerInUse;
  private final PrintWriter writer = new PrintWriter(body, true, StandardCharsets.UTF_8);

  StubResponse() {
    on("isCommitted", none -> committed);
    on("resetBuffer", none -> {
      body.reset();
      return null;
    });
    on("setContentType", value -> calls.add("type " + value[0]));
    on("getHeaders", name -> List.of());
    on("setHeader", pair -> calls.add("set " + pair[0] + ": " + pair[1]));
    on("addHeader", pair -> calls.add("add " + pair[0] + ": " + pair[1]));
    on("setContentLength", length -> calls.add("length " + length[0]));
    on("setStatus", code -> {
      status = (Integer) code[0];
      return calls.add("status " + status);
    });
    on("getWriter", none -> writer);
    on("getOutputStream", none -> {
      if (writerInUse) {
        throw new IllegalStateException("getWriter was called");
      }
      return new ServletOutputStream() {
        @Override
        public void write(int b) {
          body.write(b);
        }

        @Override
        public boolean isReady() {
          return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
          throw new UnsupportedOperationException();
        }
      };
    });
  }

  String text() {
    writer.flush();
    return body.toString(StandardCharsets.UTF_8);
  }

  HttpServletResponse make() {
    return as(HttpServletResponse.class);
  }
}
