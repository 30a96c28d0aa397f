package io.asbru.internal;

import static java.util.Objects.requireNonNull;

import io.asbru.AuthorizationServerUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A document of the provider (its metadata, its keys), fetched when it is first needed and then kept. An outage does not take away
 * what was fetched before; one thread fetches at a time, and a failure is not repeated at once, so that an outage costs each request
 * little.
 */
final class Fetched<T> {

  /** Least time between two attempts while there is nothing to offer, while a person waits, and while there is something old. */
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Duration PAUSE_FOR_PEOPLE = Duration.ofSeconds(2);
  private static final Duration PAUSE_WITH_OLD = Duration.ofMinutes(1);

  private final Source<T> source;
  private final Clock clock;
  private final Duration keep;
  private final Duration minInterval;
  private final ReentrantLock fetching = new ReentrantLock();

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
   */
  Fetched(Source<T> source, Clock clock, Duration keep, Duration minInterval) {
    this.source = source;
    this.clock = clock;
    this.keep = keep;
    this.minInterval = minInterval;
  }

  /** The document, however old, if it cannot be had fresh. */
  T get() throws AuthorizationServerUnavailableException {
    int before = attempts.get();
    Kept<T> current = kept;
    return current == null ? first(before) : fresh(current, before);
  }

  private T fresh(Kept<T> current, int before) {
    Failure last = failure;
    if (within(current.since, keep) || last != null && within(last.since, PAUSE_WITH_OLD) || !fetching.tryLock()) {
      return current.document;
    }
    try {
      return attempts.get() == before ? attempt() : requireNonNull(kept).document;
    } catch (AuthorizationServerUnavailableException e) {
      return current.document;
    } finally {
      fetching.unlock();
    }
  }

  private T first(int before) throws AuthorizationServerUnavailableException {
    fetching.lock();
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
    fetching.lock();
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
    fetching.lock();
    try {
      current = kept;
      if (current != null && within(current.since, age)) {
        return current.document;
      }
      Failure last = failure;
      if (last != null && (attempts.get() != before || within(last.since, PAUSE_FOR_PEOPLE))) {
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
