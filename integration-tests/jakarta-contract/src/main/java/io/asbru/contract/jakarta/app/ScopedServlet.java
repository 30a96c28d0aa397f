package io.asbru.contract.jakarta.app;

import io.asbru.security.RequiresScopes;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A servlet that no constraint protects but scopes do. */
@WebServlet("/scoped/*")
@RequiresScopes("read_stores")
public class ScopedServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.getWriter().write("read " + request.getRemoteUser());
  }

  @Override
  @RequiresScopes("write_stores")
  protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.getWriter().write("written " + request.getRemoteUser() + " " + request.getParameter("name"));
  }
}
