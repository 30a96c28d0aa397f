package io.asbru.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Stands before the servlets that demand something in an application that is not configured: nobody can be let in there. */
final class UnconfiguredFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private final transient GuardedServlets servlets;

  UnconfiguredFilter(GuardedServlets servlets) {
    this.servlets = servlets;
  }

  @Override
  protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
    if (servlets.demand(request).isPresent()) {
      throw new ServletException(
          "@RequiresScopes or @RequiresAuthentication is used, but Asbru is not configured, so that nobody can be let in");
    }
    chain.doFilter(request, response);
  }
}
