package io.asbru.local;

import static io.asbru.local.Wire.DOCUMENTED;
import static io.asbru.local.Wire.DOCUMENTED_WEST;
import static io.asbru.local.Wire.EAST;
import static io.asbru.local.Wire.JWT_SAMPLE;
import static io.asbru.local.Wire.NOBODY;
import static io.asbru.local.Wire.SAMPLE;
import static io.asbru.local.Wire.SHARED;
import static io.asbru.local.Wire.WEST;
import static io.asbru.local.Wire.basic;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IntrospectionTest extends RunningTest {

  private static final String INACTIVE = "{\"active\":false}";

  @Test
  void opaqueUserToken_isDescribedAsInTheDocumentation() {
    String token = west.password(DOCUMENTED_WEST, "Charlie", "").text("access_token");
    Answer answer = west.introspect(DOCUMENTED_WEST, token);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.body()).isEqualTo("{\"aut\":\"APPLICATION_USER\",\"aud\":\"fhErtAT2YF_M0Ek3AAYHLI8L25oa\","
        + "\"nbf\":1739253383,\"org_id\":\"12d1c4d2-2bb1-443b-aa4a-68f98a40d7c6\",\"active\":true,"
        + "\"token_type\":\"Bearer\",\"exp\":1739256983,\"iat\":1739253383,"
        + "\"client_id\":\"fhErtAT2YF_M0Ek3AAYHLI8L25oa\","
        + "\"username\":\"Charlie@12d1c4d2-2bb1-443b-aa4a-68f98a40d7c6\"}");
  }

  @Test
  void grantedScopes_areTold() {
    String token = east.password(SAMPLE, "store-reader", "openid read_stores write_stores").text("access_token");

    assertThat(east.introspect(SAMPLE, token).text("scope")).isEqualTo("openid read_stores");
  }

  @Test
  void userName_hasTheStoreAndTheDomainOfTheOrganization() {
    OrganizationDefinition.Builder store = OrganizationDefinition.builder("store").userNameDomain("store")
        .user(User.builder("Dora", "pw").userStore("DEFAULT").build())
        .application(Application.builder("app").clientSecret("secret").grants("password").build());
    Definition definition = Definition.builder(OrganizationDefinition.builder("root").build())
        .organization(store.build()).build();
    try (LocalOrganization other = LocalOrganization.builder().definition(definition).start()) {
      Wire wire = new Wire(other, "store");
      String token = wire.token(basic("app", "secret"), "grant_type", "password", "username", "Dora", "password", "pw")
          .text("access_token");

      assertThat(wire.introspect(basic("app", "secret"), token).text("username")).isEqualTo("DEFAULT/Dora@store");
    }
  }

  @Test
  void applicationToken_hasNoUserName() {
    String token = east.token(SAMPLE, "grant_type", "client_credentials", "scope", "read_stores").text("access_token");

    assertThat(east.introspect(SAMPLE, token).json())
        .containsOnlyKeys("aut", "aud", "nbf", "org_id", "active", "token_type", "exp", "iat", "client_id", "scope")
        .containsEntry("aut", "APPLICATION").containsEntry("token_type", "Bearer");
  }

  @Test
  void jwt_hasTypeSubjectIssuerAndId() {
    Answer issued = east.password(JWT_SAMPLE, "Charlie", "openid");
    Map<String, Object> reply = east.introspect(JWT_SAMPLE, issued.text("access_token")).json();

    assertThat(reply).containsEntry("token_type", "JWT").containsEntry("aut", "APPLICATION_USER");
    for (String name : Set.of("sub", "iss", "jti")) {
      assertThat(reply.get(name)).isNotNull().isEqualTo(issued.claims("access_token").get(name));
    }
  }

  @Test
  void refreshToken_isActiveAndFoundWithoutAHint() {
    String token = east.password(SAMPLE, "Charlie", "openid").text("refresh_token");
    Map<String, Object> reply = east.introspect(SAMPLE, token).json();

    assertThat(reply).containsEntry("active", true).containsEntry("token_type", "Refresh")
        .containsEntry("exp", (int) TestClock.START.getEpochSecond() + 86400)
        .containsEntry("username", "Charlie@" + EAST).doesNotContainKeys("aut", "aud");
  }

  @Test
  void hint_doesNotChangeTheAnswer() {
    Answer issued = east.password(SAMPLE, "Charlie", "openid");

    for (String hint : Set.of("access_token", "refresh_token", "nonsense")) {
      assertThat(east.post("/oauth2/introspect", SAMPLE, "token", issued.text("access_token"), "token_type_hint", hint)
          .text("token_type")).isEqualTo("Bearer");
      assertThat(east.post("/oauth2/introspect", SAMPLE, "token", issued.text("refresh_token"), "token_type_hint",
          hint).text("token_type")).isEqualTo("Refresh");
    }
  }

  @Test
  void anyClientOfTheOrganization_mayAsk() {
    String token = east.password(SAMPLE, "Charlie", "openid").text("access_token");

    assertThat(east.introspect(DOCUMENTED, token).text("client_id")).isEqualTo("sample_application_client_id");
  }

  @Test
  void unknownExpiredAndRevokedTokens_areInactive() {
    String expiring = east.password(SAMPLE, "Charlie", "openid").text("access_token");
    String revoked = east.password(SAMPLE, "store-reader", "openid").text("access_token");
    east.revoke(SAMPLE, revoked);

    assertThat(east.introspect(SAMPLE, "ef757efc-6ec3-3e12-83f6-cb2849d67f7b").body()).isEqualTo(INACTIVE);
    assertThat(east.introspect(SAMPLE, revoked).body()).isEqualTo(INACTIVE);
    clock.advance(Duration.ofSeconds(3599));
    assertThat(east.active(SAMPLE, expiring)).isTrue();
    clock.advance(Duration.ofSeconds(1));
    assertThat(east.introspect(SAMPLE, expiring).body()).isEqualTo(INACTIVE);
  }

  @Test
  void idTokenIsNoAccessToken() {
    assertThat(east.introspect(SAMPLE, east.password(SAMPLE, "Charlie", "openid").text("id_token")).body())
        .isEqualTo(INACTIVE);
  }

  @Test
  void tokenOfASibling_isInactive() {
    String token = east.password(SAMPLE, "Charlie", "openid").text("access_token");

    assertThat(west.introspect(DOCUMENTED_WEST, token).body()).isEqualTo(INACTIVE);
    assertThat(root.introspect(SHARED, token).body()).isEqualTo(INACTIVE);
  }

  @Test
  void tokenOfASharedApplication_isKnownAtTheRootOnly() {
    String atRoot = root.token(SHARED, "grant_type", "client_credentials").text("access_token");
    String switched = root.token(SHARED, "grant_type", "organization_switch", "token", atRoot,
        "switching_organization", WEST).text("access_token");

    assertThat(west.introspect(DOCUMENTED_WEST, switched).body()).isEqualTo(INACTIVE);
    assertThat(root.introspect(SHARED, switched).json()).containsEntry("active", true).containsEntry("org_id", WEST);
  }

  @Test
  void tokenOfARemovedUserOrApplication_isInactive() {
    String ofUser = east.password(SAMPLE, "Charlie", "openid").text("access_token");
    String ofApplication = east.password(JWT_SAMPLE, "store-reader", "openid").text("access_token");
    local.organization(EAST).removeUser("Charlie").removeApplication("sample_jwt_client_id");

    assertThat(east.introspect(SAMPLE, ofUser).body()).isEqualTo(INACTIVE);
    assertThat(east.introspect(SAMPLE, ofApplication).body()).isEqualTo(INACTIVE);
  }

  @Test
  void noToken_isInvalidInput() {
    Answer answer = east.post("/oauth2/introspect", SAMPLE);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("{\"error\": \"Invalid input\"}");
  }

  @Test
  void badCredentials_areUnauthorized_beforeTheTokenIsLookedAt() {
    unauthorized(east.post("/oauth2/introspect", basic("sample_application_client_id", "wrong")));
    unauthorized(east.post("/oauth2/introspect", basic("nobody", "nothing"), "token", "x"));
    unauthorized(east.post("/oauth2/introspect", NOBODY, "token", "x"));
  }

  @Test
  void clientOfAnotherOrganization_isUnauthorized() {
    unauthorized(west.introspect(SAMPLE, "x"));
    unauthorized(east.introspect(SHARED, "x"));
  }

  @Test
  void clientSecretPost_isNotAccepted() {
    unauthorized(east.post("/oauth2/introspect", NOBODY, "token", "x", "client_id", "sample_application_client_id",
        "client_secret", "sample_application_client_secret"));
  }

  @Test
  void bearerTokenWithTheScope_isAccepted() {
    change(EAST, "sample_application_client_id",
        application -> application.scopes("read_stores", "internal_org_oauth2_introspect"));
    String token = east.password(DOCUMENTED, "Charlie", "openid").text("access_token");
    String caller = east.token(SAMPLE, "grant_type", "client_credentials", "scope", "internal_org_oauth2_introspect")
        .text("access_token");
    String without = east.token(SAMPLE, "grant_type", "client_credentials", "scope", "read_stores")
        .text("access_token");

    assertThat(east.introspect("Bearer " + caller, token).json()).containsEntry("active", true);
    assertThat(east.introspect("Bearer " + without, token).status()).isEqualTo(403);
    unauthorized(west.introspect("Bearer " + caller, token));
    unauthorized(east.introspect("Bearer nonsense", token));
  }

  private static void unauthorized(Answer answer) {
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=localhost");
    assertThat(answer.json()).containsOnlyKeys("code", "message", "description", "traceId")
        .containsEntry("code", 401).containsEntry("message", "Unauthorized").containsEntry("description",
            "Authorization failure. Authorization information was invalid or missing from your request.");
  }
}
