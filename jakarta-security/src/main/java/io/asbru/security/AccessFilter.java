package io.asbru.security;

import io.asbru.HttpReply;
import io.asbru.servlet.PrivateResponse;
import io.asbru.servlet.Replies;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks {@link RequiresScopes} and {@link RequiresAuthentication} on servlets, and answers a request in which the application met an
 * {@link AccessRefusedException}.
 */
final class AccessFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private static final System.Logger LOG = System.getLogger(AccessFilter.class.getName());

  private transient @Nullable AccessGate gate;
  private transient @Nullable GuardedServlets servlets;

  /** Looks at the session cookie too: a listener that is added in code gets no answer to that from the servlet context. */
  @Override
  public void init() {
    try {
      CDI.current().select(SecurityRuntime.class).get().checkSessionCookie(getServletContext());
      gate = CDI.current().select(AccessGate.class).get();
      servlets = GuardedServlets.of(getServletContext());
    } catch (RuntimeException | LinkageError e) {
      // Thrown on, it would take this filter off Payara and GlassFish, which serve the application then without. It stays, and refuses.
      LOG.log(Level.ERROR, "The filter for @RequiresScopes could not be started. Every request is refused.", e);
    }
  }

  @Override
  protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    AccessGate access = gate;
    GuardedServlets guarded = servlets;
    if (access == null || guarded == null) {
      throw new ServletException("the filter for @RequiresScopes was not started");
    }
    if (Identity.isAnswered(request)) {
      // Open Liberty calls an unprotected servlet even if the mechanism has refused the request, or sent the browser away.
      return;
    }
    Optional<HttpReply> refusal = guarded.demand(request).flatMap(demand -> access.refusal(request, demand));
    if (refusal.isPresent()) {
      Replies.send(refusal.get(), response);
      return;
    }
    HttpServletResponse shown = access.tokenInQuery(request) ? new PrivateResponse(response) : response;
    try {
      pass(request, shown, chain);
    } catch (ServletException | RuntimeException e) {
      Optional<AccessRefusedException> refused = refused(e);
      if (refused.isEmpty() || response.isCommitted()) {
        throw e;
      }
      clear(response);
      Replies.send(access.reply(request, refused.get()), response);
    }
  }

  /** Takes back what the application has said, but no cookie: the mechanism may have renewed a sign-in that is kept in one. */
  static void clear(HttpServletResponse response) {
    List<String> cookies = List.copyOf(response.getHeaders("Set-Cookie"));
    response.reset();
    cookies.forEach(cookie -> response.addHeader("Set-Cookie", cookie));
  }

  @SuppressWarnings("try")
  private static void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getDispatcherType() != DispatcherType.ASYNC) {
      chain.doFilter(request, response);
      return;
    }
    try (CurrentRequest.Noted noted = CurrentRequest.dispatched(request)) {
      chain.doFilter(request, response);
    }
  }

  /** Containers and frameworks wrap what a bean throws, some of them more than once. */
  static Optional<AccessRefusedException> refused(Throwable thrown) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Throwable cause = thrown;
    while (cause != null && seen.add(cause)) {
      if (cause instanceof AccessRefusedException refused) {
        return Optional.of(refused);
      }
      cause = cause instanceof ServletException servlet && servlet.getRootCause() != null ? servlet.getRootCause() : cause.getCause();
    }
    return Optional.empty();
  }
}
