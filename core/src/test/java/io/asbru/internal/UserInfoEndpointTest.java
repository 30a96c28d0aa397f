package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserInfoEndpointTest extends TokenTestBase {

  private static final String USER_INFO = KEYS.replace("jwks", "userinfo");
  private static final Secret ACCESS_TOKEN = Secret.of("the-access-token");

  @Test
  void claims_areAskedForWithTheTokenInTheHeader() throws Exception {
    server.on(USER_INFO, 200, "{\"sub\":\"charlie-id\",\"email\":\"charlie@example.org\"}");
    assertThat(endpoint().userInfo(ACCESS_TOKEN, "charlie-id")).containsEntry("email", "charlie@example.org");
    StubServer.Request request = server.only(USER_INFO);
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.header("Authorization")).isEqualTo("Bearer the-access-token");
  }

  @Test
  void otherSubject_isRefused() {
    server.on(USER_INFO, 200, "{\"sub\":\"eve-id\"}");
    assertThatThrownBy(() -> endpoint().userInfo(ACCESS_TOKEN, "charlie-id")).isInstanceOf(InvalidTokenException.class)
        .hasMessageNotContaining("the-access-token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"sub\":5}", "{\"email\":\"x\"}", "[]", "<html>", ""})
  void responseWithoutSubject_isNoAnswer(String body) {
    server.on(USER_INFO, 200, body);
    assertThatThrownBy(() -> endpoint().userInfo(ACCESS_TOKEN)).isInstanceOf(AuthorizationServerUnavailableException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void refusedToken_isInvalid(int status) {
    server.on(USER_INFO, status, "");
    assertThatThrownBy(() -> endpoint().userInfo(ACCESS_TOKEN)).isInstanceOf(InvalidTokenException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 404, 429, 500, 503})
  void otherStatus_isNoAnswer(int status) {
    server.on(USER_INFO, status, "{\"sub\":\"charlie-id\"}");
    assertThatThrownBy(() -> endpoint().userInfo(ACCESS_TOKEN)).isInstanceOf(AuthorizationServerUnavailableException.class);
  }

  @Test
  void signedResponse_isVerified() throws Exception {
    signed(TestKeys.sign(claims("email", "e")));
    assertThat(endpoint().userInfo(ACCESS_TOKEN)).containsEntry("email", "e");
  }

  @Test
  void signedResponseThatIsForgedOrForSomebodyElse_isRefused() {
    for (String token : List.of(TestKeys.sign(claims("aud", "another")), TestKeys.sign(claims("aud", null)),
        TestKeys.sign(claims("iss", "https://issuer.example")), TestKeys.hmacWithPublicKey(claims()),
        TestKeys.forged("{\"alg\":\"none\"}", claims(), ""), "rubbish")) {
      signed(token);
      assertThatThrownBy(() -> endpoint().userInfo(ACCESS_TOKEN)).isInstanceOf(InvalidTokenException.class);
    }
  }

  @Test
  void timesOfASignedResponse_countIfItHasThem() throws Exception {
    for (Map<String, Object> good : List.of(claims("exp", null, "iat", null), claims("exp", now() - 29), claims("nbf", now() + 30))) {
      signed(TestKeys.sign(good));
      assertThat(endpoint().userInfo(ACCESS_TOKEN)).containsEntry("sub", "charlie-id");
    }
    assertTimeRefused("it has expired", claims("exp", now() - 30));
    assertTimeRefused("exp is not a number", claims("exp", "never"));
    assertTimeRefused("it is not valid yet", claims("nbf", now() + 31));
  }

  private void assertTimeRefused(String reason, Map<String, Object> claims) {
    signed(TestKeys.sign(claims));
    assertThatThrownBy(() -> endpoint().userInfo(ACCESS_TOKEN)).isInstanceOf(InvalidTokenException.class).hasMessageContaining(reason);
  }

  private void signed(String token) {
    server.on(USER_INFO, request -> new StubServer.Reply(200, Map.of("Content-Type", "application/jwt;charset=UTF-8"), token));
  }

  private UserInfoEndpoint endpoint() {
    return authorizationServer().userInfoEndpoint();
  }
}
