package io.asbru.contract.jakarta.small;

import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Greets whoever is known. */
@WebServlet("/private/*")
@ServletSecurity(@HttpConstraint(rolesAllowed = "**"))
public class GreetingServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.getWriter().write("user=" + request.getRemoteUser() + "\n");
  }
}
