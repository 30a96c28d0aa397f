package io.asbru.servlet;

import io.asbru.session.Cookies;
import io.asbru.session.SessionStore;
import io.asbru.session.SignIn;
import jakarta.servlet.http.HttpSession;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;

/** The part of a browser's session that belongs to one of several organizations: an attribute of its own. */
final class OrganizationSession implements SessionStore {

  private static final String PREFIX = HttpSessionStore.SIGN_IN + ":";

  private final HttpSessionStore store;
  private final String attribute;
  private final String seenAt;

  OrganizationSession(HttpSessionStore store, String organization) {
    this.store = store;
    this.attribute = PREFIX + organization;
    this.seenAt = HttpSessionStore.SEEN_AT + ":" + organization;
  }

  @Override
  public Optional<SignIn> load() {
    return store.load(attribute);
  }

  @Override
  public boolean save(SignIn signIn) {
    return store.save(attribute, signIn);
  }

  @Override
  public void rotateId() {
    store.rotateId();
  }

  /** Whoever is signed in with another organization, too, stays so, and keeps what the application has put into the session. */
  @Override
  public void end() {
    HttpSession session = store.existing();
    if (session == null) {
      return;
    }
    try {
      session.removeAttribute(attribute);
      session.removeAttribute(seenAt);
      if (Collections.list(session.getAttributeNames()).stream().noneMatch(name -> name.startsWith(PREFIX))) {
        store.end();
      }
    } catch (IllegalStateException ended) {
      // Somebody else was faster.
    }
  }

  @Override
  public SessionStore of(String organization) {
    return new OrganizationSession(store, organization);
  }

  @Override
  public Optional<Instant> seenAt() {
    return store.seenAt(seenAt);
  }

  @Override
  public void seenAt(Instant now) {
    store.seenAt(seenAt, now);
  }

  @Override
  public Cookies cookies() {
    return store.cookies();
  }
}
