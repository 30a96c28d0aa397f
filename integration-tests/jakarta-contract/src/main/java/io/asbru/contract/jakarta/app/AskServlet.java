package io.asbru.contract.jakarta.app;

import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Asks for a sign-in, or a new one, by code. */
@WebServlet("/ask/*")
public class AskServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Inject
  transient SecurityContext context;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
    if (asked(request, response)) {
      response.getWriter().write("asked " + request.getRemoteUser());
    }
  }

  private boolean asked(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
    return switch (request.getPathInfo()) {
      case "/request" -> request.authenticate(response);
      case "/context" -> context.authenticate(request, response, AuthenticationParameters.withParams()) == AuthenticationStatus.SUCCESS;
      case "/again" -> context.authenticate(request, response, AuthenticationParameters.withParams().newAuthentication(true))
          == AuthenticationStatus.SUCCESS;
      default -> throw new ServletException("there is no such way to ask");
    };
  }
}
