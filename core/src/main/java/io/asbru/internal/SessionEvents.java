package io.asbru.internal;

import io.asbru.session.SessionEvent;
import io.asbru.session.SessionEvent.Kind;
import io.asbru.session.SessionListener;
import io.asbru.session.SignIn;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Optional;

/** Tells the application's listener what happens to sign-ins. */
final class SessionEvents {

  private final Optional<SessionListener> listener;
  private final String provider;
  private final Clock clock;

  SessionEvents(Optional<SessionListener> listener, String provider, Clock clock) {
    this.listener = listener;
    this.provider = provider;
    this.clock = clock;
  }

  void happened(Kind kind, SignIn signIn) {
    tell(new SessionEvent(
        kind, clock.instant(), signIn.provider(), Optional.of(signIn.id()), Optional.of(signIn.caller()), signIn.caller().subject(),
        signIn.sid()));
  }

  void endedByProvider(Optional<String> subject, Optional<String> sid) {
    tell(new SessionEvent(Kind.ENDED_BY_PROVIDER, clock.instant(), provider, Optional.empty(), Optional.empty(), subject, sid));
  }

  private void tell(SessionEvent event) {
    try {
      listener.ifPresent(told -> told.happened(event));
    } catch (RuntimeException e) {
      System.getLogger(SessionEvents.class.getName()).log(Level.ERROR, "The application's SessionListener failed", e);
    }
  }
}
