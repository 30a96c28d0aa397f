package io.asbru.sample;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Tells browsers what this application never does, so that they stop whoever tries: no script, style or picture from elsewhere or inside a
 * page, no form that
 * leads away, no frame around it, nothing personal in a cache.
 */
final class SecurityHeaders extends HttpFilter {

  private static final String POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
      + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  @Override
  protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    // Not no-referrer: with it browsers send "Origin: null" with a form, and the form is refused as cross-site.
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cache-Control", request.getServletPath().startsWith("/public/assets/") ? "no-cache" : "no-store");
    chain.doFilter(request, response);
  }
}
