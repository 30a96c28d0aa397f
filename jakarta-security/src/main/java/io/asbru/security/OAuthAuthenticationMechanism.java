package io.asbru.security;

import io.asbru.AuthenticationResult;
import io.asbru.AuthenticationResult.Anonymous;
import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Credential;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.Caller;
import io.asbru.HttpReply;
import io.asbru.HttpRequestView;
import io.asbru.RequestAuthenticator;
import io.asbru.Requirement;
import io.asbru.servlet.HttpSessionStore;
import io.asbru.servlet.Replies;
import io.asbru.servlet.ServletRequestView;
import io.asbru.session.SessionStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationException;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Signs users in with an organization and takes bearer tokens, for whatever the container's own rules protect. Registered by the
 * library's CDI extension once the application is configured; see {@link OAuthAuthenticationMechanismDefinition}.
 *
 * <p>The container is told who the caller is at every request, and keeps nothing of it in the session: so an expiry, a sign-out and a
 * bearer token always count. A bearer request never creates a session.
 */
@ApplicationScoped
public class OAuthAuthenticationMechanism implements HttpAuthenticationMechanism {

  @Inject
  SecurityRuntime runtime;

  @Override
  public AuthenticationStatus validateRequest(HttpServletRequest request, HttpServletResponse response, HttpMessageContext context)
      throws AuthenticationException {
    RequestAuthenticator authenticator = runtime.authenticator(request.getServletContext());
    HttpRequestView view = ServletRequestView.of(request);
    SessionStore session = new HttpSessionStore(request, response);
    // Known from now on to whatever asks for this request's session later, without the response at hand.
    session.cookies();
    Identity.set(request, null);
    if (newAuthentication(context, runtime.settings().credentials()) && !authenticator.ownPath(view.path())) {
      return reply(authenticator.signIn(view, session), request, response, AuthenticationStatus.SEND_CONTINUE);
    }
    AuthenticationResult result = authenticator.authenticate(view, session, requirement(context));
    if (result instanceof Authenticated authenticated) {
      return authenticated(authenticated, authenticator, view, request, response, context);
    }
    if (result instanceof Anonymous) {
      return context.doNothing();
    }
    if (result instanceof Redirected redirected) {
      return reply(redirected.reply(), request, response, AuthenticationStatus.SEND_CONTINUE);
    }
    if (result instanceof Refused refused) {
      return reply(refused.reply(), request, response, AuthenticationStatus.SEND_FAILURE);
    }
    throw new AssertionError(result);
  }

  /** The sign-out of {@code request.logout()}: a session ends; a caller with a bearer token has none, and only this request forgets it. */
  @Override
  public void cleanSubject(HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    Authenticated identity = Identity.of(request);
    Identity.set(request, null);
    if (identity == null || identity.credential() == Credential.SESSION) {
      // With the request, so that one from another site does not end the session of a user who is nobody in it.
      runtime.authenticator(request.getServletContext()).signOut(ServletRequestView.of(request), new HttpSessionStore(request, response));
    }
    context.cleanClientSubject();
  }

  private Requirement requirement(HttpMessageContext context) {
    return context.isProtected() || context.isAuthenticationRequest() ? runtime.settings().credentials() : Requirement.ANYONE;
  }

  /** Whether the application wants a sign-in whoever is known. Where no sign-ins are taken, it gets whoever is. */
  static boolean newAuthentication(HttpMessageContext context, Requirement credentials) {
    AuthenticationParameters parameters = credentials.login() && context.isAuthenticationRequest() ? context.getAuthParameters() : null;
    return parameters != null && parameters.isNewAuthentication();
  }

  private AuthenticationStatus authenticated(Authenticated identity, RequestAuthenticator authenticator, HttpRequestView view,
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) throws AuthenticationException {
    Caller caller = identity.caller();
    Optional<Set<String>> groups = groups(caller);
    if (groups.isEmpty()) {
      return reply(authenticator.refuse(view, 403, "access_denied", "You may not come in here",
          "You are known, but this application does not let you in.", List.of()), request, response, AuthenticationStatus.SEND_FAILURE);
    }
    Identity.set(request, identity);
    runtime.checkConfiguration(request.getServletContext());
    return context.notifyContainerAboutLogin(caller, groups.get());
  }

  /** The caller's groups, those of further identity stores included; empty if one of them refuses the caller. */
  private Optional<Set<String>> groups(Caller caller) {
    Optional<IdentityStoreHandler> identityStores = runtime.find(IdentityStoreHandler.class);
    if (identityStores.isEmpty()) {
      return Optional.of(runtime.groups(caller));
    }
    CredentialValidationResult result = identityStores.get().validate(new CallerCredential(caller));
    return switch (result.getStatus()) {
      case VALID -> Optional.of(result.getCallerGroups());
      case INVALID -> Optional.empty();
      // An application's own handler that does not know of this mechanism has no say.
      case NOT_VALIDATED -> Optional.of(runtime.groups(caller));
    };
  }

  private static AuthenticationStatus reply(HttpReply reply, HttpServletRequest request, HttpServletResponse response,
      AuthenticationStatus status) throws AuthenticationException {
    Identity.answered(request);
    try {
      Replies.send(reply, response);
      // Sent at once, because some containers put an error page of their own in place of what is not.
      response.flushBuffer();
    } catch (IOException e) {
      throw new AuthenticationException("The connection ended before the reply was sent", e);
    }
    return status;
  }
}
