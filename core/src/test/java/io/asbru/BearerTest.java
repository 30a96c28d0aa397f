package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthenticationResult.Anonymous;
import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Reason;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.client.TokenResponse.Granted;
import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.session.MemorySessionStore;
import io.asbru.settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bearer tokens from the header to the caller, with an organization that answers as a lying one would. */
class BearerTest extends BearerFixture {

  // What is no access token, though it is active.

  @Test
  void refreshToken_isRefusedThoughItIsActive_alsoFromTheCache() throws Exception {
    start(Map.of());
    Granted tokens = fixture.client.password("Charlie", Secret.of("jG9A5KrX"), Set.of("openid")).orThrow();
    String refreshToken = tokens.refreshToken().orElseThrow().value();
    assertInvalid(fixture.present(refreshToken));
    assertInvalid(fixture.present(refreshToken));
    assertThat(fixture.introspections()).isEqualTo(1);
  }

  @Test
  void idToken_isRefused() throws Exception {
    start(Map.of());
    Granted tokens = fixture.client.password("Charlie", Secret.of("jG9A5KrX"), Set.of("openid")).orThrow();
    assertInvalid(fixture.present(tokens.idToken().orElseThrow().value()));
  }

  /** Known tokens are looked up before their characters are looked at; the first of these has the lower byte of the token's. */
  @ParameterizedTest
  @ValueSource(ints = {0x100, 0x80, 0xd800})
  void textThatIsNoToken_isNotTakenForAKnownOne(int further) throws Exception {
    start(Map.of());
    String token = token();
    assertThat(fixture.present(token)).isInstanceOf(Authenticated.class);
    assertMalformed(fixture.present((char) (token.charAt(0) | further) + token.substring(1)));
    assertMalformed(fixture.present("?" + token.substring(1)));
    assertThat(fixture.introspections()).isEqualTo(1);
  }

  static Stream<Fault> signsOfOtherTokens() {
    return Stream.of(Fault.member("token_type", "Refresh"), Fault.member("token_type", "refresh_token"), Fault.member("token_type", "N_A"),
        Fault.member("token_type", "mac"), Fault.member("typ", "ID"), Fault.member("typ", "Refresh"), Fault.member("typ", "Offline"),
        Fault.member("typ", "Logout"), Fault.member("at_hash", "AAAA"), Fault.member("c_hash", "AAAA"));
  }

  @ParameterizedTest
  @MethodSource("signsOfOtherTokens")
  void activeTokenThatIsNoAccessToken_isRefused_alsoFromTheCache(Fault fault) throws Exception {
    start(Map.of());
    String token = token();
    fixture.organization.inject(fault, Endpoint.INTROSPECT);
    assertInvalid(fixture.present(token));
    fixture.organization.clearFaults();
    assertInvalid(fixture.present(token));
    assertThat(fixture.introspections()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "bearer", "JWT"})
  void typeOfAnAccessToken_isTakenInAnyCase(String type) throws Exception {
    start(Map.of());
    fixture.organization.inject(Fault.member("token_type", type), Endpoint.INTROSPECT);
    assertThat(fixture.present(token())).isInstanceOf(Authenticated.class);
  }

  // Whose token it is, and whom it is for: judged each time, also of what is kept.

  static Stream<Fault> signsOfOthers() {
    return Stream.of(Fault.wrongAudience(), Fault.missingClaim("aud"), Fault.claim("aud", List.of()), Fault.claim("aud", ""),
        Fault.wrongOrganization(), Fault.missingOrganization());
  }

  @ParameterizedTest
  @MethodSource("signsOfOthers")
  void tokenOfOrForSomebodyElse_isRefused_alsoFromTheCache(Fault fault) throws Exception {
    start(Map.of());
    String token = token();
    fixture.organization.inject(fault, Endpoint.INTROSPECT);
    assertInvalid(fixture.present(token));
    fixture.organization.clearFaults();
    assertInvalid(fixture.present(token));
    assertThat(fixture.introspections()).as("what was said is kept").isEqualTo(1);
  }

  @Test
  void audienceAmongOthers_isEnough() throws Exception {
    start(Map.of());
    fixture.organization.inject(Fault.claim("aud", List.of("other", "sample_application_client_id")), Endpoint.INTROSPECT);
    assertThat(fixture.present(token())).isInstanceOf(Authenticated.class);
  }

  @Test
  void absentAudience_isTakenIfSetSo() throws Exception {
    start(Map.of(Setting.ALLOW_INSECURE_ANY_AUDIENCE, "true"));
    fixture.organization.inject(Fault.missingClaim("aud"), Endpoint.INTROSPECT);
    assertThat(fixture.present(token())).isInstanceOf(Authenticated.class);
  }

  @Test
  void scopes_areJudgedOfWhatIsKept() throws Exception {
    start(Map.of());
    String token = token();
    assertThat(present(token, Requirement.BEARER.allScopes("read_stores"))).isInstanceOf(Authenticated.class);
    for (int i = 0; i < 3; i++) {
      Refused refused = (Refused) present(token, Requirement.BEARER.allScopes("write_stores").anyScope("a", "b"));
      assertThat(refused.reason()).isEqualTo(Reason.INSUFFICIENT_SCOPE);
      assertThat(refused.reply().status()).isEqualTo(403);
      assertThat(refused.reply().header("WWW-Authenticate").orElseThrow()).endsWith(", scope=\"write_stores a b\"");
    }
    assertThat(fixture.introspections()).isEqualTo(1);
  }

  @Test
  void refusalForMissingScopes_isKeptForEachRequirement_andMadeOnce() throws Exception {
    start(Map.of());
    String token = token();
    List<Requirement> many = IntStream.range(0, 20).mapToObj(i -> Requirement.BEARER.allScopes("scope_" + i)).toList();
    List<AuthenticationResult> made = many.stream().map(requirement -> present(token, requirement)).toList();
    for (int i = 0; i < many.size(); i++) {
      assertThat(((Refused) made.get(i)).reply().header("WWW-Authenticate").orElseThrow()).contains("scope=\"scope_" + i + "\"");
      assertThat(present(token, many.get(i))).isSameAs(made.get(i));
      assertThat(present(token, Requirement.BEARER.allScopes("scope_" + i))).as("an equal requirement").isSameAs(made.get(i));
    }
  }

  @Test
  void badToken_isRefusedWhereAnyoneMayCome_andNoTokenIsNot() {
    start(Map.of());
    assertInvalid(present("unknown", Requirement.ANYONE));
    assertThat(fixture.authenticator.authenticate(EngineFixture.api("/"), new MemorySessionStore(), Requirement.ANYONE))
        .isInstanceOf(Anonymous.class);
  }

  @Test
  void goodToken_isNotTakenWhereOnlyASignInIs() throws Exception {
    start(Map.of());
    Refused refused = (Refused) present(token(), Requirement.LOGIN);
    assertThat(refused.reason()).isEqualTo(Reason.CREDENTIAL_NOT_ACCEPTED);
    assertThat(refused.reply().status()).isEqualTo(403);
  }

  // exp of introspection responses.

  static Stream<Arguments> expiries() {
    return Stream.of(
        Arguments.of(Fault.missingExpiry(), true), Arguments.of(Fault.decimalExpiry(), true), Arguments.of(Fault.hugeExpiry(), true),
        Arguments.of(Fault.negativeExpiry(), false), Arguments.of(Fault.expired(), false), Arguments.of(Fault.claim("exp", 0), false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("expiries")
  void oddExpiry_isCopedWith(Fault fault, boolean taken) throws Exception {
    start(Map.of());
    String token = token();
    fixture.organization.inject(fault, Endpoint.INTROSPECT);
    for (int i = 0; i < 2; i++) {
      assertThat(fixture.present(token)).isInstanceOf(taken ? Authenticated.class : Refused.class);
    }
    assertThat(fixture.introspections()).isEqualTo(1);
    fixture.clock.advance(Duration.ofSeconds(61));
    assertThat(fixture.present(token)).isInstanceOf(taken ? Authenticated.class : Refused.class);
    assertThat(fixture.introspections()).as("kept for the ttl at the most").isEqualTo(2);
  }

  @Test
  void expiryThatIsNoNumber_isAnOutage() throws Exception {
    start(Map.of());
    fixture.organization.inject(Fault.claim("exp", "soon"), Endpoint.INTROSPECT);
    assertUnavailable(fixture.present(token()));
  }
}
