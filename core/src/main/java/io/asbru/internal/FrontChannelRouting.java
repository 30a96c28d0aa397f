package io.asbru.internal;

import io.asbru.AuthenticationResult;
import io.asbru.AuthenticationResult.Reason;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.HttpRequestView;
import io.asbru.Requirement;
import io.asbru.internal.FrontChannelLogout.Frame;
import io.asbru.session.SessionStore;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Hands a frame of a provider's page that loads an address of all organizations to each organization with a sign-in of that session: the
 * organizations may share an issuer, and a session. Each of them checks the issuer itself.
 */
final class FrontChannelRouting {

  private final RunningOrganizations running;
  private final SeenSessions seen;
  private final Refusals refusals;

  FrontChannelRouting(RunningOrganizations running, SeenSessions seen, Refusals refusals) {
    this.running = running;
    this.seen = seen;
    this.refusals = refusals;
  }

  /** The same answer whether anything ended or nothing, unless what might have had to end could not be looked at. */
  AuthenticationResult route(HttpRequestView view, SessionStore session) {
    if (!view.method().equals("GET")) {
      return refusals.methodNotAllowed(view, "GET");
    }
    Optional<Frame> frame = Frame.of(view);
    if (frame.isEmpty()) {
      return refusals.malformed(view, FrontChannelLogout.MALFORMED);
    }
    AuthenticationResult answer = FrontChannelLogout.answered();
    for (String name : names(view, session, frame.get().sid())) {
      AuthenticationResult own = byOne(view, session, name);
      if (own instanceof Refused refused && refused.reason() == Reason.AUTHORIZATION_SERVER_UNAVAILABLE) {
        answer = own;
      }
    }
    return answer;
  }

  private AuthenticationResult byOne(HttpRequestView view, SessionStore session, String name) {
    try {
      Optional<Engine> engine = running.find(name);
      return engine.isPresent() ? engine.get().authenticate(view, session.of(name), Requirement.ANYONE) : FrontChannelLogout.answered();
    } catch (AuthorizationServerUnavailableException e) {
      return refusals.unavailable(view, e.retryAfter());
    }
  }

  /** The organizations with which this node has seen such a sign-in, and those with which the browser has one. */
  private Set<String> names(HttpRequestView view, SessionStore session, String sid) {
    Set<String> names = new TreeSet<>();
    // What stands before the address of the provider; see ProviderSettings.key().
    seen.providers(sid).forEach(provider -> names.add(provider.substring(0, provider.indexOf(' '))));
    running.engines().forEach((name, engine) -> {
      if (engine.hasSession(view, session.of(name), sid)) {
        names.add(name);
      }
    });
    return names;
  }
}
