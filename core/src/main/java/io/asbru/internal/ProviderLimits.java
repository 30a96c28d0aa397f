package io.asbru.internal;

import io.asbru.settings.HttpSettings;
import java.util.concurrent.Semaphore;

/**
 * How many threads one provider may hold, however many organizations of it the application serves: those whose requests are under way, and
 * those that wait for another's. A thread counts once, since none waits while it has a request under way.
 */
final class ProviderLimits {

  /** As many requests as one endpoint may have under way, and as many again for all others. */
  private static final int ENDPOINTS = 2;
  private static final int SEATS_FOR_EACH_REQUEST = 4;

  private final Semaphore seats;
  private int free;

  ProviderLimits(HttpSettings settings) {
    free = ENDPOINTS * settings.maxConcurrentRequests();
    seats = new Semaphore(seats(settings));
  }

  static int seats(HttpSettings settings) {
    return SEATS_FOR_EACH_REQUEST * settings.maxConcurrentRequests();
  }

  /** Lets one more thread wait, until {@link #giveBackSeat()}; whichever organization comes first. */
  boolean takeSeat() {
    return seats.tryAcquire();
  }

  void giveBackSeat() {
    seats.release();
  }

  /** What one endpoint of one organization may have under way. */
  final class Requests {

    private final int most;
    private int underWay;

    Requests(HttpSettings settings) {
      most = settings.maxConcurrentRequests();
    }

    /**
     * Takes a permit, which {@link #end()} gives back. An endpoint gets no more than half of what the others leave, so that a few slow ones
     * do not keep out the rest; alone it gets as many as the settings say.
     */
    boolean begin() {
      synchronized (ProviderLimits.this) {
        if (underWay >= most || underWay >= free) {
          return false;
        }
        underWay++;
        free--;
        return true;
      }
    }

    void end() {
      synchronized (ProviderLimits.this) {
        underWay--;
        free++;
      }
    }
  }
}
