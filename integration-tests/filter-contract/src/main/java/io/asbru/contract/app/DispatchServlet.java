package io.asbru.contract.app;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Hands the request on to {@code to}, or fails. */
public final class DispatchServlet extends HttpServlet {

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
    switch (String.valueOf(request.getPathInfo())) {
      case "/forward" -> to(request).forward(request, response);
      case "/include" -> to(request).include(request, response);
      case "/error" -> response.sendError(Integer.parseInt(request.getParameter("status")));
      case "/throw-servlet" -> throw new ServletException("thrown by the application");
      case "/throw-runtime" -> throw new IllegalStateException("thrown by the application");
      case "/throw-io" -> throw new IOException("thrown by the application");
      default -> response.setStatus(404);
    }
  }

  private static RequestDispatcher to(HttpServletRequest request) {
    return request.getRequestDispatcher(request.getParameter("to"));
  }
}
