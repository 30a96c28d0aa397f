package io.asbru.internal;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Secret;
import io.asbru.session.EndedSessions;
import io.asbru.session.EndedSessions.Kind;
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

  private final String provider;
  private final EndedSessions ended;
  private final Refreshes refreshes;
  private final SignOut signOut;
  private final Clock clock;

  Sessions(String provider, EndedSessions ended, Refreshes refreshes, SignOut signOut, Clock clock) {
    this.provider = provider;
    this.ended = ended;
    this.refreshes = refreshes;
    this.signOut = signOut;
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
    if (ended(signIn)) {
      session.end();
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (!TokenAcceptance.expired(signIn, now.plus(EARLY))) {
      return stored;
    }
    if (signIn.refreshToken().isPresent()) {
      return refreshed(session, signIn, signIn.refreshToken().get(), now);
    }
    if (TokenAcceptance.expired(signIn, now)) {
      session.end();
      return Optional.empty();
    }
    return stored;
  }

  private Optional<SignIn> refreshed(SessionStore session, SignIn signIn, Secret refreshToken, Instant now)
      throws AuthorizationServerUnavailableException {
    Optional<SignIn> renewed;
    try {
      renewed = refreshes.refresh(signIn, refreshToken);
    } catch (AuthorizationServerUnavailableException e) {
      if (TokenAcceptance.expired(signIn, now)) {
        throw e;
      }
      return Optional.of(signIn);
    }
    if (renewed.isEmpty()) {
      return renewedElsewhere(session, signIn, now);
    }
    if (!session.save(renewed.get()) || ended(renewed.get())) {
      // A sign-out was faster: it wins, and the tokens that it could not know of go as well.
      session.end();
      signOut.revoke(renewed.get());
      return Optional.empty();
    }
    return renewed;
  }

  /**
   * The sign-in with tokens that another node, or a request that was faster, has put into the session meanwhile: then the refresh token
   * was refused because it is spent, and not because the sign-in has ended.
   */
  private Optional<SignIn> renewedElsewhere(SessionStore session, SignIn signIn, Instant now) {
    Optional<SignIn> stored = session.load().filter(other -> other.id().equals(signIn.id())
        && !other.refreshToken().equals(signIn.refreshToken()) && !TokenAcceptance.expired(other, now) && !ended(other));
    if (stored.isEmpty()) {
      session.end();
    }
    return stored;
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
