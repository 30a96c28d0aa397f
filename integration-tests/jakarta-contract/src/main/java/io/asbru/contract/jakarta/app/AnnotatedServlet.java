package io.asbru.contract.jakarta.app;

import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A servlet with constraints of the container's own by annotation. */
@WebServlet("/annotated")
@ServletSecurity(@HttpConstraint(rolesAllowed = "managers"))
public class AnnotatedServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.getWriter().write("manager " + request.getRemoteUser());
  }
}
