package io.asbru.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.Caller;
import io.asbru.Secret;
import io.asbru.session.SessionStore;
import io.asbru.session.SignIn;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HttpSessionStoreTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final StubSession session = new StubSession();
  private final StubRequest request = StubRequest.get("/").session(session);

  private static SessionStore store(StubRequest request) {
    return new HttpSessionStore(request.make(), new StubResponse().make());
  }

  private SessionStore store() {
    return store(StubRequest.get("/").session(session));
  }

  private static SignIn signIn(String id) {
    Caller caller = Caller.builder(Caller.Kind.USER, "Charlie").scopes(Set.of("read_stores")).build();
    return new SignIn(id, "https://api.asgardeo.io/t/bestcarmart", caller, Optional.empty(), Optional.of("sid"), Secret.of("access"),
        Optional.empty(), Optional.empty(), Optional.empty(), NOW);
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
    store(fresh).seenAt(NOW);
    assertThat(store(fresh).seenAt()).isEmpty();
    store(fresh).end();
    assertThat(fresh.session).isNull();
  }

  @Test
  void store_looksForTheSessionOnlyWhenAsked() {
    store(request).cookies();
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
      assertThat(store().load()).isEmpty();
    }
  }

  @Test
  void content_isMadeOfTypesOfTheJdk() throws Exception {
    store().save(signIn("1"));
    store().seenAt(NOW);
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
  void useOfTheSession_isNotedInItAndEndsWithIt() {
    assertThat(store().seenAt()).isEmpty();
    store().seenAt(NOW);
    assertThat(store().seenAt()).contains(NOW);
    session.attributes.put(HttpSessionStore.SEEN_AT, "yesterday");
    assertThat(store().seenAt()).isEmpty();
    SessionStore store = store();
    store.load();
    session.ended = true;
    assertThat(store.seenAt()).isEmpty();
    store.seenAt(NOW);
  }
}
