package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.RSAKey;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.resource.IntrospectionResponse;
import io.asbru.resource.IntrospectionResponse.Active;
import io.asbru.resource.IntrospectionResponse.Inactive;
import io.asbru.settings.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each defect of a signed introspection response (RFC 9701, section 5). */
class SignedIntrospectionResponseTest extends TokenTestBase {

  private static final String INTROSPECT = KEYS.replace("jwks", "introspect");
  private static final String TYPE = "token-introspection+jwt";
  private static final Map<String, Object> ACTIVE = Map.of("active", true, "username", "charlie");

  @BeforeEach
  void askForSignedResponses() {
    with(Map.of(Setting.SIGNED_INTROSPECTION, "true", Setting.JWT_ACCESS_TOKENS, "introspect"));
  }

  /** A response's claims, with these changes: a name and a value by turns, {@code null} for none. */
  private Map<String, Object> response(Object... changes) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", rootIssuer());
    claims.put("aud", CLIENT);
    claims.put("iat", now());
    claims.put("token_introspection", ACTIVE);
    for (int i = 0; i < changes.length; i += 2) {
      claims.put((String) changes[i], changes[i + 1]);
      if (changes[i + 1] == null) {
        claims.remove((String) changes[i]);
      }
    }
    return claims;
  }

  private static String signed(Map<String, Object> claims) {
    return typed(TestKeys.KEY, claims, TYPE);
  }

  private static String typed(RSAKey key, Map<String, Object> claims, String type) {
    return TestKeys.sign(key, claims, header -> header.type(TestKeys.type(type)));
  }

  private IntrospectionResponse ask(String token, String body) throws AuthorizationServerUnavailableException {
    server.on(INTROSPECT, request -> new StubServer.Reply(200, Map.of("Content-Type", "application/token-introspection+jwt"), body));
    return authorizationServer().introspector().introspect(token);
  }

  private void assertRefused(String token, String body, String reason) {
    assertThatThrownBy(() -> ask(token, body)).isInstanceOf(AuthorizationServerUnavailableException.class)
        .hasMessageContaining(reason).hasMessageNotContaining(body);
  }

  @Test
  void goodResponse_isBelieved() throws Exception {
    assertThat(((Active) ask("opaque", signed(response()))).caller().getName()).isEqualTo("charlie");
    assertThat(ask("opaque", signed(response("token_introspection", Map.of("active", false))))).isSameAs(Inactive.INSTANCE);
    assertThat(server.requests(INTROSPECT).get(0).header("Accept")).isEqualTo("application/token-introspection+jwt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Token-Introspection+JWT", "application/token-introspection+jwt"})
  void type_isAMediaType(String type) throws Exception {
    assertThat(ask("opaque", typed(TestKeys.KEY, response(), type))).isInstanceOf(Active.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT", "at+jwt", "logout+jwt", "token-introspection", "jwt+token-introspection"})
  void otherType_isRefused(String type) {
    assertRefused("opaque", typed(TestKeys.KEY, response(), type), "its typ is not " + TYPE);
  }

  @Test
  void noType_isRefused() {
    assertRefused("opaque", TestKeys.sign(response()), "its typ is not " + TYPE);
  }

  @Test
  void signature_isOfTheProviderAndAsAgreed() {
    for (String forged : List.of(
        typed(TestKeys.OTHER_KEY, response(), TYPE),
        TestKeys.sign(TestKeys.KEY, JWSAlgorithm.RS512, response(), header -> header.type(TestKeys.type(TYPE))),
        TestKeys.sign(TestKeys.KEY, response(), header -> header.type(TestKeys.type(TYPE)).criticalParams(Set.of("exp"))
            .customParam("exp", now())),
        TestKeys.hmacWithPublicKey(response()),
        TestKeys.forged("{\"alg\":\"none\",\"typ\":\"" + TYPE + "\"}", response(), ""))) {
      assertRefused("opaque", forged, "no valid signed introspection response");
    }
  }

  static Stream<Arguments> defects() {
    return Stream.of(
        Arguments.of("iss", null, "iss is missing"), Arguments.of("iss", "https://issuer.example", "its issuer"),
        Arguments.of("aud", null, "another client"), Arguments.of("aud", "another", "another client"),
        Arguments.of("aud", List.of("another", CLIENT + "2"), "another client"), Arguments.of("aud", 5, "aud is neither"),
        Arguments.of("iat", null, "iat is missing"), Arguments.of("iat", "now", "iat is not a number"),
        Arguments.of("exp", "never", "exp is not a number"), Arguments.of("exp", 0, "it has expired"),
        Arguments.of("nbf", 99999999999L, "it is not valid yet"),
        Arguments.of("token_introspection", null, "no token_introspection"),
        Arguments.of("token_introspection", "active", "no token_introspection"),
        Arguments.of("token_introspection", List.of(ACTIVE), "no token_introspection"),
        Arguments.of("token_introspection", Map.of(), "no boolean member named active"),
        Arguments.of("token_introspection", Map.of("active", "true"), "no boolean member named active"),
        Arguments.of("token_introspection", Map.of("active", true, "username", "u", "jti", 5), "jti is not a string"));
  }

  @ParameterizedTest
  @MethodSource("defects")
  void claimWithADefect_isRefused(String claim, Object value, String reason) {
    assertRefused("opaque", signed(response(claim, value)), reason);
  }

  @Test
  void audienceAmongOthers_isEnough() throws Exception {
    assertThat(ask("opaque", signed(response("aud", List.of("another", CLIENT))))).isInstanceOf(Active.class);
  }

  @Test
  void activeOutsideOfTheClaim_countsForNothing() throws Exception {
    assertRefused("opaque", signed(response("active", true, "username", "eve", "token_introspection", null)), "no token_introspection");
    assertThat(ask("opaque", signed(response("active", true, "token_introspection", Map.of("active", false))))).isSameAs(Inactive.INSTANCE);
  }

  /** 30 s of clock-skew, and 5 s that a request may take. */
  @Test
  void responseFromBefore_isRefused() throws Exception {
    assertThat(ask("opaque", signed(response("iat", now() - 35)))).isInstanceOf(Active.class);
    assertRefused("opaque", signed(response("iat", now() - 36)), "issued before it was asked for");
    assertThat(ask("opaque", signed(response("iat", now() + 30)))).isInstanceOf(Active.class);
    assertRefused("opaque", signed(response("iat", now() + 31)), "issued in the future");
  }

  @Test
  void responseAboutAnotherToken_isRefused() throws Exception {
    String token = TestKeys.sign(claims("jti", "mine"));
    Map<String, Object> another = Map.of("active", true, "username", "charlie", "jti", "another");
    assertRefused(token, signed(response("token_introspection", another)), "about another token");
    assertThat(ask(token, signed(response("token_introspection", Map.of("active", true, "username", "charlie", "jti", "mine")))))
        .isInstanceOf(Active.class);
    for (String nameless : List.of("opaque", TestKeys.sign(claims()), "e.not.json")) {
      assertThat(ask(nameless, signed(response("token_introspection", another)))).as(nameless).isInstanceOf(Active.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 203, 500})
  void otherStatus_isNoAnswerHoweverItIsSigned(int status) {
    server.on(INTROSPECT, request -> new StubServer.Reply(status, Map.of(), signed(response())));
    assertThatThrownBy(() -> authorizationServer().introspector().introspect("opaque"))
        .isInstanceOf(AuthorizationServerUnavailableException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"active\":true,\"username\":\"u\"}", "a.b.c", "a.b.c.d.e", "<html>"})
  void whatIsNoSignedJwt_isRefused(String body) {
    assertThatThrownBy(() -> ask("opaque", body)).isInstanceOf(AuthorizationServerUnavailableException.class);
  }

  /** RFC 9701, section 8.1: one kind of JWT must not serve for another. */
  @Test
  void response_isNoAccessToken() throws Exception {
    with(Map.of(Setting.JWT_ACCESS_TOKENS, "validate", Setting.JWT_TYPES, "at+jwt JWT"));
    Map<String, Object> everything = response("sub", "charlie-id", "exp", now() + 60, "scope", "read", "client_id", CLIENT, "username", "u");
    assertThat(authorizationServer().introspector().introspect(typed(TestKeys.KEY, everything, "at+jwt"))).isInstanceOf(Active.class);
    assertThat(authorizationServer().introspector().introspect(signed(everything))).isSameAs(Inactive.INSTANCE);
  }
}
