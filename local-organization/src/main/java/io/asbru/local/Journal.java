package io.asbru.local;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What the local organization was asked, oldest first. An entry is there before the client sees the answer.
 *
 * <p>Keeps the last {@value #CAPACITY} entries. Safe for use by several threads.
 */
public final class Journal {

  private static final int CAPACITY = 10_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<JournalEntry> entries = new ArrayDeque<>();
  private long written;

  Journal() {}

  public List<JournalEntry> entries() {
    return entries(entry -> true);
  }

  public List<JournalEntry> entries(Endpoint endpoint) {
    return entries(entry -> entry.endpoint() == endpoint);
  }

  public List<JournalEntry> entries(Predicate<JournalEntry> wanted) {
    lock.lock();
    try {
      return entries.stream().filter(wanted).toList();
    } finally {
      lock.unlock();
    }
  }

  public int count(Endpoint endpoint) {
    return entries(endpoint).size();
  }

  public Optional<JournalEntry> last(Endpoint endpoint) {
    List<JournalEntry> found = entries(endpoint);
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
  }

  /**
   * Waits until an endpoint was asked at least this often.
   *
   * @return all requests to that endpoint
   * @throws IllegalStateException if that takes longer than the timeout; the message lists the journal
   */
  public List<JournalEntry> await(Endpoint endpoint, int count, Duration timeout) {
    return await(entry -> entry.endpoint() == endpoint, count, timeout, count + " requests to " + endpoint);
  }

  /**
   * Waits for a request, which may have come already.
   *
   * @throws IllegalStateException if that takes longer than the timeout; the message lists the journal
   */
  public JournalEntry await(Predicate<JournalEntry> wanted, Duration timeout) {
    return await(wanted, 1, timeout, "the request").get(0);
  }

  /** Forgets everything so far. */
  public void clear() {
    lock.lock();
    try {
      entries.clear();
    } finally {
      lock.unlock();
    }
  }

  void write(Function<Long, JournalEntry> entry) {
    lock.lock();
    try {
      if (entries.size() == CAPACITY) {
        entries.removeFirst();
      }
      entries.addLast(entry.apply(++written));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private List<JournalEntry> await(Predicate<JournalEntry> wanted, int count, Duration timeout, String what) {
    long left = timeout.toNanos();
    lock.lock();
    try {
      while (true) {
        List<JournalEntry> found = entries(wanted);
        if (found.size() >= count) {
          return found;
        }
        if (left <= 0) {
          throw new IllegalStateException("Waited " + timeout.toMillis() + " ms for " + what + "; the journal has "
              + entries);
        }
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for " + what, e);
    } finally {
      lock.unlock();
    }
  }
}
