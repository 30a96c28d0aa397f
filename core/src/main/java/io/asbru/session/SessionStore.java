package io.asbru.session;

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

  /**
   * Changes the session's id and keeps its content, against session fixation; before anything is saved at a
   * sign-in.
   */
  void rotateId();

  /** Ends the session with everything in it, the application's attributes included. */
  void end();

  /** The sign-ins that this browser has begun. */
  PendingLogins pendingLogins();
}
