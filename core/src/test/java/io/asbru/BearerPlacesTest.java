package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.settings.Setting;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a bearer token may stand, and how it may look (RFC 6750, section 2). */
class BearerPlacesTest extends BearerFixture {

  @Test
  void byDefault_onlyTheHeaderIsLookedAt() throws Exception {
    start(Map.of());
    String token = token();
    assertLoginRequired(fixture.present(EngineFixture.api("/api").query("access_token=" + token)));
    assertLoginRequired(fixture.present(EngineFixture.api("/api").method("POST").form("access_token", token)));
  }

  @Test
  void formAndQuery_areTakenBySetting() throws Exception {
    start(Map.of(Setting.BEARER_TOKEN_FROM, "header form query"));
    String token = token();
    assertThat(fixture.present(token)).isInstanceOf(Authenticated.class);
    assertThat(fixture.present(EngineFixture.api("/api").query("a=b&access_token=" + token))).isInstanceOf(Authenticated.class);
    assertThat(fixture.present(EngineFixture.api("/api").method("POST").form("access_token", token))).isInstanceOf(Authenticated.class);
    assertLoginRequired(fixture.present(EngineFixture.api("/api").query("a=b").form("a", "b")));
  }

  @Test
  void tokenInTheQuery_isToldSoThatTheReplyIsPrivate() {
    start(Map.of(Setting.BEARER_TOKEN_FROM, "header query"));
    assertThat(fixture.authenticator.tokenInQuery(EngineFixture.api("/api").query("a=b&access_token=t"))).isTrue();
    assertThat(fixture.authenticator.tokenInQuery(EngineFixture.api("/api").query("%61ccess_token=t"))).isTrue();
    assertThat(fixture.authenticator.tokenInQuery(EngineFixture.api("/api").query("a=access_token").with("Authorization", "Bearer t")))
        .isFalse();
    assertThat(fixture.authenticator.tokenInQuery(EngineFixture.api("/api"))).isFalse();
  }

  @Test
  void tokenInAQueryThatIsNotLookedAt_isNone() {
    start(Map.of());
    assertThat(fixture.authenticator.tokenInQuery(EngineFixture.api("/api").query("access_token=t"))).isFalse();
  }

  @Test
  void settingOfPlaces_takesTheOthersAway() throws Exception {
    start(Map.of(Setting.BEARER_TOKEN_FROM, "form"));
    String token = token();
    assertThat(fixture.present(EngineFixture.api("/api").method("POST").form("access_token", token))).isInstanceOf(Authenticated.class);
    assertLoginRequired(fixture.present(EngineFixture.api("/api").query("access_token=" + token)));
    assertLoginRequired(fixture.present(token));
  }

  @Test
  void headerThatIsNotLookedAt_besideAToken_isMalformed() throws Exception {
    start(Map.of(Setting.BEARER_TOKEN_FROM, "form"));
    assertMalformed(fixture.present(EngineFixture.api("/api").method("POST").form("access_token", token()).with("Authorization", "Bearer other")));
    assertThat(fixture.introspections()).isZero();
  }

  @Test
  void tokenInTwoPlaces_isMalformed() throws Exception {
    start(Map.of(Setting.BEARER_TOKEN_FROM, "header form query"));
    String token = token();
    String header = "Bearer " + token;
    for (FakeRequest request : List.of(
        EngineFixture.api("/api").with("Authorization", header).query("access_token=" + token),
        EngineFixture.api("/api").with("Authorization", header).query("%61ccess_token=" + token),
        EngineFixture.api("/api").method("POST").with("Authorization", header).form("access_token", token),
        // A container's form parameters begin with those of the query.
        EngineFixture.api("/api").method("POST").query("access_token=" + token).form("access_token", token).form("access_token", token),
        EngineFixture.api("/api").query("access_token=" + token + "&access_token=" + token),
        EngineFixture.api("/api").method("POST").form("access_token", token).form("access_token", "other"))) {
      assertMalformed(fixture.present(request));
    }
    assertThat(fixture.introspections()).isZero();
  }

  @Test
  void queryThatTheContainerMixesIntoTheForm_isNotCountedTwice() throws Exception {
    start(Map.of(Setting.BEARER_TOKEN_FROM, "form query"));
    String token = token();
    assertThat(fixture.present(EngineFixture.api("/api").method("POST").query("access_token=" + token).form("access_token", token)))
        .isInstanceOf(Authenticated.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"access_token=", "access_token", "access_token=a%20b", "access_token=%00", "access_token=a%0d%0ab",
      "access_token=%C3%A9"})
  void malformedParameter_isMalformed(String query) {
    start(Map.of(Setting.BEARER_TOKEN_FROM, "query"));
    assertMalformed(fixture.present(EngineFixture.api("/api").query(query)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "Bearer a b", "Bearer a,b", "Bearer a\u0000b", "Bearer a\r\nX: y", "Bearer \"a\"", "Bearer é", "bearer\ta"})
  void malformedHeader_isMalformedAndShowsNothing(String header) {
    start(Map.of());
    Refused refused = assertMalformed(fixture.present(EngineFixture.api("/api").with("Authorization", header)));
    assertThat(refused.reply().toString()).doesNotContain("X: y", "\r\nX");
    assertThat(fixture.introspections()).isZero();
  }

  @Test
  void twoHeaders_areMalformed() throws Exception {
    start(Map.of());
    String token = token();
    assertMalformed(fixture.present(EngineFixture.api("/api").with("Authorization", "Bearer " + token).with("Authorization", "Bearer x")));
    assertMalformed(fixture.present(EngineFixture.api("/api").with("Authorization", "Bearer " + token + ", Bearer " + token)));
  }

  @Test
  void hugeHeader_isRefusedUnread() {
    start(Map.of());
    assertMalformed(fixture.present("a".repeat(1_000_000)));
    assertThat(fixture.introspections()).isZero();
  }
}
