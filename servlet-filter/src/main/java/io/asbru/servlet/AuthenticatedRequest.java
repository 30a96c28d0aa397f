package io.asbru.servlet;

import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Credential;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.client.TokenResponse;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request that has been decided on, as the application sees it. With a caller, that caller alone is who makes it; without
 * one, an identity that the container itself established shows through.
 */
final class AuthenticatedRequest extends HttpServletRequestWrapper {

  /** The attribute that keeps the identity where a container drops the wrapper, as Tomcat does for an error page. */
  private static final String IDENTITY = "io.asbru.servlet.identity";
  private static final String ANY_AUTHENTICATED = "**";

  private final HttpServletRequest inner;
  private final HttpServletResponse response;
  private final Engine engine;
  private String path;
  private @Nullable Authenticated identity;

  private AuthenticatedRequest(HttpServletRequest inner, HttpServletResponse response, Engine engine, String path,
      @Nullable Authenticated identity) {
    super(inner);
    this.inner = inner;
    this.response = response;
    this.engine = engine;
    this.path = path;
    this.identity = identity;
  }

  /** The wrapper that this engine's filter has put around a request already. */
  static @Nullable AuthenticatedRequest around(ServletRequest request, Engine engine) {
    ServletRequest candidate = request;
    while (candidate instanceof ServletRequestWrapper wrapper) {
      if (wrapper instanceof AuthenticatedRequest known && known.engine == engine) {
        return known;
      }
      candidate = wrapper.getRequest();
    }
    return null;
  }

  /** The wrapper that a filter has put around a request, whichever it is. */
  static @Nullable AuthenticatedRequest around(ServletRequest request) {
    ServletRequest candidate = request;
    while (candidate instanceof ServletRequestWrapper wrapper) {
      if (wrapper instanceof AuthenticatedRequest known) {
        return known;
      }
      candidate = wrapper.getRequest();
    }
    return null;
  }

  /** A token of the signed-in user in another organization; empty if the caller is not known by a session. */
  Optional<TokenResponse> switchOrganization(String organizationId, Set<String> scopes) throws AuthorizationServerUnavailableException {
    return identity != null && identity.credential() == Credential.SESSION
        ? engine.switchOrganization(new ServletRequestView(inner, path), new HttpSessionStore(inner, response), organizationId, scopes)
        : Optional.empty();
  }

  /** The request after a decision. */
  static AuthenticatedRequest decided(HttpServletRequest inner, HttpServletResponse response, Engine engine, String path,
      @Nullable Authenticated identity) {
    publish(inner, identity);
    return new AuthenticatedRequest(inner, response, engine, path, identity);
  }

  /** The request with the identity that it had before the container took the wrapper off. */
  static AuthenticatedRequest kept(HttpServletRequest inner, HttpServletResponse response, Engine engine, String path) {
    return new AuthenticatedRequest(inner, response, engine, path, identity(inner));
  }

  /** Takes the outcome of a further decision: an asynchronous dispatch to another path. */
  void decidedAgain(String newPath, @Nullable Authenticated newIdentity) {
    publish(inner, newIdentity);
    path = newPath;
    identity = newIdentity;
  }

  /** The identity that an attribute of this request keeps. */
  static @Nullable Authenticated identity(ServletRequest request) {
    return request.getAttribute(IDENTITY) instanceof Authenticated kept ? kept : null;
  }

  private static void publish(HttpServletRequest request, @Nullable Authenticated identity) {
    if (identity != null) {
      request.setAttribute(IDENTITY, identity);
      identity.crossSiteToken().ifPresent(token -> request.setAttribute(OAuthFilter.CROSS_SITE_TOKEN, token.value()));
    } else if (request.getAttribute(IDENTITY) != null) {
      request.removeAttribute(IDENTITY);
      request.removeAttribute(OAuthFilter.CROSS_SITE_TOKEN);
    }
  }

  /** The path that was decided on. */
  String path() {
    return path;
  }

  @Override
  public @Nullable Principal getUserPrincipal() {
    return identity != null ? identity.caller() : super.getUserPrincipal();
  }

  @Override
  public @Nullable String getRemoteUser() {
    return identity != null ? identity.caller().getName() : super.getRemoteUser();
  }

  @Override
  public @Nullable String getAuthType() {
    if (identity == null) {
      return super.getAuthType();
    }
    return identity.credential() == Credential.BEARER_TOKEN ? OAuthFilter.BEARER_AUTH : OAuthFilter.OPENID_AUTH;
  }

  /** The roles of the caller; {@code **} is everybody who is signed in (Servlet 6.0, section 13.3). */
  @Override
  public boolean isUserInRole(@Nullable String role) {
    if (identity == null) {
      return super.isUserInRole(role);
    }
    return role != null && identity.caller().roles().contains(role) || ANY_AUTHENTICATED.equals(role);
  }

  /** Answers for {@link OAuthFilter#CALLER} without a second attribute in the container's table. */
  @Override
  public @Nullable Object getAttribute(String name) {
    return identity != null && OAuthFilter.CALLER.equals(name) ? identity.caller() : super.getAttribute(name);
  }

  /** Asks for a sign-in unless there is a caller: a browser is sent to the provider, a script gets 401. */
  @Override
  public boolean authenticate(HttpServletResponse to) throws IOException {
    if (getUserPrincipal() != null) {
      return true;
    }
    signIn(to);
    return false;
  }

  /** Sends the browser to sign in, whoever is signed in. */
  void signIn(HttpServletResponse to) throws IOException {
    if (to.isCommitted()) {
      throw new IllegalStateException("a sign-in was asked for after the response was sent");
    }
    Replies.send(engine.signIn(new ServletRequestView(inner, path), new HttpSessionStore(inner, to)), to);
  }

  /** Always fails: passwords are the provider's business. */
  @Override
  public void login(String username, String password) throws ServletException {
    throw new ServletException("Users sign in at the provider: call authenticate(response) instead of login.");
  }

  /**
   * Ends the sign-in and with it the session. A caller with a bearer token has no session: only this request's identity
   * goes, and a session that the same browser may have is somebody else's matter. So it is for a request from another site.
   */
  @Override
  public void logout() throws ServletException {
    boolean bearer = identity != null && identity.credential() == Credential.BEARER_TOKEN;
    publish(inner, null);
    identity = null;
    if (!bearer) {
      engine.signOut(new ServletRequestView(inner, path), new HttpSessionStore(inner, response));
    }
    if (super.getUserPrincipal() != null) {
      super.logout();
    }
  }

  /** Keeps this wrapper for the dispatches to come; the container would take its own request. */
  @Override
  public AsyncContext startAsync() {
    return super.startAsync(this, response);
  }
}
