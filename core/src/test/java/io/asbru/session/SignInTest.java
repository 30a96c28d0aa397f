package io.asbru.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.Caller;
import io.asbru.Secret;
import io.asbru.StepUp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SignInTest {

  private static final SignIn FULL = new SignIn("id-1", "provider",
      Caller.builder(Caller.Kind.USER, "Charlie").subject("sub-1").clientId("client").organization("org").scopes(Set.of("a", "b"))
          .roles(Set.of("r")).groups(Set.of("g")).claims(Map.of("email", "c@example.com", "list", List.of(1L, "x")))
          .expiresAt(Instant.ofEpochSecond(1000)).build(),
      Optional.of("iss"), Optional.of("sid"), Secret.of("access-token"), Optional.of(Secret.of("refresh-token")),
      Optional.of(Secret.of("id-token")), Optional.of(Instant.ofEpochSecond(1000)), Instant.ofEpochSecond(500));

  @Test
  void storedSignIn_comesBackWhole() throws Exception {
    SignIn back = SignIn.fromStored(serialized(FULL.toStored())).orElseThrow();
    assertThat(back).usingRecursiveComparison().ignoringFields("caller").isEqualTo(FULL);
    assertThat(back.caller()).usingRecursiveComparison().isEqualTo(FULL.caller());
  }

  @Test
  void optionalParts_stayAbsent() throws Exception {
    SignIn least = new SignIn("id", "p", Caller.builder(Caller.Kind.USER, "c").build(), Optional.empty(), Optional.empty(),
        Secret.of("t"), Optional.empty(), Optional.empty(), Optional.empty(), Instant.EPOCH);
    SignIn back = SignIn.fromStored(serialized(least.toStored())).orElseThrow();
    assertThat(back.refreshToken()).isEmpty();
    assertThat(back.idToken()).isEmpty();
    assertThat(back.expiresAt()).isEmpty();
    assertThat(back.caller().subject()).isEmpty();
    assertThat(back.caller().expiresAt()).isEmpty();
  }

  @Test
  void storedSignIn_isMadeOfTypesOfTheJdk() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(FULL.toStored());
    assertThat(bytes.toString(java.nio.charset.StandardCharsets.ISO_8859_1)).doesNotContain("asbru");
  }

  @Test
  void unknownVersion_meansNoSignIn() {
    Object[] stored = (Object[]) FULL.toStored();
    stored[0] = 99;
    assertThat(SignIn.fromStored(stored)).isEmpty();
  }

  @Test
  void anythingElse_meansNoSignIn() {
    Map<String, Object> wrongType = new HashMap<>(map(FULL.toStored()));
    wrongType.put("signedInAt", "yesterday");
    Map<String, Object> missing = new HashMap<>(map(FULL.toStored()));
    missing.remove("accessToken");
    assertThat(SignIn.fromStored("text")).isEmpty();
    assertThat(SignIn.fromStored(new Object[0])).isEmpty();
    assertThat(SignIn.fromStored(new Object[] {1, Map.of()})).isEmpty();
    assertThat(SignIn.fromStored(new Object[] {1, wrongType})).isEmpty();
    assertThat(SignIn.fromStored(new Object[] {1, missing})).isEmpty();
  }

  @Test
  void tokens_areNotShown() {
    assertThat(FULL.toString()).doesNotContain("access-token", "refresh-token", "id-token");
    assertThat(FULL.toStored().toString()).doesNotContain("access-token", "refresh-token", "id-token");
  }

  @Test
  void storedPendingLogin_comesBackWhole() throws Exception {
    PendingLogin login = new PendingLogin("state", Secret.of("nonce"), Secret.of("a-verifier"), "https://x/cb", "/page", "p",
        Instant.ofEpochSecond(9));
    assertThat(PendingLogin.fromStored(serialized(login.toStored()))).contains(login);
    PendingLogin steppingUp = new PendingLogin("state", Secret.of("nonce"), Secret.of("a-verifier"), "https://x/cb", "/page", "p",
        Instant.ofEpochSecond(9), new StepUp(List.of("one", "two"), Optional.of(Duration.ofMinutes(5))));
    assertThat(PendingLogin.fromStored(serialized(steppingUp.toStored()))).contains(steppingUp);
    Object[] damaged = (Object[]) steppingUp.toStored();
    map(damaged).put("maxAge", "soon");
    assertThat(PendingLogin.fromStored(damaged)).isEmpty();
    assertThat(PendingLogin.fromStored(new Object[] {2, Map.of()})).isEmpty();
    assertThat(login.toString()).doesNotContain("a-verifier");
    assertThat(login.expired(Instant.ofEpochSecond(8))).isFalse();
    assertThat(login.expired(Instant.ofEpochSecond(9))).isTrue();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object stored) {
    return (Map<String, Object>) ((Object[]) stored)[1];
  }

  private static Object serialized(Object stored) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(stored);
    return new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
  }
}
