package io.asbru.internal;

import static java.util.Objects.requireNonNull;

import io.asbru.AuthorizationServerUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A document of the provider (its metadata, its keys), fetched when it is first needed, then kept, and renewed in the background. An
 * outage does not take away what was fetched before; one thread fetches at a time, and a failure is not repeated at once, so that an outage
 * costs each request little.
 */
final class Fetched<T> {

  /** Least time between two attempts while there is nothing to offer, and while there is something old. */
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration PAUSE_WITH_OLD = Duration.ofMinutes(1);
  /** So many times its time, and a document is not used any more without waiting for a new one. */
  private static final int TOO_OLD = 3;

  private final Source<T> source;
  private final Clock clock;
  private final Duration keep;
  private final Duration minInterval;
  private final WaitingRoom waitingRoom;
  private final Executor background;
  private final ReentrantLock fetching = new ReentrantLock();
  private final AtomicBoolean renewing = new AtomicBoolean();

  private volatile @Nullable Kept<T> kept;
  private volatile @Nullable Failure failure;
  private final AtomicInteger attempts = new AtomicInteger();
  private @Nullable Instant forcedAt;

  /** Where the document comes from. */
  interface Source<T> {
    T fetch() throws AuthorizationServerUnavailableException;
  }

  private record Kept<T>(T document, Instant since) {}

  private record Failure(AuthorizationServerUnavailableException cause, Instant since) {

    AuthorizationServerUnavailableException again() {
      return new AuthorizationServerUnavailableException(
          requireNonNull(cause.getMessage()), cause, cause.retryAfter().orElse(null));
    }
  }

  /**
   * Nothing is fetched yet.
   *
   * @param keep how long the document is used before it is fetched again
   * @param minInterval least time between two fetches that {@link #newerThan} causes
   * @param waitingRoom where threads wait while another one fetches
   * @param background what renews the document
   */
  Fetched(Source<T> source, Clock clock, Duration keep, Duration minInterval, WaitingRoom waitingRoom, Executor background) {
    this.source = source;
    this.clock = clock;
    this.keep = keep;
    this.minInterval = minInterval;
    this.waitingRoom = waitingRoom;
    this.background = background;
  }

  /** The document. One that is old is renewed, but not waited for; one that is very old is. */
  T get() throws AuthorizationServerUnavailableException {
    int before = attempts.get();
    Kept<T> current = kept;
    if (current == null) {
      return first(before);
    }
    if (within(current.since, keep)) {
      return current.document;
    }
    if (!within(current.since, keep.multipliedBy(TOO_OLD)) && !failedLately()) {
      return waitedFor(current);
    }
    renew();
    return current.document;
  }

  /**
   * Nobody has asked for a long time, so that the document may hold what has been withdrawn since, such as a key that was stolen. An outage
   * leaves it as it is.
   */
  private T waitedFor(Kept<T> current) {
    try {
      return notOlderThan(keep);
    } catch (AuthorizationServerUnavailableException e) {
      return current.document;
    }
  }

  private boolean failedLately() {
    Failure last = failure;
    return last != null && within(last.since, PAUSE_WITH_OLD);
  }

  private void renew() {
    if (failedLately() || !renewing.compareAndSet(false, true)) {
      return;
    }
    try {
      background.execute(this::renewed);
    } catch (RejectedExecutionException e) {
      // The application is being stopped.
      renewing.set(false);
    }
  }

  private void renewed() {
    fetching.lock();
    try {
      Kept<T> current = kept;
      if (current == null || !within(current.since, keep)) {
        attempt();
      }
    } catch (AuthorizationServerUnavailableException e) {
      // Remembered by attempt(); the old one goes on.
    } finally {
      fetching.unlock();
      renewing.set(false);
    }
  }

  private void lock() throws AuthorizationServerUnavailableException {
    if (fetching.tryLock()) {
      return;
    }
    waitingRoom.enter();
    try {
      fetching.lock();
    } finally {
      waitingRoom.leave();
    }
  }

  private T first(int before) throws AuthorizationServerUnavailableException {
    lock();
    try {
      Kept<T> current = kept;
      if (current != null) {
        return current.document;
      }
      Failure last = failure;
      if (last != null && (attempts.get() != before || within(last.since, PAUSE))) {
        throw last.again();
      }
      return attempt();
    } finally {
      fetching.unlock();
    }
  }

  /**
   * A document fetched after {@code seen}, because something is missing from that; {@code seen} itself if it is too early to ask again.
   *
   * @throws AuthorizationServerUnavailableException if the last fetch failed, so that nobody knows what is missing
   */
  T newerThan(T seen) throws AuthorizationServerUnavailableException {
    int before = attempts.get();
    lock();
    try {
      Kept<T> current = kept;
      if (current != null && current.document != seen) {
        return current.document;
      }
      Instant last = forcedAt;
      if (attempts.get() != before || last != null && within(last, minInterval)) {
        Failure lastFailure = failure;
        if (lastFailure != null) {
          throw lastFailure.again();
        }
        return seen;
      }
      forcedAt = clock.instant();
      return attempt();
    } finally {
      fetching.unlock();
    }
  }

  /**
   * A document that is not older than this, fetched if need be. Other than {@link #get}, it tells an outage even while something old is
   * kept.
   */
  T notOlderThan(Duration age) throws AuthorizationServerUnavailableException {
    int before = attempts.get();
    Kept<T> current = kept;
    if (current != null && within(current.since, age)) {
      return current.document;
    }
    lock();
    try {
      current = kept;
      if (current != null && within(current.since, age)) {
        return current.document;
      }
      Failure last = failure;
      // No pause after an earlier failure: somebody waits, and the endpoint's circuit breaker stands before a flood.
      if (last != null && attempts.get() != before) {
        throw last.again();
      }
      return attempt();
    } finally {
      fetching.unlock();
    }
  }

  private T attempt() throws AuthorizationServerUnavailableException {
    try {
      T document = source.fetch();
      kept = new Kept<>(document, clock.instant());
      failure = null;
      return document;
    } catch (AuthorizationServerUnavailableException e) {
      failure = new Failure(e, clock.instant());
      throw e;
    } finally {
      attempts.incrementAndGet();
    }
  }

  /** A clock that was set back makes everything old, rather than young for ever. */
  private boolean within(Instant since, Duration span) {
    Instant now = clock.instant();
    return !now.isBefore(since) && now.isBefore(since.plus(span));
  }
}
