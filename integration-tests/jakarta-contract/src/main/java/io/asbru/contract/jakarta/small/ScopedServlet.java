package io.asbru.contract.jakarta.small;

import io.asbru.security.RequiresScopes;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Relies on Asbru, whether it is configured or not. */
@WebServlet("/scoped/*")
@RequiresScopes("read_stores")
public class ScopedServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.getWriter().write("user=" + request.getRemoteUser() + "\n");
  }
}
