package io.asbru.local;

import static io.asbru.local.Wire.EAST;
import static io.asbru.local.Wire.JWT_SAMPLE;
import static io.asbru.local.Wire.SAMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefreshTokenTest extends RunningTest {

  @Test
  void refresh_givesNewTokensAndEndsTheOldOnes() {
    Answer old = east.password(SAMPLE, "Charlie", "openid read_stores");
    Answer renewed = east.refresh(SAMPLE, old.text("refresh_token"));

    assertThat(renewed.status()).isEqualTo(200);
    assertThat(renewed.text("access_token")).isNotEqualTo(old.text("access_token"));
    assertThat(renewed.text("refresh_token")).isNotEqualTo(old.text("refresh_token"));
    assertThat(renewed.text("scope")).isEqualTo("openid read_stores");
    assertThat(renewed.json()).containsEntry("expires_in", 3600);
    assertThat(east.active(SAMPLE, old.text("access_token"))).isFalse();
    assertThat(east.active(SAMPLE, renewed.text("access_token"))).isTrue();
  }

  @Test
  void refresh_keepsTheSessionAndTheSubjectButNotTheNonce() {
    String code = code("sample_application_client_id", "Charlie", "scope", "openid", "nonce", "n1");
    Answer first = east.token(SAMPLE, "grant_type", "authorization_code", "code", code, "redirect_uri",
        Browser.CALLBACK);
    clock.advance(Duration.ofMinutes(30));
    Map<String, Object> claims = east.refresh(SAMPLE, first.text("refresh_token")).claims("id_token");

    assertThat(claims).doesNotContainKey("nonce")
        .containsEntry("sub", first.claims("id_token").get("sub"))
        .containsEntry("sid", first.claims("id_token").get("sid"))
        .containsEntry("auth_time", TestClock.START.getEpochSecond());
  }

  @Test
  void reuseOfAnOldRefreshToken_isRefusedAndDoesNotEndTheFamily() {
    Answer old = east.password(SAMPLE, "Charlie", "openid");
    Answer renewed = east.refresh(SAMPLE, old.text("refresh_token"));

    refused(east.refresh(SAMPLE, old.text("refresh_token")), "Invalid refresh token value in the request");

    assertThat(east.active(SAMPLE, renewed.text("access_token"))).isTrue();
    assertThat(east.refresh(SAMPLE, renewed.text("refresh_token")).status()).isEqualTo(200);
  }

  @Test
  void unknownRefreshToken_isInvalidGrant() {
    refused(east.refresh(SAMPLE, "ee8bf449-e8ba-421c-b4d5-6a38c6432d4d"), "Persisted access token data not found");
  }

  @Test
  void refreshTokenOfAnotherClient_isUnknown() {
    String token = east.password(SAMPLE, "Charlie", "openid").text("refresh_token");

    refused(east.refresh(JWT_SAMPLE, token), "Persisted access token data not found");
  }

  @Test
  void revokedRefreshToken_isInInvalidState() {
    String token = east.password(SAMPLE, "Charlie", "openid").text("refresh_token");
    east.revoke(SAMPLE, token);

    refused(east.refresh(SAMPLE, token), "Invalid refresh token state");
  }

  @Test
  void refreshToken_isGoodForADay_alsoAfterTheAccessTokenHasExpired() {
    String inTime = east.password(SAMPLE, "Charlie", "openid").text("refresh_token");
    String late = east.password(SAMPLE, "store-reader", "openid").text("refresh_token");

    clock.advance(Duration.ofSeconds(86399));
    assertThat(east.refresh(SAMPLE, inTime).status()).isEqualTo(200);
    clock.advance(Duration.ofSeconds(1));
    refused(east.refresh(SAMPLE, late), "Refresh token is expired.");
  }

  @Test
  void renewal_startsTheLifetimeAnew() {
    String first = east.password(SAMPLE, "Charlie", "openid").text("refresh_token");
    clock.advance(Duration.ofHours(20));
    String second = east.refresh(SAMPLE, first).text("refresh_token");
    clock.advance(Duration.ofHours(20));

    assertThat(east.refresh(SAMPLE, second).status()).isEqualTo(200);
  }

  @Test
  void renewal_keepsTheEnd_ifSoConfigured() {
    restart(Definition.demo().toBuilder().with(Switch.REFRESH_EXTENDS_LIFETIME, false).build());
    String first = east.password(SAMPLE, "Charlie", "openid").text("refresh_token");
    clock.advance(Duration.ofHours(20));
    String second = east.refresh(SAMPLE, first).text("refresh_token");
    clock.advance(Duration.ofHours(20));

    refused(east.refresh(SAMPLE, second), "Refresh token is expired.");
  }

  @Test
  void applicationWithoutRotation_keepsItsRefreshToken() {
    change(EAST, "sample_application_client_id", application -> application.refreshTokenRotated(false));
    Answer old = east.password(SAMPLE, "Charlie", "openid");
    Answer renewed = east.refresh(SAMPLE, old.text("refresh_token"));

    assertThat(renewed.text("refresh_token")).isEqualTo(old.text("refresh_token"));
    assertThat(renewed.text("access_token")).isNotEqualTo(old.text("access_token"));
    assertThat(east.refresh(SAMPLE, renewed.text("refresh_token")).status()).isEqualTo(200);
  }

  @Test
  void fewerScopes_mayBeAskedFor() {
    Answer old = east.password(SAMPLE, "store-manager", "openid read_stores write_stores");
    Answer renewed = east.token(SAMPLE, "grant_type", "refresh_token", "refresh_token", old.text("refresh_token"),
        "scope", "read_stores");

    assertThat(renewed.text("scope")).isEqualTo("read_stores");
    assertThat(renewed.json()).doesNotContainKey("id_token");
  }

  @Test
  void scopeThatWasNotGranted_isInvalidScope() {
    Answer old = east.password(SAMPLE, "store-reader", "openid read_stores");
    Answer answer = east.token(SAMPLE, "grant_type", "refresh_token", "refresh_token", old.text("refresh_token"),
        "scope", "read_stores write_stores");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json()).containsEntry("error", "invalid_scope").containsEntry("error_description",
        "Invalid Scope!");
    assertThat(east.refresh(SAMPLE, old.text("refresh_token")).status()).isEqualTo(200);
  }

  @Test
  void jwt_staysAJwt() {
    Answer old = east.password(JWT_SAMPLE, "Charlie", "openid");

    assertThat(east.refresh(JWT_SAMPLE, old.text("refresh_token")).claims("access_token"))
        .containsEntry("client_id", "sample_jwt_client_id");
  }

  private static void refused(Answer answer, String description) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json()).containsEntry("error", "invalid_grant").containsEntry("error_description", description);
  }
}
