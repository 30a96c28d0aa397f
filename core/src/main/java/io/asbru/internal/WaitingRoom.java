package io.asbru.internal;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.settings.HttpSettings;
import io.asbru.settings.Setting;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Where requests wait for what another request has asked the provider. It has only so many seats, and so have those of all its organizations
 * together, because a slow provider must not take all of the server's threads, neither by those that ask nor by those that wait.
 */
final class WaitingRoom {

  private final Semaphore seats;
  /** Of all organizations of the provider. */
  private final ProviderLimits limits;

  WaitingRoom(HttpSettings settings, ProviderLimits limits) {
    seats = new Semaphore(ProviderLimits.seats(settings));
    this.limits = limits;
  }

  /**
   * Takes a seat, which {@link #leave()} gives back.
   *
   * @throws AuthorizationServerUnavailableException if there is none
   */
  void enter() throws AuthorizationServerUnavailableException {
    if (seats.tryAcquire()) {
      if (limits.takeSeat()) {
        return;
      }
      seats.release();
    }
    throw new AuthorizationServerUnavailableException("too many requests wait for the provider; see "
        + Setting.MAX_CONCURRENT_REQUESTS.key(), null, Duration.ofSeconds(1));
  }

  void leave() {
    limits.giveBackSeat();
    seats.release();
  }
}
