package io.asbru.local;

import static io.asbru.local.Wire.NOBODY;
import static io.asbru.local.Wire.SAMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UserInfoTest extends RunningTest {

  private static final String USERINFO = "/oauth2/userinfo";

  @Test
  void claims_areThoseOfTheScopes() {
    Answer issued = east.password(SAMPLE, "Charlie", "openid profile email");
    Answer answer = east.get(USERINFO, "Bearer " + issued.text("access_token"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json()).containsEntry("sub", issued.claims("id_token").get("sub"))
        .containsEntry("username", "Charlie").containsEntry("given_name", "Charlie")
        .containsEntry("email", "charlie@east.bestcarmart.example").doesNotContainKey("groups");
  }

  @Test
  void post_isTakenToo() {
    String token = east.password(SAMPLE, "Charlie", "openid").text("access_token");

    assertThat(east.post(USERINFO, NOBODY, "access_token", token).status()).isEqualTo(200);
    assertThat(east.post(USERINFO, "Bearer " + token).status()).isEqualTo(200);
  }

  @Test
  void withoutToken_isInvalidRequest() {
    assertThat(east.get(USERINFO).status()).isEqualTo(400);
  }

  @Test
  void badToken_isInvalidToken() {
    String token = east.password(SAMPLE, "Charlie", "openid").text("access_token");
    for (Answer answer : new Answer[] {east.get(USERINFO, "Bearer nonsense"), west.get(USERINFO, "Bearer " + token)}) {
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.text("error")).isEqualTo("invalid_token");
      assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer error=\"invalid_token\"");
    }
  }

  @Test
  void tokenWithoutOpenid_isInsufficientScope() {
    String token = east.password(SAMPLE, "Charlie", "profile").text("access_token");

    assertThat(east.get(USERINFO, "Bearer " + token).status()).isEqualTo(403);
  }

  @Test
  void applicationToken_isInvalid() {
    String token = east.token(SAMPLE, "grant_type", "client_credentials").text("access_token");

    assertThat(east.get(USERINFO, "Bearer " + token).status()).isEqualTo(401);
  }
}
