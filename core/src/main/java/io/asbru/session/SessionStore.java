package io.asbru.session;

import java.time.Instant;
import java.util.Optional;

/**
 * Where one browser's sign-in is kept, bound to one request and its response. A front end implements it over the
 * container's session; nothing is created in it before something is saved.
 */
public interface SessionStore {

  /** The sign-in of this browser; empty if there is none, or one of an unknown version. */
  Optional<SignIn> load();

  /**
   * Keeps this sign-in in place of any other.
   *
   * @return false if the session has ended meanwhile, so that nothing could be kept
   */
  boolean save(SignIn signIn);

  /** When the browser was last noted to use its sign-in; empty if that has not been noted since the sign-in. */
  Optional<Instant> seenAt();

  /** Notes that the browser uses its sign-in; called now and then, not at every request. */
  void seenAt(Instant now);

  /**
   * Keeps this sign-in and notes that the browser uses it, in one step where both are kept in one place, so that no response sets
   * a cookie twice.
   *
   * @return false if the session has ended meanwhile, so that nothing could be kept
   */
  default boolean save(SignIn signIn, Instant seenAt) {
    boolean kept = save(signIn);
    if (kept) {
      seenAt(seenAt);
    }
    return kept;
  }

  /**
   * Changes the session's id and keeps its content, against session fixation; before anything is saved at a
   * sign-in.
   */
  void rotateId();

  /** Ends the session with everything in it, the application's attributes included. */
  void end();

  /**
   * The part of the same browser's session that belongs to one of several organizations: its own sign-in, which is nobody's in another. Its
   * {@link #end()} leaves the sign-ins with other organizations as they are, and ends the whole session if there are none.
   *
   * @param organization the organization's name
   * @throws UnsupportedOperationException if this store keeps one sign-in only, as it does by default
   */
  default SessionStore of(String organization) {
    throw new UnsupportedOperationException("this session store cannot keep the sign-ins of several organizations apart");
  }

  /** The cookies of the request and its response. */
  Cookies cookies();
}
