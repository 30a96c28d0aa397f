package io.asbru.internal;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Secret;
import io.asbru.session.EndedSessions;
import io.asbru.session.EndedSessions.Kind;
import io.asbru.session.SessionEvent;
import io.asbru.session.SessionStore;
import io.asbru.session.SignIn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The sign-in of a browser as it stands now: not ended elsewhere, of this provider, with tokens that have not run out. */
final class Sessions {

  /** Tokens are renewed this long before they run out, so that a request under way does not see them expire. */
  private static final Duration EARLY = Duration.ofSeconds(10);
  /**
   * So long before a refresh that is due a sign-in is not saved just because it is used: in a cookie, it might take the place of what a refresh
   * at the same time has put there.
   */
  private static final Duration NOT_SAVED_BEFORE_A_REFRESH = Duration.ofSeconds(60);

  private final String provider;
  private final EndedSessions ended;
  private final Refreshes refreshes;
  private final SignOut signOut;
  private final Lifetimes lifetimes;
  private final SessionEvents events;
  private final boolean inCookie;
  private final Clock clock;

  Sessions(String provider, EndedSessions ended, Refreshes refreshes, SignOut signOut, Lifetimes lifetimes,
      SessionEvents events, boolean inCookie, Clock clock) {
    this.provider = provider;
    this.ended = ended;
    this.refreshes = refreshes;
    this.signOut = signOut;
    this.lifetimes = lifetimes;
    this.events = events;
    this.inCookie = inCookie;
    this.clock = clock;
  }

  /**
   * The sign-in, refreshed if need be; empty if there is none any more.
   *
   * @throws AuthorizationServerUnavailableException if the tokens have run out and the provider cannot be asked; the session is
   *     kept
   */
  Optional<SignIn> current(SessionStore session) throws AuthorizationServerUnavailableException {
    Optional<SignIn> stored = session.load().filter(signIn -> signIn.provider().equals(provider));
    if (stored.isEmpty()) {
      return stored;
    }
    SignIn signIn = stored.get();
    Instant now = clock.instant();
    if (ended(signIn)) {
      end(session, signIn);
      return Optional.empty();
    }
    if (lifetimes.over(signIn, session, now)) {
      return expired(session, signIn);
    }
    if (!TokenAcceptance.expired(signIn, now.plus(NOT_SAVED_BEFORE_A_REFRESH))) {
      lifetimes.used(signIn, session, now);
      return stored;
    }
    if (!TokenAcceptance.expired(signIn, now.plus(EARLY))) {
      return stored;
    }
    if (signIn.refreshToken().isPresent()) {
      return refreshed(session, signIn, signIn.refreshToken().get(), now);
    }
    return TokenAcceptance.expired(signIn, now) ? expired(session, signIn) : stored;
  }

  private Optional<SignIn> refreshed(SessionStore session, SignIn signIn, Secret refreshToken, Instant now)
      throws AuthorizationServerUnavailableException {
    Optional<Refreshes.Renewed> result;
    try {
      result = refreshes.refresh(signIn, refreshToken);
    } catch (AuthorizationServerUnavailableException e) {
      if (TokenAcceptance.expired(signIn, now)) {
        throw e;
      }
      return Optional.of(signIn);
    }
    if (result.isEmpty()) {
      return renewedElsewhere(session, signIn, now);
    }
    SignIn renewed = result.get().signIn();
    if (ended(renewed) || !lifetimes.save(renewed, session, now) || ended(renewed)) {
      // A sign-out was faster: it wins, and the tokens that it could not know of go as well, once for all who waited for them.
      end(session, renewed);
      if (result.get().first()) {
        signOut.revoke(renewed);
      }
      return Optional.empty();
    }
    return Optional.of(renewed);
  }

  /**
   * The sign-in with tokens that another node, or a request that was faster, has put into the session meanwhile: then the refresh token
   * was refused because it is spent, and not because the sign-in has ended.
   */
  private Optional<SignIn> renewedElsewhere(SessionStore session, SignIn signIn, Instant now) {
    Optional<SignIn> stored = session.load().filter(other -> other.id().equals(signIn.id())
        && !other.refreshToken().equals(signIn.refreshToken()) && !TokenAcceptance.expired(other, now) && !ended(other));
    if (stored.isPresent() || inCookie) {
      // A cookie is left as it is: by another node's answer the browser may have a newer one by now.
      return stored;
    }
    return expired(session, signIn);
  }

  private Optional<SignIn> expired(SessionStore session, SignIn signIn) {
    session.end();
    events.happened(SessionEvent.Kind.EXPIRED, signIn);
    return Optional.empty();
  }

  /**
   * Ends what is left of this sign-in, unless it was ended or replaced in this browser and is known from a cookie from before: then the browser
   * has another cookie by now, or none.
   */
  private void end(SessionStore session, SignIn signIn) {
    if (!inCookie || !ended(signIn, Kind.SIGN_IN, Optional.of(signIn.id()))) {
      session.end();
    }
  }

  /** Whether this sign-in was ended, by the user or the provider. */
  boolean ended(SignIn signIn) {
    return ended(signIn, Kind.SIGN_IN, Optional.of(signIn.id()))
        || ended(signIn, Kind.SID, signIn.sid())
        || ended(signIn, Kind.SUBJECT, signIn.caller().subject())
        || signIn.sid().isEmpty() && ended(signIn, Kind.SUBJECT_WITHOUT_SID, signIn.caller().subject());
  }

  private boolean ended(SignIn signIn, Kind kind, Optional<String> key) {
    return key.flatMap(value -> ended.endedAt(provider, kind, value))
        .filter(at -> !at.isBefore(signIn.signedInAt()))
        .isPresent();
  }
}
