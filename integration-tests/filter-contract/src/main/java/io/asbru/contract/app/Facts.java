package io.asbru.contract.app;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a servlet has to tell the tests: names and values, one pair in each line. What is absent is {@code -}. */
final class Facts {

  private final Map<String, String> facts = new LinkedHashMap<>();

  Facts put(String name, @Nullable Object value) {
    facts.put(name, value == null ? "-" : value.toString().replace("\n", "\\n"));
    return this;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    facts.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    return text.toString();
  }

  void send(HttpServletResponse response) throws IOException {
    response.setContentType("text/plain;charset=UTF-8");
    response.getWriter().write(toString());
  }
}
