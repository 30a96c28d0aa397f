package io.asbru.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.asbru.session.PendingLogin;
import io.asbru.session.PendingLogins;
import jakarta.servlet.http.HttpSession;
import java.lang.System.Logger.Level;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The sign-ins that a browser has begun, in one attribute of its session: an array, oldest first, of what
 * {@link PendingLogin#toStored()} makes.
 *
 * <p>Changes are serialized by a lock that is found by the session's creation time: containers hand out different objects for one session,
 * and a sign-in changes its id, but that time stays. Nodes of a cluster do not share locks; there, that a code is good only once is up to the
 * authorization server.
 */
final class SessionPendingLogins implements PendingLogins {

  static final String ATTRIBUTE = "io.asbru.pendingLogins";
  static final int MOST = 10;

  private static final System.Logger LOG = System.getLogger(SessionPendingLogins.class.getName());
  private static final Lock[] LOCKS = new Lock[64];

  static {
    for (int i = 0; i < LOCKS.length; i++) {
      LOCKS[i] = new ReentrantLock();
    }
  }

  private final HttpSessionStore store;
  private final Clock clock;

  SessionPendingLogins(HttpSessionStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public void add(PendingLogin login) {
    try {
      HttpSession session = store.existingOrNew();
      Lock lock = lock(session);
      lock.lock();
      try {
        List<PendingLogin> logins = read(session);
        Instant now = clock.instant();
        logins.removeIf(earlier -> earlier.expired(now));
        logins.add(login);
        write(session, logins.subList(Math.max(0, logins.size() - MOST), logins.size()));
      } finally {
        lock.unlock();
      }
    } catch (IllegalStateException e) {
      // Ended meanwhile, or the response has gone out and cannot carry a new session's cookie. The callback will say that it knows nothing.
      LOG.log(Level.DEBUG, "A sign-in that was begun could not be kept: {0}", e.getMessage());
    }
  }

  @Override
  public Optional<PendingLogin> take(String state) {
    HttpSession session = store.existing();
    if (session == null) {
      return Optional.empty();
    }
    try {
      Lock lock = lock(session);
      lock.lock();
      try {
        return take(session, state);
      } finally {
        lock.unlock();
      }
    } catch (IllegalStateException ended) {
      return Optional.empty();
    }
  }

  /** An expired one is handed out too, for core to say that it has taken too long. */
  private static Optional<PendingLogin> take(HttpSession session, String state) {
    List<PendingLogin> logins = read(session);
    byte[] wanted = state.getBytes(UTF_8);
    for (PendingLogin login : logins) {
      if (MessageDigest.isEqual(wanted, login.state().getBytes(UTF_8))) {
        logins.remove(login);
        write(session, logins);
        return Optional.of(login);
      }
    }
    return Optional.empty();
  }

  private static List<PendingLogin> read(HttpSession session) {
    List<PendingLogin> logins = new ArrayList<>();
    if (session.getAttribute(ATTRIBUTE) instanceof Object[] stored) {
      for (@Nullable Object one : stored) {
        Optional.ofNullable(one).flatMap(PendingLogin::fromStored).ifPresent(logins::add);
      }
    }
    return logins;
  }

  private static void write(HttpSession session, List<PendingLogin> logins) {
    if (logins.isEmpty()) {
      session.removeAttribute(ATTRIBUTE);
    } else {
      session.setAttribute(ATTRIBUTE, logins.stream().map(PendingLogin::toStored).toArray());
    }
  }

  private static Lock lock(HttpSession session) {
    return LOCKS[Math.floorMod(Long.hashCode(session.getCreationTime()), LOCKS.length)];
  }
}
