package io.asbru.session;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A session for tests, which stores what a container's session would. */
public final class MemorySessionStore implements SessionStore {

  private final Map<String, Serializable> pending = new LinkedHashMap<>();
  private final Map<String, Serializable> parts = new LinkedHashMap<>();
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
    parts.clear();
    ended++;
  }

  @Override
  public SessionStore of(String organization) {
    return new Part(organization);
  }

  private final class Part implements SessionStore {

    private final String organization;

    Part(String organization) {
      this.organization = organization;
    }

    @Override
    public Optional<SignIn> load() {
      synchronized (MemorySessionStore.this) {
        return SignIn.fromStored(parts.getOrDefault(organization, ""));
      }
    }

    @Override
    public boolean save(SignIn value) {
      synchronized (MemorySessionStore.this) {
        parts.put(organization, value.toStored());
        return true;
      }
    }

    @Override
    public void rotateId() {
      MemorySessionStore.this.rotateId();
    }

    @Override
    public void end() {
      synchronized (MemorySessionStore.this) {
        parts.remove(organization);
        if (parts.isEmpty()) {
          MemorySessionStore.this.end();
        }
      }
    }

    @Override
    public PendingLogins pendingLogins() {
      return MemorySessionStore.this.pendingLogins();
    }
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

  /** Whether a sign-in has been begun in it, or finished. */
  public synchronized boolean created() {
    return !pending.isEmpty() || load().isPresent();
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
