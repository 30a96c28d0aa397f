package io.asbru.local;

import static io.asbru.local.Wire.EAST;
import static io.asbru.local.Wire.JWT_SAMPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.PlainJWT;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every fault of what the token endpoint issues does what its name says. */
class TokenFaultTest extends RunningTest {

  private static final String NONCE = "n-0S6_WzA2Mj";

  @Test
  void membersOfTheTokenResponse_canBeWrong() {
    assertThat(issued(Fault.missingIdToken()).json()).doesNotContainKey("id_token").containsKey("access_token");
    assertThat(issued(Fault.wrongTokenType()).json()).containsEntry("token_type", "mac");
    assertThat(issued(Fault.member("expires_in", "soon")).json()).containsEntry("expires_in", "soon");
  }

  @Test
  void claimsOfTheIdToken_canBeWrong() {
    Map<String, Object> right = issued(Fault.latency(Duration.ZERO)).claims("id_token");
    long now = TestClock.START.getEpochSecond();
    long later = now + 30 * 86400;

    assertThat(right).containsEntry("nonce", NONCE);
    assertThat(idToken(Fault.wrongIssuer())).containsEntry("iss", "https://issuer.example/oauth2/token");
    assertThat(idToken(Fault.wrongAudience())).containsEntry("aud", "another_client_id");
    assertThat(idToken(Fault.wrongAzp())).containsEntry("azp", "another_client_id")
        .containsEntry("aud", List.of("sample_jwt_client_id", "another_client_id"));
    assertThat(idToken(Fault.wrongNonce()).get("nonce")).isNotNull().isNotEqualTo(NONCE);
    assertThat(idToken(Fault.wrongAtHash()).get("at_hash")).isNotNull().isNotEqualTo(right.get("at_hash"));
    assertThat(idToken(Fault.wrongSubject()).get("sub")).isNotEqualTo(right.get("sub"));
    assertThat(idToken(Fault.wrongOrganization()).get("org_id")).isNotNull().isNotEqualTo(EAST);
    assertThat(idToken(Fault.missingOrganization())).doesNotContainKey("org_id");
    assertThat(idToken(Fault.expired())).containsEntry("exp", now + 3600 - 30 * 86400);
    assertThat(idToken(Fault.issuedInFuture())).containsEntry("iat", later).containsEntry("nbf", later)
        .containsEntry("exp", later + 3600);
    for (String claim : List.of("iss", "sub", "aud", "exp", "iat", "nonce", "azp", "at_hash")) {
      assertThat(idToken(Fault.missingClaim(claim))).doesNotContainKey(claim);
    }
    assertThat(idToken(Fault.claim("azp", 7))).containsEntry("azp", 7L);
  }

  @Test
  void wrongClaims_areSignedProperly() throws Exception {
    Answer issued = issued(Fault.wrongAudience());

    assertThat(issued.jws("id_token").verify(new RSASSAVerifier(key(issued.jws("id_token"))))).isTrue();
  }

  @Test
  void algNone_hasNoSignature() throws Exception {
    PlainJWT token = PlainJWT.parse(issued(Fault.algNone()).text("id_token"));

    assertThat(token.getJWTClaimsSet().getAudience()).containsExactly("sample_jwt_client_id");
  }

  @Test
  void hmacWithPublicKey_usesThePublishedKeyAsTheSecret() throws Exception {
    JWSObject token = issued(Fault.hmacWithPublicKey()).jws("id_token");

    assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("HS256");
    assertThat(token.verify(new MACVerifier(key(token).toRSAPublicKey().getEncoded()))).isTrue();
  }

  @Test
  void badSignature_namesAPublishedKeyThatDoesNotFit() throws Exception {
    JWSObject token = issued(Fault.badSignature()).jws("id_token");

    assertThat(token.verify(new RSASSAVerifier(key(token)))).isFalse();
  }

  @Test
  void unknownKid_isNotPublished() throws Exception {
    assertThat(JWKSet.parse(east.get("/oauth2/jwks").body())
        .getKeyByKeyId(issued(Fault.unknownKid()).jws("id_token").getHeader().getKeyID())).isNull();
  }

  @Test
  void missingKid_isSignedByThePublishedKey() throws Exception {
    JWSObject token = issued(Fault.missingKid()).jws("id_token");

    assertThat(token.getHeader().getKeyID()).isNull();
    RSAKey current = JWKSet.parse(root.get("/oauth2/jwks").body()).getKeys().get(0).toRSAKey();
    assertThat(token.verify(new RSASSAVerifier(current))).isTrue();
  }

  @Test
  void otherAlgorithm_isSignedByThePublishedKey() throws Exception {
    JWSObject token = issued(Fault.otherAlgorithm()).jws("id_token");

    assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("RS512");
    assertThat(token.verify(new RSASSAVerifier(key(token)))).isTrue();
  }

  @Test
  void accessToken_isMeantOnlyWhenSaid() {
    assertThat(issued(Fault.wrongIssuer()).claims("access_token").get("iss"))
        .isEqualTo(root.url("/oauth2/token"));

    Answer issued = issued(Fault.wrongIssuer().inAccessToken());
    assertThat(issued.claims("access_token").get("iss")).isEqualTo("https://issuer.example/oauth2/token");
    assertThat(issued.claims("id_token").get("iss")).isEqualTo(root.url("/oauth2/token"));
    assertThat(issued(Fault.otherAlgorithm().inAccessToken()).jws("access_token").getHeader().getAlgorithm().getName())
        .isEqualTo("RS512");
    assertThatThrownBy(() -> Fault.status(500).inAccessToken()).isInstanceOf(IllegalStateException.class);
  }

  private Map<String, Object> idToken(Fault fault) {
    return issued(fault).claims("id_token");
  }

  /** The answer of the token endpoint for a code, with a JWT as access token. */
  private Answer issued(Fault fault) {
    local.clearFaults();
    String code = code("sample_jwt_client_id", "Charlie", "scope", "openid", "nonce", NONCE);
    local.inject(fault, Endpoint.TOKEN);
    return east.token(JWT_SAMPLE, "grant_type", "authorization_code", "redirect_uri", Browser.CALLBACK, "code", code);
  }

  private RSAKey key(JWSObject token) throws Exception {
    return JWKSet.parse(east.get("/oauth2/jwks").body()).getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey();
  }
}
