package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Caller;
import io.asbru.resource.IntrospectionResponse;
import io.asbru.resource.IntrospectionResponse.Active;
import io.asbru.resource.IntrospectionResponse.Inactive;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtAccessTokensTest extends TokenTestBase {

  private static final String INTROSPECT = KEYS.replace("jwks", "introspect");

  @Test
  void goodToken_isActiveWithoutBeingAskedFor() throws Exception {
    Active active = (Active) introspect(accessToken("scope", "read_stores", "aut", "APPLICATION_USER", "client_id", CLIENT));
    assertThat(active.caller().kind()).isEqualTo(Caller.Kind.USER);
    assertThat(active.caller().subject()).contains("charlie-id");
    assertThat(active.caller().scopes()).containsExactly("read_stores");
    assertThat(active.audience()).isEqualTo(Set.of(CLIENT));
    assertThat(active.tokenType()).contains("JWT");
    assertThat(server.requests(INTROSPECT)).isEmpty();
  }

  @Test
  void applicationsToken_isAnApplications() throws Exception {
    Active active = (Active) introspect(accessToken("sub", CLIENT, "client_id", CLIENT));
    assertThat(active.caller().kind()).isEqualTo(Caller.Kind.APPLICATION);
  }

  @Test
  void opaqueToken_isIntrospected() throws Exception {
    server.on(INTROSPECT, 200, "{\"active\":true,\"username\":\"charlie\"}");
    assertThat(introspect("1f2e3d4c-0000-4000-8000-000000000000")).isInstanceOf(Active.class);
    assertThat(introspect("a.b.c")).isInstanceOf(Active.class);
    assertThat(server.requests(INTROSPECT)).hasSize(2);
  }

  @Test
  void byDefault_jwtsAreIntrospectedToo() throws Exception {
    server.on(INTROSPECT, 200, "{\"active\":false}");
    with(Setting.JWT_ACCESS_TOKENS, "introspect");
    assertInactive(accessToken());
    assertThat(server.requests(INTROSPECT)).hasSize(1);
  }

  @Test
  void wrongClaims_areInactive() throws Exception {
    for (Map<String, Object> claims : List.of(
        claims("iss", "https://issuer.example"), claims("iss", null), claims("exp", null), claims("exp", now() - 30),
        claims("exp", "soon"), claims("exp", -1), claims("nbf", now() + 31), claims("iat", now() + 31), claims("sub", null),
        claims("sub", null, "client_id", CLIENT),
        claims("aud", 5), claims("scope", 5), claims("client_id", 5),
        claims("nonce", "n"), claims("at_hash", "h"), claims("c_hash", "h"))) {
      assertThat(introspect(sign(claims))).as(claims.toString()).isSameAs(Inactive.INSTANCE);
    }
  }

  @Test
  void type_hasToBeOneOfTheSetting() throws Exception {
    assertThat(introspect(typed("at+jwt"))).isInstanceOf(Active.class);
    assertThat(introspect(typed("application/at+jwt"))).isInstanceOf(Active.class);
    assertInactive(typed("JWT"));
    assertInactive(typed("logout+jwt"));
    assertInactive(TestKeys.sign(claims()));
    assertInactive(untyped());
    with(Setting.JWT_TYPES, "application/AT+JWT JWT");
    assertThat(introspect(typed("at+jwt"))).isInstanceOf(Active.class);
    assertThat(introspect(typed("jwt"))).isInstanceOf(Active.class);
    assertInactive(untyped());
  }

  @Test
  void idTokenOfAPlainType_isInactiveThoughItHasNoNonce() throws Exception {
    with(Setting.JWT_TYPES, "JWT");
    assertInactive(TestKeys.sign(TestKeys.KEY, claims("scope", null, "client_id", null), header -> header.type(TestKeys.type("JWT"))));
  }

  @Test
  void forgeries_areInactive() throws Exception {
    assertInactive(TestKeys.hmacWithPublicKey(claims()));
    assertInactive(TestKeys.sign(TestKeys.OTHER_KEY, claims(), header -> header.keyID("key-1").type(TestKeys.type("at+jwt"))));
    assertInactive(TestKeys.sign(TestKeys.KEY, JWSAlgorithm.RS384, claims(), header -> header.type(TestKeys.type("at+jwt"))));
    assertInactive(TestKeys.forged("{\"alg\":\"none\",\"typ\":\"at+jwt\"}", claims(), "AAAA"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ey.e.e", "eyJhbGciOiJSUzI1NiJ9.W10.AAAA"})
  void brokenJwt_isInactiveAndNotIntrospected(String token) throws Exception {
    assertInactive(token);
    assertThat(server.requests(INTROSPECT)).isEmpty();
  }

  @Test
  void opaqueToken_isInactiveWhereTheClientCannotIntrospect() throws Exception {
    Settings settings = Settings.builder().set(Setting.BASE_URL, server.url()).set(Setting.ROOT_ORGANIZATION, "bestcarmart")
        .set(Setting.CLIENT_ID, CLIENT).set(Setting.JWT_ACCESS_TOKENS, "validate").build();
    try (AuthorizationServer withoutSecret = AuthorizationServer.of(settings, clock)) {
      assertThat(withoutSecret.introspector().introspect("garbage")).isSameAs(Inactive.INSTANCE);
    }
  }

  @Test
  void unreachableKeys_areNoVerdict() {
    server.on(KEYS, 500, "");
    assertThatThrownBy(() -> introspect(accessToken())).isInstanceOf(AuthorizationServerUnavailableException.class);
  }

  private IntrospectionResponse introspect(String token) throws AuthorizationServerUnavailableException {
    return authorizationServer().introspector().introspect(token);
  }

  private void assertInactive(String token) throws AuthorizationServerUnavailableException {
    assertThat(introspect(token)).isSameAs(Inactive.INSTANCE);
  }

  private String accessToken(Object... pairs) {
    return sign(claims(pairs));
  }

  private static String sign(Map<String, Object> claims) {
    return TestKeys.sign(TestKeys.KEY, claims, header -> header.type(TestKeys.type("at+jwt")));
  }

  private String untyped() {
    return TestKeys.sign(TestKeys.KEY, claims("scope", "read_stores"), header -> header.type(null));
  }

  private String typed(String typ) {
    return TestKeys.sign(TestKeys.KEY, claims("scope", "read_stores"), header -> header.type(TestKeys.type(typ)));
  }
}
