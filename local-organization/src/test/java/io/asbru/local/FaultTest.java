package io.asbru.local;

import static io.asbru.local.Wire.EAST;
import static io.asbru.local.Wire.JWT_SAMPLE;
import static io.asbru.local.Wire.SAMPLE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.PlainJWT;
import java.io.IOException;
import java.math.BigInteger;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every fault does what its name says. */
class FaultTest extends RunningTest {

  private static final String NONCE = "n-0S6_WzA2Mj";
  private String accessToken = "";

  @BeforeEach
  void issueToken() {
    accessToken = east.password(SAMPLE, "Charlie", "openid read_stores").text("access_token");
  }

  @Test
  void status_isAnsweredInsteadOfTheRequest() {
    local.inject(Fault.status(503), Endpoint.INTROSPECT);

    Answer answer = introspect();
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Content-Type")).startsWith("text/html");
    assertThat(answer.header("Retry-After")).isEmpty();
  }

  @Test
  void status_mayComeWithRetryAfter() {
    local.inject(Fault.status(429, 7), Endpoint.INTROSPECT);

    assertThat(introspect().status()).isEqualTo(429);
    assertThat(introspect().header("Retry-After")).isEqualTo("7");
  }

  @Test
  void error_isAnOAuthError() {
    local.inject(Fault.error(400, "temporarily_unavailable", "later"), Endpoint.TOKEN);

    assertThat(east.password(SAMPLE, "Charlie", "openid").json()).isEqualTo(
        Map.of("error", "temporarily_unavailable", "error_description", "later"));
  }

  @Test
  void status_doesNotCarryTheRequestOut() {
    local.inject(Fault.status(500), Endpoint.REVOKE, 1);
    east.revoke(SAMPLE, accessToken);

    assertThat(east.active(SAMPLE, accessToken)).isTrue();
  }

  @Test
  void redirect_is302() {
    local.inject(Fault.redirect("https://evil.example/"), Endpoint.JWKS);

    assertThat(east.get("/oauth2/jwks").status()).isEqualTo(302);
    assertThat(east.get("/oauth2/jwks").header("Location")).isEqualTo("https://evil.example/");
  }

  @Test
  void times_areCountedPerFault_andClearingEndsThem() {
    local.inject(Fault.status(500), Endpoint.INTROSPECT, 2);
    assertThat(List.of(introspect().status(), introspect().status(), introspect().status()))
        .containsExactly(500, 500, 200);

    local.inject(Fault.status(500), Endpoint.INTROSPECT);
    local.clearFaults();
    assertThat(introspect().status()).isEqualTo(200);
  }

  @Test
  void otherEndpoints_areNotAffected() {
    local.inject(Fault.status(500), Endpoint.INTROSPECT);

    assertThat(east.get("/oauth2/jwks").status()).isEqualTo(200);
  }

  @Test
  void notJson_looksLikeASuccess() {
    local.inject(Fault.notJson(), Endpoint.INTROSPECT);

    Answer answer = introspect();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.body()).startsWith("<!DOCTYPE");
  }

  @Test
  void emptyBody_isEmpty() {
    local.inject(Fault.emptyBody(), Endpoint.INTROSPECT);

    assertThat(introspect().body()).isEmpty();
  }

  @Test
  void contentType_isAnother() {
    local.inject(Fault.contentType("text/plain"), Endpoint.INTROSPECT);

    assertThat(introspect().header("Content-Type")).isEqualTo("text/plain");
    assertThat(introspect().json()).containsEntry("active", true);
  }

  @Test
  void hugeBody_isValidAndHuge() {
    local.inject(Fault.hugeBody(5_000_000), Endpoint.INTROSPECT);

    assertThat(introspect().body()).hasSizeGreaterThan(5_000_000).contains("\"active\":true");
  }

  @Test
  void latency_holdsTheAnswerBack() {
    local.inject(Fault.latency(Duration.ofHours(1)), Endpoint.INTROSPECT);

    assertThatThrownBy(() -> introspectWithin(Duration.ofMillis(300))).isInstanceOf(HttpTimeoutException.class);
    assertThat(local.journal().count(Endpoint.INTROSPECT)).isEqualTo(1);
  }

  @Test
  void latency_endsWithTheUsualAnswer() {
    local.inject(Fault.latency(Duration.ofMillis(50)), Endpoint.INTROSPECT);
    long before = System.nanoTime();

    assertThat(introspect().json()).containsEntry("active", true);
    assertThat(System.nanoTime() - before).isGreaterThan(Duration.ofMillis(50).toNanos());
  }

  @Test
  void reset_breaksTheConnectionBeforeTheRequestIsCarriedOut() {
    local.inject(Fault.reset(), Endpoint.REVOKE, 1);

    assertThatThrownBy(() -> Wire.send(east.request("/oauth2/revoke", SAMPLE)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString("token=" + accessToken)).build())).isInstanceOf(IOException.class);
    assertThat(east.active(SAMPLE, accessToken)).isTrue();
    assertThat(local.journal().last(Endpoint.REVOKE).orElseThrow().status()).isZero();
  }

  @Test
  void halfBody_endsInTheMiddle() {
    local.inject(Fault.halfBody(), Endpoint.INTROSPECT, 1);

    assertThatThrownBy(() -> introspectWithin(Duration.ofSeconds(10))).isInstanceOf(IOException.class)
        .isNotInstanceOf(HttpTimeoutException.class);
    assertThat(introspect().status()).isEqualTo(200);
  }

  @Test
  void trickle_comesWholeInTheEnd() {
    local.inject(Fault.trickle(Duration.ofMillis(1)), Endpoint.INTROSPECT, 1);

    assertThat(introspect().json()).containsEntry("active", true);
  }

  @Test
  void trickle_takesItsTimeAfterTheHeaders() throws Exception {
    local.inject(Fault.trickle(Duration.ofHours(1)), Endpoint.INTROSPECT, 1);
    try (Socket socket = introspectRaw()) {
      StringBuilder head = new StringBuilder();
      while (!head.toString().endsWith("\r\n\r\n{")) {
        head.append((char) socket.getInputStream().read());
      }
      socket.setSoTimeout(200);

      assertThat(head).startsWith("HTTP/1.1 200");
      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void reset_isNoOrderlyEnd() throws Exception {
    local.inject(Fault.reset(), Endpoint.INTROSPECT, 1);
    try (Socket socket = introspectRaw()) {
      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void membersOfIntrospection_canBeWrong() {
    long exp = TestClock.START.getEpochSecond() + 3600;

    assertThat(introspected(Fault.activeAsString())).containsEntry("active", "true");
    assertThat(introspected(Fault.missingExpiry())).doesNotContainKey("exp");
    assertThat(introspected(Fault.decimalExpiry())).containsEntry("exp", exp + 0.5);
    assertThat(introspected(Fault.negativeExpiry())).containsEntry("exp", -1);
    assertThat(introspected(Fault.hugeExpiry())).containsEntry("exp", BigInteger.TEN.pow(30));
    assertThat(introspected(Fault.expired())).containsEntry("exp", (int) (exp - 30 * 86400))
        .containsEntry("active", true);
    assertThat(introspected(Fault.wrongAudience())).containsEntry("aud", "another_client_id");
    assertThat(introspected(Fault.wrongOrganization()).get("org_id")).isNotEqualTo(EAST);
    assertThat(introspected(Fault.missingOrganization())).doesNotContainKey("org_id");
    assertThat(introspected(Fault.wrongTokenType())).containsEntry("token_type", "mac");
    assertThat(introspected(Fault.member("scope", List.of("a", "b")))).containsEntry("scope", List.of("a", "b"));
    assertThat(introspected(Fault.missingMember("client_id"))).doesNotContainKey("client_id");
  }

  @Test
  void discoveryAndUserInfo_canBeWrong() {
    local.inject(Fault.wrongIssuer(), Endpoint.DISCOVERY);
    local.inject(Fault.wrongSubject(), Endpoint.USERINFO);

    assertThat(east.get("/oauth2/token/.well-known/openid-configuration").text("issuer"))
        .isEqualTo("https://issuer.example/oauth2/token");
    assertThat(east.get("/oauth2/userinfo", "Bearer " + accessToken).text("sub"))
        .isEqualTo("00000000-0000-4000-8000-000000000000");
  }

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

  @Test
  void parametersOfTheCallback_canBeWrong() {
    local.inject(Fault.parameter("state", "another"), Endpoint.AUTHORIZE, 1);
    local.inject(Fault.missingParameter("code"), Endpoint.AUTHORIZE, 1);
    Browser.Page page =
        browser.signIn(browser.get(Browser.authorize(east, "sample_jwt_client_id", "state", "s")), "Charlie");

    assertThat(page.parameters()).containsEntry("state", "another").doesNotContainKey("code");
    assertThat(browser.get(Browser.authorize(east, "sample_jwt_client_id", "state", "s")).parameters())
        .containsEntry("state", "s").containsKey("code");
  }

  @Test
  void journal_saysWhichFaultStruck() {
    local.inject(Fault.wrongAudience(), Endpoint.INTROSPECT, 1);
    introspect();
    introspect();

    assertThat(local.journal().entries(Endpoint.INTROSPECT)).extracting(JournalEntry::faults)
        .containsExactly(List.of("claim aud"), List.of());
  }

  private Answer introspect() {
    return east.introspect(SAMPLE, accessToken);
  }

  private Map<String, Object> introspected(Fault fault) {
    local.clearFaults();
    local.inject(fault, Endpoint.INTROSPECT);
    return introspect().json();
  }

  private void introspectWithin(Duration timeout) throws IOException {
    Wire.send(east.request("/oauth2/introspect", SAMPLE).timeout(timeout)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString("token=" + accessToken)).build());
  }

  private Socket introspectRaw() throws IOException {
    Socket socket = new Socket("localhost", local.port());
    socket.setSoTimeout(20_000);
    String body = "token=" + accessToken;
    socket.getOutputStream().write(("POST /t/bestcarmart/o/" + EAST + "/oauth2/introspect HTTP/1.1\r\n"
        + "Host: localhost\r\nAuthorization: " + SAMPLE + "\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        + "Content-Length: " + body.length() + "\r\n\r\n" + body).getBytes(US_ASCII));
    return socket;
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
