package io.asbru.contract.jakarta.app;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Lines {@code name=value}. */
final class Facts {

  private final StringBuilder text = new StringBuilder();

  Facts add(String name, @Nullable Object value) {
    text.append(name).append('=').append(value == null || value.equals("") ? "-" : value).append('\n');
    return this;
  }

  void send(HttpServletResponse response) throws IOException {
    response.setContentType("text/plain;charset=UTF-8");
    response.getWriter().write(text.toString());
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
