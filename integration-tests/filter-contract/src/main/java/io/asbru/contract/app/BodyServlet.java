package io.asbru.contract.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.util.TreeMap;

/** Reads the body in each of the ways that there are. */
public final class BodyServlet extends HttpServlet {

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
    Facts facts = new Facts();
    switch (String.valueOf(request.getPathInfo())) {
      case "/parameters" -> new TreeMap<>(request.getParameterMap())
          .forEach((name, values) -> facts.put(name, String.join(",", values)));
      case "/stream" -> facts.put("body", new String(request.getInputStream().readAllBytes(), UTF_8));
      case "/reader" -> facts.put("body", request.getReader().readLine());
      case "/parts" -> {
        for (Part part : request.getParts()) {
          facts.put(part.getName(), new String(part.getInputStream().readAllBytes(), UTF_8));
        }
      }
      default -> response.setStatus(404);
    }
    facts.send(response);
  }
}
