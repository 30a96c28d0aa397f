package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.internal.LogoutTokenVerifier.LogoutToken;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogoutTokenVerifierTest extends TokenTestBase {

  private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

  private int tokens;

  @Test
  void goodToken_saysWhoseSessionsEnd() throws Exception {
    LogoutToken token = verify(logout("jti", "j"));
    assertThat(token).isEqualTo(new LogoutToken(rootIssuer(), Optional.of("session-1"), Optional.of("charlie-id"), "j", clock.instant()));
  }

  @Test
  void sidOrSubject_isEnough() throws Exception {
    assertThat(verify(logout("sub", null)).subject()).isEmpty();
    assertThat(verify(logout("sid", null)).sid()).isEmpty();
    assertRefused("neither sid nor sub", "sid", null, "sub", null);
    assertRefused("sid is not a string", "sid", 5);
  }

  @Test
  void replayedToken_isRefused() throws Exception {
    String token = TestKeys.sign(logout());
    verifier().verify(token);
    assertThatThrownBy(() -> verifier().verify(token)).isInstanceOf(InvalidTokenException.class).hasMessageContaining("used before");
    clock.advance(Duration.ofSeconds(149));
    assertThatThrownBy(() -> verifier().verify(token)).isInstanceOf(InvalidTokenException.class).hasMessageContaining("used before");
    clock.advance(Duration.ofSeconds(1));
    assertThatThrownBy(() -> verifier().verify(token)).isInstanceOf(InvalidTokenException.class).hasMessageContaining("expired");
  }

  @Test
  void refusedToken_isNotUsedUp() throws Exception {
    assertRefused("nonce", "nonce", "n", "jti", "same");
    assertThat(verify(logout("jti", "same")).jti()).isEqualTo("same");
  }

  @Test
  void sameIdOfTheOtherIssuer_isAnotherToken() {
    assertThatCode(() -> {
      verify(logout("jti", "same"));
      verify(logout("jti", "same", "iss", ownIssuer()));
    }).doesNotThrowAnyException();
  }

  @Test
  void eachRequiredClaim_isRequired() {
    assertRefused("jti is missing", "jti", null);
    assertRefused("iat is missing", "iat", null);
    assertRefused("exp is missing", "exp", null);
    assertRefused("iss is missing", "iss", null);
    assertRefused("aud does not", "aud", null);
    assertRefused("events", "events", null);
  }

  @Test
  void wrongClaims_areRefused() {
    assertRefused("aud does not", "aud", "another");
    assertRefused("issuer", "iss", "https://issuer.example");
    assertRefused("expired", "exp", now() - 30);
    assertRefused("future", "iat", now() + 31);
    assertRefused("not valid yet", "nbf", now() + 31);
    assertRefused("jti is not a string", "jti", 5);
    assertRefused("nonce", "nonce", "n");
    assertRefused("events", "events", EVENT);
    assertRefused("events", "events", List.of(EVENT));
    assertRefused("events", "events", Map.of("http://schemas.openid.net/event/other", Map.of()));
    assertRefused("events", "events", Map.of(EVENT, "yes"));
  }

  @Test
  void eventWithContent_isTaken() {
    assertThatCode(() -> verify(logout("events", Map.of(EVENT, Map.of("x", 1), "other", 2)))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"logout+jwt", "application/logout+jwt", "JWT"})
  void typeOfALogoutToken_isTaken(String typ) {
    assertThatCode(() -> verifier().verify(TestKeys.sign(TestKeys.KEY, logout(), header -> header.type(TestKeys.type(typ)))))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"at+jwt", "secevent+jwt", "id_token"})
  void otherType_isRefused(String typ) {
    assertThatThrownBy(() -> verifier().verify(TestKeys.sign(TestKeys.KEY, logout(), header -> header.type(TestKeys.type(typ)))))
        .isInstanceOf(InvalidTokenException.class);
  }

  @Test
  void idToken_isNoLogoutToken() {
    assertThatThrownBy(() -> verifier().verify(TestKeys.sign(claims("jti", "j", "sid", "s"))))
        .isInstanceOf(InvalidTokenException.class);
  }

  @Test
  void forgeries_areRefused() {
    for (String token : List.of(TestKeys.forged("{\"alg\":\"none\"}", logout(), ""), TestKeys.hmacWithPublicKey(logout()),
        TestKeys.sign(TestKeys.OTHER_KEY, logout(), header -> header.keyID("key-1")), "rubbish")) {
      assertThatThrownBy(() -> verifier().verify(token)).isInstanceOf(InvalidTokenException.class);
    }
  }

  @Test
  void unreachableKeys_areNoVerdictAndDoNotUseUpTheToken() throws Exception {
    String token = TestKeys.sign(logout());
    server.on(KEYS, 500, "");
    assertThatThrownBy(() -> verifier().verify(token)).isInstanceOf(AuthorizationServerUnavailableException.class);
    server.on(KEYS, 200, TestKeys.set(TestKeys.KEY));
    clock.advance(Duration.ofSeconds(5));
    assertThat(verifier().verify(token).sid()).contains("session-1");
  }

  private LogoutTokenVerifier verifier() {
    return authorizationServer().logoutTokenVerifier();
  }

  private Map<String, Object> logout(Object... changes) {
    Map<String, Object> claims = claims("sid", "session-1", "jti", "jti-" + ++tokens, "exp", now() + 120, "org_id", null,
        "events", Map.of(EVENT, Map.of()));
    for (int i = 0; i < changes.length; i += 2) {
      claims.put((String) changes[i], changes[i + 1]);
    }
    claims.values().removeIf(java.util.Objects::isNull);
    return claims;
  }

  private LogoutToken verify(Map<String, Object> claims) throws Exception {
    return verifier().verify(TestKeys.sign(claims));
  }

  private void assertRefused(String reason, Object... changes) {
    assertThatThrownBy(() -> verify(logout(changes))).isInstanceOf(InvalidTokenException.class).hasMessageContaining(reason);
  }
}
