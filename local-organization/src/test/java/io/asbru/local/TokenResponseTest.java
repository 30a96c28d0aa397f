package io.asbru.local;

import static io.asbru.local.Wire.EAST;
import static io.asbru.local.Wire.JWT_SAMPLE;
import static io.asbru.local.Wire.NOBODY;
import static io.asbru.local.Wire.SAMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a successful token response says, and what the tokens in it say. */
class TokenResponseTest extends RunningTest {

  private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  @Test
  void userToken_hasTheMembersOfTheDocumentation_andAnIdToken() {
    Answer answer = east.password(SAMPLE, "Charlie", "openid internal_org_user_mgt_list read_stores");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Pragma")).isEqualTo("no-cache");
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.json()).containsOnlyKeys("access_token", "refresh_token", "scope", "id_token", "token_type",
        "expires_in");
    assertThat(answer.text("access_token")).matches(UUID);
    assertThat(answer.text("refresh_token")).matches(UUID);
    assertThat(answer.json()).containsEntry("scope", "openid internal_org_user_mgt_list read_stores")
        .containsEntry("token_type", "Bearer").containsEntry("expires_in", 3600);
  }

  @Test
  void applicationToken_hasNeitherRefreshNorIdToken() {
    Answer answer = east.token(SAMPLE, "grant_type", "client_credentials", "scope", "openid internal_login");

    assertThat(answer.json()).containsOnlyKeys("access_token", "token_type", "expires_in");
  }

  @Test
  void applicationToken_hasTheScopesOfTheApplication() {
    Answer answer = east.token(SAMPLE, "grant_type", "client_credentials", "scope",
        "write_stores openid no_such_scope read_stores internal_org_user_mgt_delete");

    assertThat(answer.text("scope")).isEqualTo("write_stores read_stores");
  }

  @Test
  void refreshToken_isIssuedOnlyToApplicationsWithThatGrant() {
    change(EAST, "sample_application_client_id", application -> application.grants("password"));

    assertThat(east.password(SAMPLE, "Charlie", "openid").json()).doesNotContainKey("refresh_token");
  }

  @Test
  void clientSecretPost_isTaken() {
    assertThat(east.token(NOBODY, "grant_type", "client_credentials", "client_id", "sample_application_client_id",
        "client_secret", "sample_application_client_secret").status()).isEqualTo(200);
  }

  @Test
  void jsonBody_isTaken() throws Exception {
    HttpRequest request = east.request("/oauth2/token", SAMPLE).header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString("{\"grant_type\":\"client_credentials\",\"scope\":\"read_stores\"}"))
        .build();

    assertThat(Wire.send(request).text("scope")).isEqualTo("read_stores");
  }

  @Test
  void userName_mayNameStoreAndDomain() {
    assertThat(east.token(SAMPLE, "grant_type", "password", "username", "DEFAULT/charlie@best-car-mart-east",
        "password", "jG9A5KrX").status()).isEqualTo(200);
  }

  @Test
  void scopes_areCutToWhatApplicationAndUserAreBothAuthorizedFor() {
    String wanted = "openid read_stores write_stores internal_org_user_mgt_list internal_org_user_mgt_view nonsense";

    assertThat(east.password(SAMPLE, "store-reader", wanted).text("scope")).isEqualTo("openid read_stores");
    assertThat(east.password(SAMPLE, "store-manager", wanted).text("scope"))
        .isEqualTo("openid read_stores write_stores");
    assertThat(east.password(SAMPLE, "Charlie", wanted).text("scope"))
        .isEqualTo("openid read_stores internal_org_user_mgt_list");
    assertThat(east.password(SAMPLE, "no-scopes", wanted).text("scope")).isEqualTo("openid");
  }

  @Test
  void noScopeLeft_meansNoScopeMember() {
    assertThat(east.password(SAMPLE, "no-scopes", "read_stores").json()).containsOnlyKeys("access_token",
        "refresh_token", "token_type", "expires_in");
    assertThat(east.token(SAMPLE, "grant_type", "password", "username", "Charlie", "password", "jG9A5KrX").json())
        .doesNotContainKeys("scope", "id_token");
  }

  @Test
  void systemScope_asksForAllThatAreAuthorized() {
    assertThat(east.password(SAMPLE, "store-manager", "SYSTEM").text("scope").split(" "))
        .containsExactlyInAnyOrder("read_stores", "write_stores");
  }

  @Test
  void applicationScopesAreCutToRegisteredApis() {
    change(EAST, "sample_application_client_id", application -> application.scopes("read_stores", "unregistered"));

    assertThat(east.token(SAMPLE, "grant_type", "client_credentials", "scope", "unregistered read_stores")
        .text("scope")).isEqualTo("read_stores");
  }

  @Test
  void askingAgain_givesTheSameTokensWithTheRemainingLifetime() {
    Answer first = east.password(SAMPLE, "Charlie", "openid read_stores");
    clock.advance(Duration.ofSeconds(60));
    Answer second = east.password(SAMPLE, "Charlie", "read_stores openid");

    assertThat(second.text("access_token")).isEqualTo(first.text("access_token"));
    assertThat(second.text("refresh_token")).isEqualTo(first.text("refresh_token"));
    assertThat(second.json()).containsEntry("expires_in", 3540);
  }

  @Test
  void askingForSomethingElse_givesOtherTokens() {
    String token = east.password(SAMPLE, "Charlie", "openid read_stores").text("access_token");

    assertThat(east.password(SAMPLE, "Charlie", "openid").text("access_token")).isNotEqualTo(token);
    assertThat(east.password(SAMPLE, "store-reader", "openid read_stores").text("access_token")).isNotEqualTo(token);
    assertThat(east.password(Wire.DOCUMENTED, "Charlie", "openid read_stores").text("access_token"))
        .isNotEqualTo(token);
  }

  @Test
  void twinsOfTwoSignIns_endTogether() {
    String first = east.password(SAMPLE, "Charlie", "openid").text("access_token");
    Answer second = east.password(SAMPLE, "Charlie", "openid");

    east.revoke(SAMPLE, second.text("access_token"));

    assertThat(east.active(SAMPLE, first)).isFalse();
    assertThat(east.refresh(SAMPLE, second.text("refresh_token")).text("error")).isEqualTo("invalid_grant");
  }

  @Test
  void afterTheAccessTokenHasExpired_thereIsANewOne() {
    String first = east.password(SAMPLE, "Charlie", "openid").text("access_token");
    clock.advance(Duration.ofHours(1));

    assertThat(east.active(SAMPLE, first)).isFalse();
    assertThat(east.password(SAMPLE, "Charlie", "openid").text("access_token")).isNotEqualTo(first);
  }

  @Test
  void lifetimes_areThoseOfTheApplication() {
    change(EAST, "sample_application_client_id", application -> application.lifetimes(new TokenLifetimes(
        Duration.ofSeconds(30), Duration.ofSeconds(40), Duration.ofSeconds(50), Duration.ofSeconds(60))));

    Answer user = east.password(SAMPLE, "Charlie", "openid");
    assertThat(user.json()).containsEntry("expires_in", 30);
    assertThat(user.claims("id_token")).containsEntry("exp", TestClock.START.getEpochSecond() + 60);
    assertThat(east.token(SAMPLE, "grant_type", "client_credentials").json()).containsEntry("expires_in", 40);
    assertThat(east.introspect(SAMPLE, user.text("refresh_token")).json().get("exp"))
        .isEqualTo((int) TestClock.START.getEpochSecond() + 50);
  }

  @Test
  void idToken_saysWhoSignedInWhere() {
    String code = code("sample_application_client_id", "Charlie", "scope", "openid profile email groups roles",
        "nonce", "n-0S6_WzA2Mj");
    Answer answer = east.token(SAMPLE, "grant_type", "authorization_code", "code", code, "redirect_uri",
        Browser.CALLBACK);
    Map<String, Object> claims = answer.claims("id_token");
    long now = TestClock.START.getEpochSecond();

    assertThat(claims).containsOnlyKeys("iss", "aud", "azp", "sub", "iat", "exp", "nbf", "jti", "nonce", "amr", "acr",
        "auth_time", "isk", "sid", "at_hash", "org_id", "org_name", "org_handle", "user_org", "username", "given_name",
        "family_name", "email", "groups", "roles");
    assertThat(claims)
        .containsEntry("iss", local.baseUrl() + "/t/bestcarmart/oauth2/token")
        .containsEntry("aud", "sample_application_client_id")
        .containsEntry("azp", "sample_application_client_id")
        .containsEntry("sub", local.organization(EAST).user("Charlie").orElseThrow().id())
        .containsEntry("iat", now).containsEntry("nbf", now).containsEntry("exp", now + 3600)
        .containsEntry("auth_time", now)
        .containsEntry("nonce", "n-0S6_WzA2Mj")
        .containsEntry("amr", List.of("BasicAuthenticator"))
        .containsEntry("at_hash", AccessTokenHash.compute(
            new BearerAccessToken(answer.text("access_token")), JWSAlgorithm.RS256, null).getValue())
        .containsEntry("org_id", EAST).containsEntry("org_name", "Best Car Mart East")
        .containsEntry("org_handle", "best-car-mart-east").containsEntry("user_org", EAST)
        .containsEntry("username", "Charlie").containsEntry("email", "charlie@east.bestcarmart.example")
        .containsEntry("groups", List.of("staff")).containsEntry("roles", List.of("store-reader", "user-lister"));
  }

  @Test
  void idToken_tellsOnlyWhatTheScopesAllow() {
    assertThat(east.password(SAMPLE, "Charlie", "openid").claims("id_token"))
        .doesNotContainKeys("username", "given_name", "email", "groups", "roles", "nonce", "sid", "isk");
  }

  @Test
  void jwtAccessToken_hasTheClaimsOfTheProtocol() {
    Answer answer = east.password(JWT_SAMPLE, "store-reader", "openid read_stores");
    long now = TestClock.START.getEpochSecond();

    assertThat(answer.jws("access_token").getHeader().toJSONObject()).containsOnlyKeys("typ", "alg", "kid", "x5t")
        .containsEntry("typ", "at+jwt").containsEntry("alg", "RS256");
    assertThat(answer.claims("access_token")).containsOnlyKeys("iss", "sub", "aud", "azp", "client_id", "iat", "nbf",
        "exp", "jti", "scope", "aut", "org_id", "org_name", "org_handle", "user_org");
    assertThat(answer.claims("access_token"))
        .containsEntry("iss", local.baseUrl() + "/t/bestcarmart/oauth2/token")
        .containsEntry("sub", local.organization(EAST).user("store-reader").orElseThrow().id())
        .containsEntry("aud", "sample_jwt_client_id").containsEntry("client_id", "sample_jwt_client_id")
        .containsEntry("azp", "sample_jwt_client_id").containsEntry("aut", "APPLICATION_USER")
        .containsEntry("scope", "openid read_stores").containsEntry("iat", now).containsEntry("exp", now + 3600)
        .containsEntry("org_id", EAST).containsEntry("user_org", EAST);
  }

  @Test
  void jwtOfAnApplication_hasTheClientAsSubject() {
    Map<String, Object> claims = east.token(JWT_SAMPLE, "grant_type", "client_credentials").claims("access_token");

    assertThat(claims).containsEntry("sub", "sample_jwt_client_id").containsEntry("aut", "APPLICATION")
        .containsEntry("org_id", EAST).doesNotContainKeys("scope", "user_org");
  }

  @Test
  void audience_hasTheClientFirst() {
    change(EAST, "sample_jwt_client_id", application -> application.audiences(List.of("https://api.example")));

    assertThat(east.token(JWT_SAMPLE, "grant_type", "client_credentials").claims("access_token").get("aud"))
        .isEqualTo(List.of("sample_jwt_client_id", "https://api.example"));
  }

  @Test
  void applicationMayChooseTheOrganizationAsIssuer() {
    change(EAST, "sample_jwt_client_id", application -> application.organizationIssuer(true));
    Answer answer = east.password(JWT_SAMPLE, "Charlie", "openid");
    String issuer = local.baseUrl() + "/t/bestcarmart/o/" + EAST + "/oauth2/token";

    assertThat(answer.claims("id_token")).containsEntry("iss", issuer);
    assertThat(answer.claims("access_token")).containsEntry("iss", issuer);
    assertThat(east.introspect(JWT_SAMPLE, answer.text("access_token")).text("iss")).isEqualTo(issuer);
  }
}
