package io.asbru.contract.app;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Asks the container for a sign-in or a sign-out, as the servlet API lets an application do. */
public final class AskServlet extends HttpServlet {

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
    switch (String.valueOf(request.getPathInfo())) {
      case "/authenticate" -> {
        if (request.authenticate(response)) {
          WhoServlet.describe(request).send(response);
        }
      }
      case "/login" -> login(request, response);
      case "/logout" -> {
        Facts facts = new Facts().put("before", request.getRemoteUser());
        request.logout();
        facts.put("after", request.getRemoteUser()).send(response);
      }
      default -> response.setStatus(404);
    }
  }

  private static void login(HttpServletRequest request, HttpServletResponse response) throws IOException {
    try {
      request.login("Charlie", "jG9A5KrX");
      new Facts().put("login", "succeeded").send(response);
    } catch (ServletException e) {
      new Facts().put("login", e.getMessage()).put("user", request.getRemoteUser()).send(response);
    }
  }
}
