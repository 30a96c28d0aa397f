package io.asbru.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.Caller;
import io.asbru.Secret;
import io.asbru.session.PendingLogin;
import io.asbru.session.SessionStore;
import io.asbru.session.SignIn;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class HttpSessionStoreTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final StubSession session = new StubSession();
  private final StubRequest request = StubRequest.get("/").session(session);

  private static SessionStore store(StubRequest request) {
    return new HttpSessionStore(request.make(), CLOCK);
  }

  private SessionStore store() {
    return store(StubRequest.get("/").session(session));
  }

  private static SignIn signIn(String id) {
    Caller caller = Caller.builder(Caller.Kind.USER, "Charlie").scopes(Set.of("read_stores")).build();
    return new SignIn(id, "https://api.asgardeo.io/t/bestcarmart", caller, Optional.empty(), Optional.of("sid"), Secret.of("access"),
        Optional.empty(), Optional.empty(), Optional.empty(), NOW);
  }

  private static PendingLogin pending(String state, Duration left) {
    return new PendingLogin(state, Secret.of("n"), Secret.of("v"), "https://shop.example/app/oauth2/callback", "/app/a",
        "https://api.asgardeo.io/t/bestcarmart", NOW.plus(left));
  }

  private static PendingLogin pending(String state) {
    return pending(state, Duration.ofMinutes(10));
  }

  @Test
  void signIn_isFoundBySubsequentRequests() {
    assertThat(store().save(signIn("1"))).isTrue();
    assertThat(store().load()).contains(signIn("1"));
  }

  @Test
  void load_createsNoSession() {
    StubRequest fresh = StubRequest.get("/");
    assertThat(store(fresh).load()).isEmpty();
    assertThat(store(fresh).pendingLogins().take("s")).isEmpty();
    store(fresh).end();
    assertThat(fresh.session).isNull();
  }

  @Test
  void store_looksForTheSessionOnlyWhenAsked() {
    store(request).pendingLogins();
    assertThat(request.sessionLookups).isZero();
  }

  @Test
  void save_bringsNoEndedSessionBack() {
    SessionStore store = store(request);
    store.save(signIn("1"));
    session.ended = true;
    assertThat(store.save(signIn("2"))).isFalse();
    assertThat(request.session).isSameAs(session);
    assertThat(store(request).save(signIn("3"))).isFalse();
    assertThat(request.session).isSameAs(session);
  }

  @Test
  void saveAfterRotation_createsASession() {
    StubRequest fresh = StubRequest.get("/");
    SessionStore store = store(fresh);
    store.rotateId();
    assertThat(store.save(signIn("1"))).isTrue();
    assertThat(store(fresh).load()).contains(signIn("1"));
  }

  @Test
  void rotation_changesTheIdAndKeepsTheApplicationsAttributes() {
    session.attributes.put("cart", "full");
    String before = session.id;
    store().rotateId();
    assertThat(session.id).isNotEqualTo(before);
    assertThat(session.attributes).containsEntry("cart", "full");
  }

  @Test
  void signInWhileTheSessionIsEndedByAnother_getsANewOne() {
    SessionStore store = store(request);
    store.load();
    session.ended = true;
    store.rotateId();
    assertThat(store.save(signIn("1"))).isTrue();
    assertThat(request.session).isNotSameAs(session);
  }

  @Test
  void end_endsTheSessionOnce() {
    SessionStore store = store();
    store.load();
    SessionStore other = store();
    other.load();
    store.end();
    other.end();
    assertThat(session.ended).isTrue();
    assertThat(store.load()).isEmpty();
    assertThat(other.load()).isEmpty();
  }

  @Test
  void contentOfAnotherVersion_countsAsAbsent() {
    for (Object stored : List.of("text", 42, new Object[] {99, "x"}, new Object[] {new Object[] {99, java.util.Map.of()}, "x"}, new Object[0])) {
      session.attributes.put(HttpSessionStore.SIGN_IN, stored);
      session.attributes.put(SessionPendingLogins.ATTRIBUTE, stored);
      assertThat(store().load()).isEmpty();
      assertThat(store().pendingLogins().take("x")).isEmpty();
    }
    store().pendingLogins().add(pending("a"));
    assertThat(store().pendingLogins().take("a")).contains(pending("a"));
  }

  @Test
  void content_isMadeOfTypesOfTheJdk() throws Exception {
    store().save(signIn("1"));
    store().pendingLogins().add(pending("a"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new ArrayList<>(session.attributes.values()));
    }
    assertThat(bytes.toString(java.nio.charset.StandardCharsets.ISO_8859_1)).doesNotContain("io.asbru", "io/asbru");
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat((List<?>) in.readObject()).hasSize(2);
    }
    assertThat(session.attributes.values().toString()).doesNotContain("access", "Charlie");
  }

  @Test
  void pendingLogin_isTakenOnceAndNoOther() {
    store().pendingLogins().add(pending("a"));
    store().pendingLogins().add(pending("b"));
    assertThat(store().pendingLogins().take("c")).isEmpty();
    assertThat(store().pendingLogins().take("a")).contains(pending("a"));
    assertThat(store().pendingLogins().take("a")).isEmpty();
    assertThat(store().pendingLogins().take("b")).contains(pending("b"));
    assertThat(session.attributes).isEmpty();
  }

  @Test
  void oldestPendingLogin_givesWay() {
    for (int i = 0; i < 12; i++) {
      store().pendingLogins().add(pending("s" + i));
    }
    assertThat(store().pendingLogins().take("s0")).isEmpty();
    assertThat(store().pendingLogins().take("s1")).isEmpty();
    assertThat(store().pendingLogins().take("s2")).isPresent();
    assertThat(store().pendingLogins().take("s11")).isPresent();
  }

  @Test
  void expiredPendingLogin_givesWayToOthersButIsHandedOut() {
    store().pendingLogins().add(pending("old", Duration.ZERO));
    assertThat(store().pendingLogins().take("old")).isPresent();
    store().pendingLogins().add(pending("older", Duration.ofMinutes(-1)));
    store().pendingLogins().add(pending("new"));
    assertThat(store().pendingLogins().take("older")).isEmpty();
    assertThat(store().pendingLogins().take("new")).isPresent();
  }

  @Test
  void pendingLogin_survivesARotationOfTheId() {
    store().pendingLogins().add(pending("a"));
    store().rotateId();
    assertThat(store().pendingLogins().take("a")).isPresent();
  }

  @Test
  void pendingLoginOfAnEndedSession_isNone() {
    SessionStore store = store();
    store.load();
    session.ended = true;
    assertThat(store.pendingLogins().take("a")).isEmpty();
  }

  @Test
  void sessionThatCannotBeCreated_isNoFault() {
    StubRequest late = StubRequest.get("/");
    late.on("getSession", create -> {
      throw new IllegalStateException("the response has been committed");
    });
    store(late).pendingLogins().add(pending("a"));
  }

  @Test
  void hundredThreads_takeEachPendingLoginExactlyOnce() throws Exception {
    List<String> states = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
    states.forEach(state -> store().pendingLogins().add(pending(state)));
    int threads = 100;
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int number = i;
        tasks.add(() -> {
          SessionStore mine = store();
          start.await();
          if (number % 10 == 0) {
            mine.rotateId();
          }
          return mine.pendingLogins().take(states.get(number % states.size())).isPresent();
        });
      }
      int taken = 0;
      for (Future<Boolean> one : pool.invokeAll(tasks)) {
        taken += one.get() ? 1 : 0;
      }
      assertThat(taken).isEqualTo(states.size());
      assertThat(session.attributes).isEmpty();
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void concurrentAdditions_areAllKept() throws Exception {
    int threads = 10;
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Object>> tasks = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        PendingLogin login = pending("s" + i);
        tasks.add(() -> {
          SessionStore mine = store();
          start.await();
          mine.pendingLogins().add(login);
          return login;
        });
      }
      for (Future<Object> one : pool.invokeAll(tasks)) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }
    for (int i = 0; i < threads; i++) {
      assertThat(store().pendingLogins().take("s" + i)).isPresent();
    }
  }
}
