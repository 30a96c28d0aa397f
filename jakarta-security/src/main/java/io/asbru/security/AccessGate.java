package io.asbru.security;

import io.asbru.AuthenticationResult;
import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Credential;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.HttpReply;
import io.asbru.HttpReply.Header;
import io.asbru.HttpRequestView;
import io.asbru.RequestAuthenticator;
import io.asbru.Requirement;
import io.asbru.servlet.HttpSessionStore;
import io.asbru.servlet.ServletRequestView;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;

/** Decides whether the caller of a request has what an annotation demands, and what the reply is if not. */
@Singleton
public class AccessGate {

  @Inject
  SecurityRuntime runtime;

  /** The reply to a caller who lacks something of what is demanded, or to nobody; empty if the request may go on. */
  Optional<HttpReply> refusal(HttpServletRequest request, Demand demand) {
    Requirement needed = demand.of(runtime.settings().credentials());
    Authenticated identity = Identity.of(request);
    return identity != null && runtime.satisfied(identity.caller(), needed) ? Optional.empty() : Optional.of(reply(request, needed));
  }

  /** Whether this request is its caller's by a bearer token in the query, so that caches that others share must not keep the reply. */
  boolean tokenInQuery(HttpServletRequest request) {
    Authenticated identity = Identity.of(request);
    return identity != null && identity.credential() == Credential.BEARER_TOKEN
        && runtime.authenticator(request.getServletContext()).tokenInQuery(ServletRequestView.of(request));
  }

  /** The reply to a request in which the application met a refusal. */
  HttpReply reply(HttpServletRequest request, AccessRefusedException refused) {
    return reply(request, refused.requirement());
  }

  private HttpReply reply(HttpServletRequest request, Requirement needed) {
    RequestAuthenticator authenticator = runtime.authenticator(request.getServletContext());
    HttpRequestView view = ServletRequestView.of(request);
    AuthenticationResult result = authenticator.authenticate(view, new HttpSessionStore(request), needed);
    if (result instanceof Redirected redirected) {
      return redirected.reply();
    }
    if (result instanceof Refused refused) {
      return refused.reply();
    }
    return Identity.of(request) != null
        ? authenticator.refuse(view, 403, "access_denied", "You may not do this", "Your account lacks a role that is needed here.", List.of())
        // The provider could not be asked when the request came in, and now it can.
        : authenticator.refuse(view, 503, "temporarily_unavailable", "Please try again", "The sign-in service did not answer for a moment.",
            List.of(new Header("Retry-After", "1")));
  }
}
