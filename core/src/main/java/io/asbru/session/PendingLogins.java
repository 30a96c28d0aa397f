package io.asbru.session;

import java.util.Optional;

/**
 * The sign-ins that one browser has begun and not finished: several, because it may have several tabs. Bounded; the oldest gives
 * way.
 */
public interface PendingLogins {

  /** Keeps this one. */
  void add(PendingLogin login);

  /** Removes and returns the one with this {@code state}, and no other. Of several threads that ask, one gets it. */
  Optional<PendingLogin> take(String state);
}
