package io.asbru.local;

import static io.asbru.local.Wire.JWT_SAMPLE;
import static io.asbru.local.Wire.NOBODY;
import static io.asbru.local.Wire.SAMPLE;
import static io.asbru.local.Wire.basic;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RevocationTest extends RunningTest {

  private static final String REVOKE = "/oauth2/revoke";

  @Test
  void success_isAnEmptyJsonAnswer() {
    succeeded(east.revoke(SAMPLE, east.password(SAMPLE, "Charlie", "openid").text("access_token")));
  }

  @Test
  void unknownAndExpiredTokens_lookLikeSuccess() {
    String token = east.password(SAMPLE, "Charlie", "openid").text("access_token");
    clock.advance(Duration.ofHours(1));

    succeeded(east.revoke(SAMPLE, token));
    succeeded(east.revoke(SAMPLE, "ef757efc-6ec3-3e12-83f6-cb2849d67f7b"));
  }

  @Test
  void revokingEither_endsBoth() {
    Answer byAccess = east.password(SAMPLE, "Charlie", "openid");
    east.revoke(SAMPLE, byAccess.text("access_token"));
    Answer byRefresh = east.password(SAMPLE, "store-reader", "openid");
    east.post(REVOKE, SAMPLE, "token", byRefresh.text("refresh_token"), "token_type_hint", "refresh_token");

    for (Answer issued : new Answer[] {byAccess, byRefresh}) {
      assertThat(east.active(SAMPLE, issued.text("access_token"))).isFalse();
      assertThat(east.active(SAMPLE, issued.text("refresh_token"))).isFalse();
    }
  }

  @Test
  void tokensAreIndependent_ifSoConfigured() {
    restart(Definition.demo().toBuilder().with(Switch.REVOCATION_ENDS_BOTH, false).build());
    Answer byAccess = east.password(SAMPLE, "Charlie", "openid");
    east.revoke(SAMPLE, byAccess.text("access_token"));
    Answer byRefresh = east.password(SAMPLE, "store-reader", "openid");
    east.revoke(SAMPLE, byRefresh.text("refresh_token"));

    assertThat(east.active(SAMPLE, byAccess.text("access_token"))).isFalse();
    assertThat(east.active(SAMPLE, byAccess.text("refresh_token"))).isTrue();
    assertThat(east.active(SAMPLE, byRefresh.text("access_token"))).isTrue();
    assertThat(east.active(SAMPLE, byRefresh.text("refresh_token"))).isFalse();
  }

  @Test
  void wrongHint_doesNotMatter() {
    Answer issued = east.password(SAMPLE, "Charlie", "openid");
    east.post(REVOKE, SAMPLE, "token", issued.text("access_token"), "token_type_hint", "refresh_token");

    assertThat(east.active(SAMPLE, issued.text("access_token"))).isFalse();
  }

  @Test
  void jwt_canBeRevoked() {
    String token = east.password(JWT_SAMPLE, "Charlie", "openid").text("access_token");
    east.revoke(JWT_SAMPLE, token);

    assertThat(east.active(JWT_SAMPLE, token)).isFalse();
  }

  @Test
  void clientSecretPost_isTaken() {
    String token = east.password(SAMPLE, "Charlie", "openid").text("access_token");
    succeeded(east.post(REVOKE, NOBODY, "token", token, "client_id", "sample_application_client_id", "client_secret",
        "sample_application_client_secret"));

    assertThat(east.active(SAMPLE, token)).isFalse();
  }

  @Test
  void publicClient_needsOnlyItsId() {
    String verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    String code = code("public_client_id", "Charlie", "code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        "code_challenge_method", "S256");
    String token = east.token(NOBODY, "grant_type", "authorization_code", "client_id", "public_client_id", "code", code,
        "redirect_uri", Browser.CALLBACK, "code_verifier", verifier).text("access_token");
    assertThat(east.active(SAMPLE, token)).isTrue();

    succeeded(east.post(REVOKE, NOBODY, "token", token, "client_id", "public_client_id"));
    assertThat(east.active(SAMPLE, token)).isFalse();
  }

  @Test
  void noToken_isInvalidRequest_beforeTheClientIsLookedAt() {
    Answer answer = east.post(REVOKE, basic("nobody", "nothing"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo("{\"error_description\":\"Invalid revocation request\",\"error\":\"invalid_request\"}");
  }

  @Test
  void badClient_isUnauthorizedAsHtml() {
    String token = east.password(SAMPLE, "Charlie", "openid").text("access_token");
    for (Answer answer : new Answer[] {
        east.revoke(basic("sample_application_client_id", "wrong"), token), east.revoke(NOBODY, token)}) {
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("Content-Type")).isEqualTo("text/html");
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Basic realm=localhost");
      assertThat(answer.body())
          .isEqualTo("{\"error_description\":\"Client Authentication failed.\",\"error\":\"invalid_client\"}");
    }
    assertThat(east.active(SAMPLE, token)).isTrue();
  }

  @Test
  void tokenOfAnotherClient_isUnauthorizedClientAsJson() {
    String token = east.password(SAMPLE, "Charlie", "openid").text("access_token");
    Answer answer = east.revoke(JWT_SAMPLE, token);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.body())
        .isEqualTo("{\"error_description\":\"Client Authentication failed.\",\"error\":\"unauthorized_client\"}");
    assertThat(east.active(SAMPLE, token)).isTrue();
  }

  @Test
  void tokenOfAnotherOrganization_isUnknown() {
    String token = east.password(SAMPLE, "Charlie", "openid").text("access_token");

    succeeded(west.revoke(Wire.DOCUMENTED_WEST, token));
    assertThat(east.active(SAMPLE, token)).isTrue();
  }

  @Test
  void callback_isCalledWithNothing() {
    Answer answer = east.post(REVOKE, SAMPLE, "token", "x", "callback", "package.myCallback");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/javascript");
    assertThat(answer.body()).isEqualTo("package.myCallback();");
  }

  @Test
  void callback_isCalledWithTheError() {
    Answer answer = east.post(REVOKE, SAMPLE, "callback", "cb");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo("cb({\"error_description\":\"Invalid revocation request\",\"error\":\"invalid_request\"});");
  }

  @Test
  void callbackThatIsNoFunctionName_isIgnored() {
    succeeded(east.post(REVOKE, SAMPLE, "token", "x", "callback", "alert(1);//"));
  }

  private static void succeeded(Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Pragma")).isEqualTo("no-cache");
  }
}
