package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import io.asbru.AuthorizationServerUnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KeySetTest extends TokenTestBase {

  @Test
  void keys_areFetchedWhenNeededAndThenKept() throws Exception {
    assertThat(server.requests(KEYS)).isEmpty();
    verify(signed(TestKeys.KEY));
    verify(signed(TestKeys.KEY));
    assertThat(server.requests(KEYS)).hasSize(1);
    clock.advance(Duration.ofMinutes(10));
    verify(signed(TestKeys.KEY));
    awaitFetches(2);
  }

  @Test
  void renewal_isAheadOfNeed() throws Exception {
    verify(signed(TestKeys.KEY));
    CountDownLatch answer = new CountDownLatch(1);
    server.on(KEYS, request -> {
      await(answer);
      return new StubServer.Reply(200, Map.of(), TestKeys.set(TestKeys.OTHER_KEY));
    });
    clock.advance(Duration.ofMinutes(10));
    // The provider is slow, and nobody waits for it.
    for (int i = 0; i < 20; i++) {
      verify(signed(TestKeys.KEY));
    }
    answer.countDown();
    awaitInvalid(signed(TestKeys.KEY));
    assertThat(server.requests(KEYS)).as("one renewal, and one fetch for the key that is missing").hasSize(3);
  }

  @Test
  void newKey_isFetchedAtOnce() throws Exception {
    verify(signed(TestKeys.KEY));
    server.on(KEYS, 200, TestKeys.set(TestKeys.KEY, TestKeys.OTHER_KEY));
    verify(signed(TestKeys.OTHER_KEY));
    verify(signed(TestKeys.KEY));
    assertThat(server.requests(KEYS)).hasSize(2);
  }

  @Test
  void madeUpKeyIds_causeOneFetchInAnInterval() throws Exception {
    verify(signed(TestKeys.KEY));
    for (int i = 0; i < 20; i++) {
      String kid = "made-up-" + i;
      assertInvalid(TestKeys.sign(TestKeys.OTHER_KEY, claims(), header -> header.keyID(kid)));
    }
    assertThat(server.requests(KEYS)).hasSize(2);
    clock.advance(Duration.ofSeconds(30));
    assertInvalid(signed(TestKeys.OTHER_KEY));
    assertThat(server.requests(KEYS)).hasSize(3);
  }

  @Test
  void outage_doesNotTakeKnownKeysAway() throws Exception {
    verify(signed(TestKeys.KEY));
    server.on(KEYS, 500, "");
    clock.advance(Duration.ofDays(2));
    verify(signed(TestKeys.KEY));
    awaitFetches(2);
    for (int i = 0; i < 20; i++) {
      verify(signed(TestKeys.KEY));
    }
    assertThat(server.requests(KEYS)).hasSize(2);
  }

  @Test
  void unknownKeyDuringAnOutage_isNoVerdict() throws Exception {
    verify(signed(TestKeys.KEY));
    server.on(KEYS, 500, "");
    for (int i = 0; i < 3; i++) {
      assertUnavailable(signed(TestKeys.OTHER_KEY));
    }
    assertThat(server.requests(KEYS)).hasSize(2);
    verify(signed(TestKeys.KEY));
  }

  @Test
  void outageAtTheBeginning_healsByItself() throws Exception {
    server.on(KEYS, 500, "");
    assertUnavailable(signed(TestKeys.KEY));
    assertUnavailable(signed(TestKeys.KEY));
    assertThat(server.requests(KEYS)).as("a failure is not repeated at once").hasSize(1);
    server.on(KEYS, 200, TestKeys.set(TestKeys.KEY));
    clock.advance(Duration.ofSeconds(5));
    verify(signed(TestKeys.KEY));
  }

  @Test
  void uselessKeySet_isAnOutage() throws Exception {
    for (String body : new String[] {"{\"keys\":[]}", "{}", "{\"keys\":5}", "[]", "<html>", "", "{\"keys\":[{\"kty\":\"RSA\"}]}",
        "{\"keys\":[" + new OctetSequenceKey.Builder(new byte[64]).keyID("key-1").build().toJSONString() + "]}"}) {
      server.on(KEYS, 200, body);
      clock.advance(Duration.ofSeconds(5));
      assertUnavailable(signed(TestKeys.KEY));
    }
  }

  @Test
  void emptyKeySetLater_doesNotTakeKnownKeysAway() throws Exception {
    verify(signed(TestKeys.KEY));
    server.on(KEYS, 200, "{\"keys\":[]}");
    clock.advance(Duration.ofHours(1));
    verify(signed(TestKeys.KEY));
  }

  @Test
  void withdrawnKey_isRefusedOnceTheSetIsFetchedAgain() throws Exception {
    verify(signed(TestKeys.KEY));
    server.on(KEYS, 200, TestKeys.set(TestKeys.OTHER_KEY));
    clock.advance(Duration.ofMinutes(10));
    awaitInvalid(signed(TestKeys.KEY));
  }

  @Test
  void oddKeys_arePassedOver() throws Exception {
    server.on(KEYS, 200, "{\"keys\":[5,{\"kty\":\"XYZ\"},{\"kty\":\"EC\",\"crv\":\"P-0\"},{\"kty\":\"RSA\",\"n\":\"!\"},"
        + TestKeys.KEY.toPublicJWK().toJSONString() + "]}");
    verify(signed(TestKeys.KEY));
  }

  @Test
  void missingKeyId_isTakenOnlyWhereOneKeyFits() throws Exception {
    String token = TestKeys.sign(TestKeys.KEY, claims(), header -> header.keyID(null));
    server.on(KEYS, 200, TestKeys.set(TestKeys.KEY, TestKeys.EC_KEY));
    verify(token);
    server.on(KEYS, 200, TestKeys.set(TestKeys.KEY, TestKeys.OTHER_KEY));
    clock.advance(Duration.ofMinutes(10));
    awaitInvalid(token);
  }

  @Test
  void keyForEncryptionOrAnotherAlgorithm_doesNotVerify() throws Exception {
    server.on(KEYS, 200, TestKeys.set(new RSAKey.Builder(TestKeys.KEY).keyUse(KeyUse.ENCRYPTION).build()));
    assertInvalid(signed(TestKeys.KEY));
    server.on(KEYS, 200, TestKeys.set(new RSAKey.Builder(TestKeys.KEY).algorithm(com.nimbusds.jose.JWSAlgorithm.RS512).build()));
    clock.advance(Duration.ofMinutes(10));
    assertInvalid(signed(TestKeys.KEY));
    awaitFetches(3);
    assertInvalid(signed(TestKeys.KEY));
  }

  private static String sign(RSAKey key, java.util.Map<String, Object> claims) {
    return TestKeys.sign(key, claims, header -> {});
  }

  private String signed(RSAKey key) {
    return sign(key, claims());
  }

  private void verify(String token) {
    assertThatCode(() -> authorizationServer().keySet().verify(SignedToken.parse(token))).doesNotThrowAnyException();
  }

  private void assertInvalid(String token) {
    assertThatThrownBy(() -> authorizationServer().keySet().verify(SignedToken.parse(token))).isInstanceOf(InvalidTokenException.class);
  }

  /** The old keys are used until the new ones have come. */
  private void awaitInvalid(String token) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (System.nanoTime() < deadline) {
      try {
        authorizationServer().keySet().verify(SignedToken.parse(token));
        Thread.onSpinWait();
      } catch (InvalidTokenException e) {
        return;
      }
    }
    throw new AssertionError("the token is still valid");
  }

  private void awaitFetches(int count) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (server.requests(KEYS).size() < count && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(server.requests(KEYS)).hasSize(count);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void assertUnavailable(String token) {
    assertThatThrownBy(() -> authorizationServer().keySet().verify(SignedToken.parse(token)))
        .isInstanceOf(AuthorizationServerUnavailableException.class);
  }
}
