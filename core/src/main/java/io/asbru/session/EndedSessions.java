package io.asbru.session;

import java.time.Instant;
import java.util.Optional;

/**
 * Which sessions the provider or the user has ended, asked at every request with a session. In memory by default; a cluster puts a shared
 * one in its place.
 */
public interface EndedSessions {

  /**
   * Remembers that sessions have ended.
   *
   * @param provider the authorization server
   * @param key the {@code id} of a sign-in, a {@code sid}, or a subject, as {@link Kind} says
   * @param at when; sign-ins that began later are not concerned
   */
  void end(String provider, Kind kind, String key, Instant at);

  /** When the sessions of this key were ended last; empty if they were not. */
  Optional<Instant> endedAt(String provider, Kind kind, String key);

  /** What a key names. */
  enum Kind {
    /** One sign-in here. */
    SIGN_IN,
    /** The provider's session ({@code sid}). */
    SID,
    /** All sessions of a subject. */
    SUBJECT,
    /** Those sessions of a subject that began without a {@code sid}, and so cannot be told apart. */
    SUBJECT_WITHOUT_SID
  }
}
