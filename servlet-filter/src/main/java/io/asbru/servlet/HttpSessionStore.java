package io.asbru.servlet;

import static java.util.Objects.requireNonNull;

import io.asbru.session.Cookies;
import io.asbru.session.SessionStore;
import io.asbru.session.SignIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Instant;
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
  static final String SEEN_AT = "io.asbru.seenAt";

  private final HttpServletRequest request;
  private final @Nullable HttpServletResponse response;
  /** The session that this request works with, once it has been seen; another one is not put in its place unnoticed. */
  private @Nullable HttpSession session;
  private boolean begins;

  /** The store of this request. */
  public HttpSessionStore(HttpServletRequest request, HttpServletResponse response) {
    this(requireNonNull(response, "response"), request);
  }

  /** The store of a request that has been authenticated before, and whose response is known from then. */
  public HttpSessionStore(HttpServletRequest request) {
    this(null, request);
  }

  private HttpSessionStore(@Nullable HttpServletResponse response, HttpServletRequest request) {
    this.request = requireNonNull(request, "request");
    this.response = response;
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
  public Optional<Instant> seenAt() {
    return seenAt(SEEN_AT);
  }

  Optional<Instant> seenAt(String attribute) {
    HttpSession current = existing();
    try {
      return current != null && current.getAttribute(attribute) instanceof Long at ? Optional.of(Instant.ofEpochMilli(at)) : Optional.empty();
    } catch (IllegalStateException ended) {
      return Optional.empty();
    }
  }

  @Override
  public void seenAt(Instant now) {
    seenAt(SEEN_AT, now);
  }

  void seenAt(String attribute, Instant now) {
    HttpSession current = existing();
    try {
      if (current != null) {
        current.setAttribute(attribute, now.toEpochMilli());
      }
    } catch (IllegalStateException ended) {
      // It is used no more.
    }
  }

  @Override
  public Cookies cookies() {
    return ServletCookies.of(request, response);
  }

  /** The session, without creating one. */
  @Nullable HttpSession existing() {
    if (session == null) {
      session = request.getSession(false);
    }
    return session;
  }

  /** The session, created if need be. */
  private HttpSession existingOrNew() {
    HttpSession current = request.getSession(true);
    session = current;
    return current;
  }
}
