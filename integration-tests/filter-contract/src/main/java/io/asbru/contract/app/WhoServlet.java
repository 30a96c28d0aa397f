package io.asbru.contract.app;

import io.asbru.Caller;
import io.asbru.servlet.OAuthFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.List;
import java.util.TreeSet;

/** Tells by every way that an application has who makes the request. Answers every method. */
public final class WhoServlet extends HttpServlet {

  private static final List<String> ROLES = List.of("store-reader", "store-manager", "**");

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
    describe(request).send(response);
  }

  static Facts describe(HttpServletRequest request) {
    Principal principal = request.getUserPrincipal();
    Facts facts = new Facts()
        .put("dispatch", request.getDispatcherType())
        .put("method", request.getMethod())
        .put("path", request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo()))
        .put("query", request.getQueryString())
        .put("principal", principal == null ? null : principal.getName())
        .put("user", request.getRemoteUser())
        .put("auth", request.getAuthType())
        .put("session", request.getSession(false) == null ? null : "present")
        .put("thread", Thread.currentThread().getName());
    for (String role : ROLES) {
      facts.put("role " + role, request.isUserInRole(role));
    }
    OAuthFilter.caller(request).ifPresentOrElse(caller -> describe(caller, request, facts), () -> facts.put("caller", null));
    return facts;
  }

  private static void describe(Caller caller, HttpServletRequest request, Facts facts) {
    facts.put("caller", caller)
        .put("attribute", caller.equals(request.getAttribute(OAuthFilter.CALLER)))
        .put("kind", caller.kind())
        .put("subject", caller.subject().orElse(null))
        .put("client", caller.clientId().orElse(null))
        .put("organization", caller.organization().orElse(null))
        .put("scopes", String.join(" ", new TreeSet<>(caller.scopes())))
        .put("roles", String.join(" ", new TreeSet<>(caller.roles())))
        .put("groups", String.join(" ", new TreeSet<>(caller.groups())))
        .put("claims", String.join(" ", new TreeSet<>(caller.claims().keySet())))
        .put("expires", caller.expiresAt().orElse(null));
  }
}
