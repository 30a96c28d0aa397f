package io.asbru.session;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A session for tests, which stores what a container's session would. */
public final class MemorySessionStore implements SessionStore {

  private final Map<String, Serializable> pending = new LinkedHashMap<>();
  private Serializable signIn = "";
  private int id;
  private int ended;

  @Override
  public synchronized Optional<SignIn> load() {
    return SignIn.fromStored(signIn);
  }

  @Override
  public synchronized boolean save(SignIn value) {
    signIn = value.toStored();
    return true;
  }

  @Override
  public synchronized void rotateId() {
    id++;
  }

  @Override
  public synchronized void end() {
    signIn = "";
    pending.clear();
    ended++;
  }

  @Override
  public PendingLogins pendingLogins() {
    return new PendingLogins() {
      @Override
      public void add(PendingLogin login) {
        synchronized (MemorySessionStore.this) {
          pending.put(login.state(), login.toStored());
        }
      }

      @Override
      public Optional<PendingLogin> take(String state) {
        synchronized (MemorySessionStore.this) {
          return Optional.ofNullable(pending.remove(state)).flatMap(PendingLogin::fromStored);
        }
      }
    };
  }

  /** How often the id was changed. */
  public int rotations() {
    return id;
  }

  /** How often the session was ended. */
  public int ends() {
    return ended;
  }
}
