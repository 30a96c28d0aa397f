package io.asbru.contract.jakarta.app;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;

/** Passes requests on, signs out, keeps things in the session, fails. */
@WebServlet(urlPatterns = "/do/*", asyncSupported = true)
public class DispatchServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
    switch (request.getPathInfo()) {
      case "/forward" -> request.getRequestDispatcher("/public/forwarded").forward(request, response);
      case "/async" -> {
        AsyncContext async = request.startAsync();
        async.dispatch("/public/dispatched");
      }
      case "/error" -> response.sendError(HttpServletResponse.SC_CONFLICT);
      case "/exception" -> throw new IllegalStateException("thrown by the application");
      case "/logout" -> {
        request.logout();
        response.getWriter().write("user=" + (request.getUserPrincipal() == null ? "-" : "still " + request.getRemoteUser()) + "\n");
      }
      case "/remember" -> {
        HttpSession session = request.getSession();
        session.setAttribute("remembered", request.getParameter("what"));
        response.getWriter().write("remembered");
      }
      case "/recall" -> {
        HttpSession session = request.getSession(false);
        response.getWriter().write("remembered=" + (session == null ? "-" : session.getAttribute("remembered")) + "\n");
      }
      case "/cached" -> {
        response.setHeader("Cache-Control", "public, max-age=60");
        response.getWriter().write("cached");
      }
      case "/body" -> response.getWriter().write("parameter=" + request.getParameter("what") + "\n");
      default -> throw new ServletException("there is no such thing to do");
    }
  }
}
