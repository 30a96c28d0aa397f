package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Secret;
import io.asbru.internal.IdTokenVerifier.Expectation;
import io.asbru.settings.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdTokenVerifierTest extends TokenTestBase {

  private static final Secret NONCE = Secret.of("the-nonce");
  private static final Secret ACCESS_TOKEN = Secret.of("the-access-token");
  private static final Expectation SIGN_IN = Expectation.ofSignIn(NONCE, ACCESS_TOKEN);

  @Test
  void goodToken_isVerified() throws Exception {
    assertThat(verify(claims("nonce", "the-nonce", "at_hash", AccessTokenHash.of(ACCESS_TOKEN, "RS256"), "azp", CLIENT, "nbf", now())))
        .containsEntry("sub", "charlie-id").containsEntry("org_id", ORGANIZATION);
  }

  @Test
  void issuer_mayBeTheRootsOrTheOrganizationsOwn() {
    assertTaken("iss", ownIssuer());
    assertTaken("iss", rootIssuer());
  }

  @Test
  void otherIssuer_isRefused() {
    assertRefused("issuer", "iss", "https://issuer.example/oauth2/token");
    assertRefused("issuer", "iss", rootIssuer() + "/");
    assertRefused("issuer", "iss", server.url() + "/t/bestcarmart/o/00000000-0000-4000-8000-000000000001/oauth2/token");
    assertRefused("iss is missing", "iss", null);
    assertRefused("iss is not a string", "iss", List.of(rootIssuer()));
    assertThat(server.requests(KEYS)).as("no keys are fetched for a foreign token").isEmpty();
  }

  @Test
  void acceptedIssuers_replaceTheUsualOnes() {
    with(Setting.ACCEPTED_ISSUERS, "https://login.example");
    assertTaken("iss", "https://login.example");
    assertRefused("issuer", "iss", rootIssuer());
  }

  @Test
  void audience_hasToNameTheClient() {
    assertTaken("aud", List.of(CLIENT));
    assertRefused("aud does not", "aud", "another_client_id");
    assertRefused("aud does not", "aud", List.of("another_client_id"));
    assertRefused("aud does not", "aud", null);
    assertRefused("aud does not", "aud", CLIENT.toUpperCase(java.util.Locale.ROOT));
    assertRefused("aud is neither", "aud", 5);
    assertRefused("aud is neither", "aud", List.of(CLIENT, 5));
  }

  @Test
  void furtherAudiences_needTheClientAsAuthorizedParty() {
    assertTaken("aud", List.of(CLIENT, "another"), "azp", CLIENT);
    assertRefused("azp is missing", "aud", List.of(CLIENT, "another"));
    assertRefused("azp names another", "aud", List.of(CLIENT, "another"), "azp", "another");
    assertRefused("azp names another", "azp", "another");
    assertRefused("azp is not a string", "azp", 5);
  }

  @Test
  void expiry_isCheckedWithTheSkew() {
    assertTaken("exp", now() - 29);
    assertRefused("expired", "exp", now() - 30);
    assertRefused("expired", "exp", 0);
    assertRefused("expired", "exp", -5);
    assertRefused("exp is missing", "exp", null);
    assertRefused("exp is not a number", "exp", String.valueOf(now() + 60));
    assertTaken("exp", now() + 60.5);
    assertTaken("exp", 1e30);
  }

  @Test
  void issueTime_isCheckedWithTheSkew() {
    assertTaken("iat", now() + 30);
    assertTaken("iat", 0);
    assertRefused("issued in the future", "iat", now() + 31);
    assertRefused("iat is missing", "iat", null);
    assertRefused("iat is not a number", "iat", true);
  }

  @Test
  void notBefore_isCheckedWithTheSkew() {
    assertTaken("nbf", now() + 30);
    assertRefused("not valid yet", "nbf", now() + 31);
    assertRefused("nbf is not a number", "nbf", "now");
  }

  @Test
  void nonce_hasToBeTheOneSent() {
    assertRefused("nonce is not the one", "nonce", "another-nonce");
    assertRefused("nonce is missing", "nonce", null);
    assertRefused("nonce is missing", "nonce", "");
    assertRefused("nonce is not a string", "nonce", List.of("the-nonce"));
  }

  @Test
  void accessTokenHash_hasToFitIfThereIsOne() {
    assertTaken("at_hash", null);
    assertRefused("at_hash does not fit", "at_hash", "AAAAAAAAAAAAAAAAAAAAAA");
    assertRefused("at_hash is not a string", "at_hash", 5);
  }

  @Test
  void accessTokenHash_isTheExampleOfTheSpecification() {
    assertThat(AccessTokenHash.of(Secret.of("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"), "RS256"))
        .isEqualTo("77QmUPtjPfzWtF2AnpK9RQ");
    assertThat(AccessTokenHash.matches("x", ACCESS_TOKEN, "ES384")).isFalse();
    assertThat(AccessTokenHash.of(ACCESS_TOKEN, "PS512")).hasSize(43);
  }

  @Test
  void subject_isAShortString() {
    assertTaken("sub", "x".repeat(255));
    assertRefused("longer than 255", "sub", "x".repeat(256));
    assertRefused("sub is missing", "sub", null);
    assertRefused("sub is missing", "sub", "");
    assertRefused("sub is not a string", "sub", 17);
  }

  @Test
  void organization_hasToBeTheConfiguredOne() {
    assertRefused("org_id", "org_id", "00000000-0000-4000-8000-000000000001");
    assertRefused("org_id", "org_id", null);
    assertRefused("org_id", "org_id", 5);
  }

  @Test
  void refreshedToken_needsNoNonceButTheSameSubject() throws Exception {
    Expectation refresh = Expectation.ofRefresh(ACCESS_TOKEN, Optional.of("charlie-id"));
    assertThat(verified(TestKeys.sign(claims()), refresh)).containsEntry("sub", "charlie-id");
    assertThatThrownBy(() -> verified(TestKeys.sign(claims("sub", "eve-id")), refresh))
        .isInstanceOf(InvalidTokenException.class).hasMessageContaining("who signed in before");
    assertThatThrownBy(() -> verified(TestKeys.sign(claims("azp", "another-client")), refresh))
        .isInstanceOf(InvalidTokenException.class).hasMessageContaining("azp");
  }

  @Test
  void unsignedToken_isRefused() {
    Map<String, Object> claims = withNonce();
    assertForgeryRefused(TestKeys.forged("{\"alg\":\"none\"}", claims, ""));
    assertForgeryRefused(TestKeys.forged("{\"alg\":\"none\"}", claims, "AAAA"));
    assertForgeryRefused(TestKeys.forged("{\"alg\":\"None\",\"kid\":\"key-1\"}", claims, "AAAA"));
    assertForgeryRefused(TestKeys.forged("{\"kid\":\"key-1\"}", claims, "AAAA"));
    assertForgeryRefused(TestKeys.forged("{\"alg\":\"RS256\",\"kid\":\"key-1\"}", claims, ""));
    assertForgeryRefused(TestKeys.forged("{\"alg\":\"RS256\",\"kid\":\"key-1\"}", claims, "AAAA"));
  }

  @Test
  void hmacWithThePublicKey_isRefused() {
    assertForgeryRefused(TestKeys.hmacWithPublicKey(withNonce()));
  }

  @Test
  void foreignSignature_isRefused() {
    assertForgeryRefused(TestKeys.sign(TestKeys.OTHER_KEY, withNonce(), header -> header.keyID("key-1")));
    String good = TestKeys.sign(withNonce());
    String evil = TestKeys.sign(claims("nonce", "the-nonce", "sub", "eve-id"));
    assertForgeryRefused(evil.substring(0, evil.lastIndexOf('.')) + good.substring(good.lastIndexOf('.')));
  }

  @Test
  void keyInTheTokenItself_isNotBelieved() {
    assertForgeryRefused(TestKeys.sign(TestKeys.OTHER_KEY, withNonce(), header -> header.jwk(TestKeys.OTHER_KEY.toPublicJWK())));
  }

  @Test
  void algorithmNotAgreed_isRefused() throws Exception {
    String rs512 = TestKeys.sign(TestKeys.KEY, JWSAlgorithm.RS512, withNonce(), header -> {});
    assertThatThrownBy(() -> verified(rs512, SIGN_IN)).hasMessageContaining("algorithm");
    with(Setting.ID_TOKEN_ALGORITHMS, "RS512");
    assertThat(verified(rs512, SIGN_IN)).isNotEmpty();
    assertForgeryRefused(TestKeys.sign(withNonce()));
  }

  @Test
  void ellipticCurveSignature_isVerifiedWhenAgreed() throws Exception {
    server.on(KEYS, 200, TestKeys.set(TestKeys.KEY, TestKeys.EC_KEY));
    assertForgeryRefused(TestKeys.signEc(withNonce()));
    with(Setting.ID_TOKEN_ALGORITHMS, "ES256");
    assertThat(verified(TestKeys.signEc(withNonce()), SIGN_IN)).isNotEmpty();
  }

  @Test
  void criticalExtension_isRefused() {
    assertForgeryRefused(TestKeys.sign(TestKeys.KEY, withNonce(),
        header -> header.criticalParams(Set.of("b64")).base64URLEncodePayload(true)));
    assertForgeryRefused(TestKeys.sign(TestKeys.KEY, withNonce(),
        header -> header.criticalParams(Set.of("x")).customParam("x", 1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"at+jwt", "AT+JWT", "application/at+jwt", "logout+jwt", "application/logout+jwt"})
  void tokenOfAnotherKind_isRefused(String typ) {
    assertForgeryRefused(TestKeys.sign(TestKeys.KEY, withNonce(), header -> header.type(TestKeys.type(typ))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT", "jwt"})
  void plainType_isTaken(String typ) {
    assertThatCode(() -> verified(TestKeys.sign(TestKeys.KEY, withNonce(), header -> header.type(TestKeys.type(typ))), SIGN_IN))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "opaque-token", "a.b", "e.e.e", "eyJhbGciOiJSUzI1NiJ9.W10.AAAA", "eyJhbGciOiJSUzI1NiJ9..AAAA", "..",
      "eyJhbGciOiJSU0EtT0FFUCJ9.AAAA.AAAA.AAAA.AAAA", "eyJ\u00e4.e.e", "eyJhbGciOjV9.e30.AAAA", "bnVsbA.e30.AAAA"})
  void textThatIsNoToken_isRefused(String text) {
    assertForgeryRefused(text);
  }

  @Test
  void hugeToken_isRefusedUnread() {
    assertForgeryRefused(TestKeys.sign(claims("nonce", "the-nonce", "padding", "x".repeat(100_000))));
  }

  @Test
  void unreachableKeys_areNoVerdict() {
    server.on(KEYS, 503, "");
    assertThatThrownBy(() -> verified(TestKeys.sign(withNonce()), SIGN_IN))
        .isInstanceOf(AuthorizationServerUnavailableException.class);
  }

  private Map<String, Object> verified(String token, Expectation expectation) throws Exception {
    return authorizationServer().idTokenVerifier().verify(token, expectation).claims();
  }

  private Map<String, Object> withNonce() {
    return claims("nonce", "the-nonce");
  }

  private Map<String, Object> verify(Map<String, Object> claims) throws Exception {
    return verified(TestKeys.sign(claims), SIGN_IN);
  }

  private void assertTaken(Object... changes) {
    assertThatCode(() -> verify(changed(changes))).doesNotThrowAnyException();
  }

  private void assertRefused(String reason, Object... changes) {
    assertThatThrownBy(() -> verify(changed(changes))).isInstanceOf(InvalidTokenException.class).hasMessageContaining(reason);
  }

  private void assertForgeryRefused(String token) {
    assertThatThrownBy(() -> verified(token, SIGN_IN)).isInstanceOf(InvalidTokenException.class)
        .satisfies(e -> assertThat(token.isEmpty() || !e.getMessage().contains(token)).isTrue());
  }

  private Map<String, Object> changed(Object... changes) {
    Map<String, Object> claims = new HashMap<>(withNonce());
    for (int i = 0; i < changes.length; i += 2) {
      claims.put((String) changes[i], changes[i + 1]);
      claims.values().removeIf(java.util.Objects::isNull);
    }
    return claims;
  }
}
