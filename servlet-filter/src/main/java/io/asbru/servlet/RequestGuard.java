package io.asbru.servlet;

import io.asbru.AuthenticationResult;
import io.asbru.AuthenticationResult.Anonymous;
import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Credential;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.Requirement;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request through, as somebody or as nobody, or answers it. A path is decided on once in a request's life: when it comes in, or when
 * an asynchronous dispatch leads to it. Forwards, includes and error pages are the application's own doing and keep the identity.
 */
final class RequestGuard {

  private static final System.Logger LOG = System.getLogger(OAuthFilter.class.getName());

  private final Engine engine;
  private final Rules rules;
  private final boolean allowCorsPreflight;
  /** That of the application; empty unless it is plain up to the end of its last segment. */
  private final String plainContextPath;

  RequestGuard(Engine engine, Rules rules, boolean allowCorsPreflight, String contextPath) {
    this.engine = engine;
    this.rules = rules;
    this.allowCorsPreflight = allowCorsPreflight;
    plainContextPath = RequestPath.obviouslyPlain(contextPath, 0) && !contextPath.endsWith("/") ? contextPath : "";
  }

  /** Calls the chain or sends a reply. There is no {@code try} around the chain: what the application throws is its own. */
  void guard(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
    AuthenticatedRequest known = AuthenticatedRequest.around(request, engine);
    if (keepsIdentity(request.getDispatcherType(), known)) {
      chain.doFilter(known != null ? request : AuthenticatedRequest.kept(request, response, engine, dispatched(request)), response);
      return;
    }
    String dispatched;
    try {
      dispatched = dispatched(request);
    } catch (IllegalArgumentException e) {
      // Jetty's, for an ambiguous path, also where it is set to let such paths through.
      refuse(Verdict.AMBIGUOUS, request, response, "/");
      return;
    }
    // Looked up before the path is judged: the front that a rule has needs no look again.
    PathRules ofDispatched = rules.of(dispatched);
    Optional<String> path = path(request, dispatched, ofDispatched.plainLength());
    if (path.isEmpty()) {
      refuse(Verdict.AMBIGUOUS, request, response, "/");
      return;
    }
    if (known != null && known.path().equals(path.get())) {
      chain.doFilter(request, response);
      return;
    }
    Verdict verdict = verdict(request, path.get(), ofDispatched);
    if (verdict instanceof Verdict.Demands demands) {
      authenticate(demands.requirement(), path.get(), known, request, response, chain);
    } else if (verdict instanceof Verdict.Refuses refuses) {
      refuse(refuses, request, response, path.get());
    } else {
      throw new AssertionError(verdict);
    }
  }

  /** A forward of a request that has not come by here yet is taken like one that comes in, so that nothing gets around the rules. */
  private static boolean keepsIdentity(DispatcherType type, @Nullable AuthenticatedRequest known) {
    return type == DispatcherType.INCLUDE || type == DispatcherType.ERROR || type == DispatcherType.FORWARD && known != null;
  }

  private void authenticate(Requirement requirement, String path, @Nullable AuthenticatedRequest known,
      HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
    ServletRequestView view = new ServletRequestView(request, path);
    AuthenticationResult result = engine.authenticate(view, new HttpSessionStore(request, response), requirement);
    if (result instanceof Authenticated authenticated) {
      HttpServletResponse reply = authenticated.credential() == Credential.BEARER_TOKEN && engine.tokenInQuery(view)
          ? new PrivateResponse(response) : response;
      chain.doFilter(decided(authenticated, path, known, request, reply), reply);
    } else if (result instanceof Anonymous) {
      chain.doFilter(decided(null, path, known, request, response), response);
    } else if (result instanceof Redirected redirected) {
      Replies.send(redirected.reply(), response);
    } else if (result instanceof Refused refused) {
      Replies.send(refused.reply(), response);
    } else {
      throw new AssertionError(result);
    }
  }

  private HttpServletRequest decided(@Nullable Authenticated identity, String path, @Nullable AuthenticatedRequest known,
      HttpServletRequest request, HttpServletResponse response) {
    if (known == null) {
      return AuthenticatedRequest.decided(request, response, engine, path, identity);
    }
    known.decidedAgain(path, identity);
    return request;
  }

  private Verdict verdict(HttpServletRequest request, String path, PathRules ofDispatched) {
    if (engine.ownPath(path)) {
      return Verdict.ANYONE;
    }
    if (!corsPreflight(request)) {
      return ofDispatched.verdict(request.getMethod());
    }
    return allowCorsPreflight && ofDispatched != PathRules.NONE ? Verdict.ANYONE : Verdict.PREFLIGHT;
  }

  private static boolean corsPreflight(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS")
        && request.getHeader("Origin") != null
        && request.getHeader("Access-Control-Request-Method") != null;
  }

  private void refuse(Verdict.Refuses refusal, HttpServletRequest request, HttpServletResponse response, String path)
      throws IOException {
    LOG.log(Level.DEBUG, () -> "Refused with " + refusal.status() + ": " + refusal.title());
    Replies.send(engine.refuse(new ServletRequestView(request, path), refusal), response);
  }

  /**
   * The path to decide on: the dispatched one, or one of the library's own; empty if there is more than one candidate.
   *
   * @param plainLength how many characters at the front of the dispatched path are plain, as its rule has them
   */
  private Optional<String> path(HttpServletRequest request, String dispatched, int plainLength) {
    String rawPath = request.getRequestURI();
    String contextPath = request.getContextPath();
    boolean same = RequestPath.consistsOf(rawPath, contextPath, dispatched);
    if (same && RequestPath.obviouslyPlain(rawPath, contextPath.equals(plainContextPath) ? contextPath.length() + plainLength : 0)) {
      return Optional.of(dispatched);
    }
    RequestPath.Form form = RequestPath.form(rawPath);
    if (form == RequestPath.Form.AMBIGUOUS) {
      return Optional.empty();
    }
    return same && form == RequestPath.Form.PLAIN ? Optional.of(dispatched)
        : RequestPath.within(rawPath, contextPath).flatMap(named -> reconciled(named, dispatched, request.getMethod()));
  }

  /**
   * Chooses between the path that the URL names and the one that the container dispatches. They differ for a welcome file, and in
   * some containers for a URL without a servlet. The library's own paths never reach the application, so that the URL alone counts;
   * otherwise the rules have to say the same of both.
   */
  private Optional<String> reconciled(String named, String dispatched, String method) {
    if (named.equals(dispatched) || engine.ownPath(named)) {
      return Optional.of(named);
    }
    if (!RequestPath.normal(dispatched)) {
      return Optional.empty();
    }
    boolean welcomeFile = named.endsWith("/") && dispatched.startsWith(named);
    return welcomeFile || rules.verdict(method, named) == rules.verdict(method, dispatched) ? Optional.of(dispatched) : Optional.empty();
  }

  private static String dispatched(HttpServletRequest request) {
    return RequestPath.dispatched(request.getServletPath(), request.getPathInfo());
  }
}
