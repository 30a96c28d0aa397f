package io.asbru.benchmarks;

import io.asbru.HttpReply;
import io.asbru.HttpReply.Header;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** One reply, whatever is asked: what an application pays that refuses by itself and has nothing to decide. */
final class FixedReply implements Filter {

  private final int status;
  private final String contentType;
  private final Header[] headers;
  private final byte[] body;

  FixedReply(HttpReply reply) {
    status = reply.status();
    contentType = reply.header("Content-Type").orElseThrow();
    headers = reply.headers().stream().filter(header -> !header.name().equals("Content-Type")).toArray(Header[]::new);
    body = reply.body().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException {
    HttpServletResponse http = (HttpServletResponse) response;
    http.setStatus(status);
    for (Header header : headers) {
      http.setHeader(header.name(), header.value());
    }
    http.setContentType(contentType);
    http.setContentLength(body.length);
    http.getOutputStream().write(body);
  }
}
