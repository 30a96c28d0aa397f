package io.asbru.local;

import static io.asbru.local.Wire.EAST;
import static io.asbru.local.Wire.NOBODY;
import static io.asbru.local.Wire.SHARED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** private_key_jwt, and requests pushed by an authenticated client. */
class ClientAuthenticationTest extends RunningTest {

  private static final String CLIENT = "key_client";
  private static final String BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  @Test
  void signedAssertion_isTakenOnce() throws Exception {
    ECKey key = registered();
    String assertion = assertion(key, CLIENT, east.url("/oauth2/token"));

    assertThat(withAssertion(assertion).status()).isEqualTo(200);
    assertThat(withAssertion(assertion).status()).isEqualTo(401);
  }

  @Test
  void assertionThatProvesNothing_isRefused() throws Exception {
    ECKey key = registered();
    ECKey another = new ECKeyGenerator(Curve.P_256).generate();

    assertThat(withAssertion(assertion(another, CLIENT, east.url("/oauth2/token"))).status()).isEqualTo(401);
    assertThat(withAssertion(assertion(key, CLIENT, "https://elsewhere.example")).status()).isEqualTo(401);
    assertThat(withAssertion(assertion(key, "sample_jwt_client_id", east.url("/oauth2/token"))).status())
        .isEqualTo(401);
    assertThat(withAssertion("nonsense").status()).isEqualTo(401);
    String expired = assertion(key, CLIENT, east.url("/oauth2/token"));
    clock.advance(Duration.ofMinutes(5));
    assertThat(withAssertion(expired).status()).isEqualTo(401);
  }

  @Test
  void pushedRequest_isUsedOnce() {
    Answer pushed = push();
    assertThat(pushed.status()).isEqualTo(201);
    assertThat(pushed.json()).containsEntry("expires_in", 60);

    String authorize = root.url("/oauth2/authorize?" + Wire.form("client_id", "shared_client_id", "request_uri",
        pushed.text("request_uri")));
    assertThat(browser.signIn(browser.get(authorize), "root-admin").parameters()).containsKey("code")
        .containsEntry("state", "pushed");
    assertThat(browser.get(authorize).body()).contains("Invalid or expired request URI");
  }

  @Test
  void pushedRequest_isGoodForAMinuteAndForItsClient() {
    String first = push().text("request_uri");
    assertThat(browser.get(root.url("/oauth2/authorize?" + Wire.form("client_id", "management_client_id",
        "request_uri", first))).body()).contains("Invalid or expired request URI");

    String second = push().text("request_uri");
    clock.advance(Duration.ofSeconds(60));
    assertThat(browser.get(root.url("/oauth2/authorize?" + Wire.form("client_id", "shared_client_id", "request_uri",
        second))).body()).contains("Invalid or expired request URI");
  }

  @Test
  void pushingNeedsTheClientsCredentials() {
    assertThat(root.post("/oauth2/par", Wire.basic("shared_client_id", "wrong")).text("error"))
        .isEqualTo("invalid_client");
    assertThat(root.post("/oauth2/par", SHARED, "request_uri", "x").text("error")).isEqualTo("invalid_request");
  }

  private Answer push() {
    return root.post("/oauth2/par", SHARED, "response_type", "code", "redirect_uri", Browser.CALLBACK, "state",
        "pushed");
  }

  private ECKey registered() throws Exception {
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
    local.organization(EAST).put(Application.builder(CLIENT).grants("client_credentials")
        .jwks(text(new JWKSet(key).toJSONObject(true))).build());
    return key;
  }

  private static String text(Map<String, Object> json) {
    return new String(Json.write(json), UTF_8);
  }

  private Answer withAssertion(String assertion) {
    return east.token(NOBODY, "grant_type", "client_credentials", "client_assertion", assertion,
        "client_assertion_type", BEARER);
  }

  private String assertion(ECKey key, String client, String audience) throws Exception {
    SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.ES256), new JWTClaimsSet.Builder().issuer(client)
        .subject(client).audience(audience).jwtID(UUID.randomUUID().toString())
        .expirationTime(Date.from(clock.instant().plusSeconds(300))).build());
    jwt.sign(new ECDSASigner(key));
    return jwt.serialize();
  }
}
