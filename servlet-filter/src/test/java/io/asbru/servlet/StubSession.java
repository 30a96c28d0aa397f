package io.asbru.servlet;

import jakarta.servlet.http.HttpSession;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A container's session: one state, and another facade each time, as containers have it. */
final class StubSession {

  private static final AtomicInteger COUNT = new AtomicInteger();

  final Map<String, Object> attributes = new ConcurrentHashMap<>();
  final long created = COUNT.incrementAndGet();
  volatile String id = "session-" + created;
  volatile boolean ended;

  HttpSession facade() {
    Stub stub = new Stub() {};
    stub.on("getId", none -> id);
    stub.on("getCreationTime", none -> live(created));
    stub.on("getAttribute", name -> live(attributes.get((String) name[0])));
    stub.on("setAttribute", pair -> live(attributes.put((String) pair[0], pair[1])));
    stub.on("removeAttribute", name -> live(attributes.remove((String) name[0])));
    stub.on("invalidate", none -> {
      live("");
      ended = true;
      attributes.clear();
      return null;
    });
    return stub.as(HttpSession.class);
  }

  void changeId() {
    id = "session-" + COUNT.incrementAndGet();
  }

  private Object live(Object value) {
    if (ended) {
      throw new IllegalStateException("session ended");
    }
    return value;
  }
}
