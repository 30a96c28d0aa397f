package io.asbru.servlet;

import static java.util.Objects.requireNonNull;

import io.asbru.session.PendingLogins;
import io.asbru.session.SessionStore;
import io.asbru.session.SignIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a browser's sign-in in the container's session, bound to one request. The session is not touched before it is asked for, and
 * not created before something is begun in it.
 *
 * <p>The attributes hold types of the JDK alone, so that a session can be stored, replicated and read by another version of the library;
 * what this version does not understand counts as absent.
 */
public final class HttpSessionStore implements SessionStore {

  static final String SIGN_IN = "io.asbru.signIn";

  private final HttpServletRequest request;
  private final Clock clock;
  /** The session that this request works with, once it has been seen; another one is not put in its place unnoticed. */
  private @Nullable HttpSession session;
  private boolean begins;

  /** The store of this request. */
  public HttpSessionStore(HttpServletRequest request) {
    this(request, Clock.systemUTC());
  }

  HttpSessionStore(HttpServletRequest request, Clock clock) {
    this.request = requireNonNull(request, "request");
    this.clock = clock;
  }

  @Override
  public Optional<SignIn> load() {
    return load(SIGN_IN);
  }

  Optional<SignIn> load(String attribute) {
    HttpSession current = existing();
    if (current == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(current.getAttribute(attribute)).flatMap(SignIn::fromStored);
    } catch (IllegalStateException ended) {
      return Optional.empty();
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>A session is created only after {@link #rotateId()}, at a sign-in: a refresh that finds its session gone must not bring it back.
   */
  @Override
  public boolean save(SignIn signIn) {
    return save(SIGN_IN, signIn);
  }

  boolean save(String attribute, SignIn signIn) {
    try {
      HttpSession current = begins ? existingOrNew() : existing();
      if (current == null) {
        return false;
      }
      current.setAttribute(attribute, signIn.toStored());
      return true;
    } catch (IllegalStateException ended) {
      return false;
    }
  }

  @Override
  public void rotateId() {
    begins = true;
    session = null;
    if (existing() == null) {
      return;
    }
    try {
      request.changeSessionId();
    } catch (IllegalStateException ended) {
      // It was ended meanwhile; what is saved next gets a new one.
    }
    session = null;
  }

  @Override
  public void end() {
    HttpSession current = existing();
    session = null;
    if (current == null) {
      return;
    }
    try {
      current.invalidate();
    } catch (IllegalStateException ended) {
      // Somebody else was faster.
    }
  }

  @Override
  public SessionStore of(String organization) {
    return new OrganizationSession(this, organization);
  }

  @Override
  public PendingLogins pendingLogins() {
    return new SessionPendingLogins(this, clock);
  }

  /** The session, without creating one. */
  @Nullable HttpSession existing() {
    if (session == null) {
      session = request.getSession(false);
    }
    return session;
  }

  /** The session, created if need be. */
  HttpSession existingOrNew() {
    HttpSession current = request.getSession(true);
    session = current;
    return current;
  }
}
