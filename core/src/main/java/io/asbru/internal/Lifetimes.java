package io.asbru.internal;

import io.asbru.session.SessionStore;
import io.asbru.session.SignIn;
import io.asbru.settings.SessionSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long a sign-in lasts: in all, and without being used. */
final class Lifetimes {

  /** Its use is noted so many times within the idle timeout, and not at every request. */
  private static final int PRECISION = 10;

  private final Duration lifetime;
  private final Optional<Duration> idleTimeout;

  Lifetimes(SessionSettings settings) {
    lifetime = settings.lifetime();
    idleTimeout = settings.idleTimeout();
  }

  /** Whether this sign-in is over. */
  boolean over(SignIn signIn, SessionStore session, Instant now) {
    return !now.isBefore(signIn.signedInAt().plus(lifetime))
        || idleTimeout.filter(idle -> !now.isBefore(seenAt(signIn, session).plus(idle))).isPresent();
  }

  /** Notes that this sign-in is used. */
  void used(SignIn signIn, SessionStore session, Instant now) {
    if (toBeNoted(signIn, session, now)) {
      session.seenAt(now);
    }
  }

  /** Keeps the new tokens of this sign-in and notes that it is used; false if the session has ended meanwhile. */
  boolean save(SignIn renewed, SessionStore session, Instant now) {
    return toBeNoted(renewed, session, now) ? session.save(renewed, now) : session.save(renewed);
  }

  private boolean toBeNoted(SignIn signIn, SessionStore session, Instant now) {
    return idleTimeout.isPresent() && !now.isBefore(seenAt(signIn, session).plus(idleTimeout.get().dividedBy(PRECISION)));
  }

  private static Instant seenAt(SignIn signIn, SessionStore session) {
    return session.seenAt().filter(at -> at.isAfter(signIn.signedInAt())).orElse(signIn.signedInAt());
  }
}
