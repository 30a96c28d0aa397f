package io.asbru.session;

import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A browser for tests: its session, which stores what a container's would, and its cookies. */
public final class MemorySessionStore implements SessionStore {

  private final Map<String, Serializable> parts = new LinkedHashMap<>();
  private final Map<String, String> jar = new LinkedHashMap<>();
  private final List<ResponseCookie> set = new ArrayList<>();
  private Serializable signIn = "";
  private Optional<Instant> seenAt = Optional.empty();
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
  public synchronized Optional<Instant> seenAt() {
    return seenAt;
  }

  @Override
  public synchronized void seenAt(Instant now) {
    seenAt = Optional.of(now);
  }

  @Override
  public synchronized void rotateId() {
    id++;
  }

  @Override
  public synchronized void end() {
    signIn = "";
    parts.clear();
    seenAt = Optional.empty();
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
    public Optional<Instant> seenAt() {
      return MemorySessionStore.this.seenAt();
    }

    @Override
    public void seenAt(Instant now) {
      MemorySessionStore.this.seenAt(now);
    }

    @Override
    public Cookies cookies() {
      return MemorySessionStore.this.cookies();
    }
  }

  @Override
  public Cookies cookies() {
    return new Cookies() {
      @Override
      public Map<String, String> received() {
        synchronized (MemorySessionStore.this) {
          return Map.copyOf(jar);
        }
      }

      @Override
      public boolean set(ResponseCookie cookie) {
        synchronized (MemorySessionStore.this) {
          set.add(cookie);
          if (cookie.removes()) {
            jar.remove(cookie.name());
          } else {
            jar.put(cookie.name(), cookie.value());
          }
          return true;
        }
      }
    };
  }

  /** Whether a sign-in has been begun in it, or finished. */
  public synchronized boolean created() {
    return !jar.isEmpty() || load().isPresent();
  }

  /** Another browser with copies of these cookies, and without the session. */
  public synchronized MemorySessionStore copyOfCookies() {
    MemorySessionStore copy = new MemorySessionStore();
    copy.jar.putAll(jar);
    return copy;
  }

  /** The cookies that the browser has, to be changed. */
  public Map<String, String> jar() {
    return jar;
  }

  /** All cookies that were set so far, removals included. */
  public synchronized List<ResponseCookie> cookiesSet() {
    return List.copyOf(set);
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
