package io.asbru.readme;

import io.asbru.Caller;
import io.asbru.servlet.OAuthFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

final class GreetingServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  // What follows stands in README.md; ReadmeTest compares.
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Caller caller = OAuthFilter.caller(request).orElseThrow(); // the rule lets nobody in who is not known
    response.setContentType("text/plain;charset=UTF-8");
    response.getWriter().println("Hello, " + (caller.user() ? "user " : "application ") + caller.getName());
    if (caller.hasScope("write_stores")) {
      response.getWriter().println("You may add stores.");
    }
  }
}
