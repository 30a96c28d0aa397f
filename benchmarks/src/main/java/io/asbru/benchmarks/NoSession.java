package io.asbru.benchmarks;

import io.asbru.session.Cookies;
import io.asbru.session.SessionStore;
import io.asbru.session.SignIn;
import java.time.Instant;
import java.util.Optional;

/** The session of a client that has none and must not get one. */
final class NoSession implements SessionStore {

  static final NoSession INSTANCE = new NoSession();

  private NoSession() {}

  @Override
  public Optional<SignIn> load() {
    return Optional.empty();
  }

  @Override
  public boolean save(SignIn signIn) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Instant> seenAt() {
    return Optional.empty();
  }

  @Override
  public void seenAt(Instant now) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void rotateId() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void end() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Cookies cookies() {
    throw new UnsupportedOperationException();
  }
}
