package io.asbru.internal;

import io.asbru.session.PendingLogin;
import io.asbru.session.PendingLogins;
import io.asbru.session.SessionStore;
import io.asbru.session.SignIn;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A browser's session at a callback, whose pending login has been taken already to see which organization it belongs to. */
final class TakenLogin implements SessionStore, PendingLogins {

  private final SessionStore whole;
  private final SessionStore session;
  private final AtomicReference<Optional<PendingLogin>> taken;

  TakenLogin(SessionStore whole, String organization, PendingLogin login) {
    this.whole = whole;
    this.session = whole.of(organization);
    this.taken = new AtomicReference<>(Optional.of(login));
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
  public void rotateId() {
    session.rotateId();
  }

  /** All of it: at a callback it ends because another user has come, who must find nothing that the application kept for the first. */
  @Override
  public void end() {
    whole.end();
  }

  @Override
  public PendingLogins pendingLogins() {
    return this;
  }

  @Override
  public void add(PendingLogin login) {
    session.pendingLogins().add(login);
  }

  @Override
  public Optional<PendingLogin> take(String state) {
    return taken.getAndSet(Optional.empty());
  }
}
