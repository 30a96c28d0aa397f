package io.asbru.internal;

import io.asbru.session.Cookies;
import io.asbru.session.SessionStore;
import io.asbru.session.SignIn;
import java.time.Instant;
import java.util.Optional;

/** A browser's session at a callback of one of several organizations. */
final class CallbackSession implements SessionStore {

  private final SessionStore whole;
  private final SessionStore session;

  CallbackSession(SessionStore whole, String organization) {
    this.whole = whole;
    this.session = whole.of(organization);
  }

  @Override
  public Optional<SignIn> load() {
    return session.load();
  }

  @Override
  public boolean save(SignIn signIn) {
    return session.save(signIn);
  }

  @Override
  public Optional<Instant> seenAt() {
    return session.seenAt();
  }

  @Override
  public void seenAt(Instant now) {
    session.seenAt(now);
  }

  @Override
  public void rotateId() {
    session.rotateId();
  }

  /** All of it: at a callback it ends because another user has come, who must find nothing that the application kept for the first. */
  @Override
  public void end() {
    whole.end();
  }

  @Override
  public Cookies cookies() {
    return whole.cookies();
  }
}
