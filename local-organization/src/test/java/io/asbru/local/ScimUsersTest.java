package io.asbru.local;

import static io.asbru.local.ManagementWire.created;
import static io.asbru.local.Wire.EAST;
import static io.asbru.local.Wire.SAMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Users by SCIM 2. */
class ScimUsersTest extends RunningTest {

  private static final String USERS = "/scim2/Users";
  private ManagementWire wire;

  @BeforeEach
  void switchToTheOrganization() {
    wire = ManagementWire.organization(local, EAST, "SYSTEM");
  }

  @Test
  void documentedRequest_listsUsers() {
    Answer answer = ManagementWire.root(local, "internal_user_mgt_list").get(USERS);

    assertThat(answer.header("Content-Type")).isEqualTo("application/scim+json");
    assertThat(answer.body()).startsWith("{\"totalResults\":1,\"startIndex\":1,\"itemsPerPage\":1,"
        + "\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:ListResponse\"],\"Resources\":[{");
    assertThat(resources(answer).get(0)).containsEntry("userName", "root-admin")
        .containsEntry("name", Map.of("givenName", "Robin", "familyName", "Root"))
        .containsEntry("emails", List.of("root-admin@bestcarmart.example"));
    assertThat(answer.body()).doesNotContain("root-admin-pw");
  }

  @Test
  void createdUser_isGivenBackWithoutPassword_andCanSignIn() {
    Answer answer = wire.post(USERS, dora());

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json()).containsEntry("userName", "dora").containsKeys("id", "meta", "schemas");
    assertThat(answer.body()).doesNotContain("Dora-pw-1").contains("\"created\":\"2025-02-11T05:56:23Z\"")
        .contains("\"resourceType\":\"User\"");
    assertThat(answer.header("Location")).isEqualTo(local.url(local.root()) + "/o/scim2/Users/" + answer.text("id"));
    assertThat(wire.get(USERS + "/" + answer.text("id")).json()).isEqualTo(answer.json());
    Answer token = password("Dora-pw-1");
    assertThat(token.claims("id_token")).containsEntry("sub", answer.text("id")).containsEntry("given_name", "Dora")
        .containsEntry("email", "dora@east.bestcarmart.example");
  }

  @Test
  void nameInUse_is409() {
    Answer answer = wire.post(USERS, Json.object("userName", "DEFAULT/CHARLIE", "password", "Dora-pw-1"));

    refused(answer, 409, "uniqueness");
    assertThat(answer.json()).containsEntry("detail", "User with the name: CHARLIE already exists in the system.")
        .containsEntry("schemas", List.of("urn:ietf:params:scim:api:messages:2.0:Error"));
  }

  @Test
  void badUsers_areRefused() {
    refused(wire.post(USERS, Json.object("password", "Dora-pw-1")), 400, "invalidValue");
    refused(wire.post(USERS, Json.object("userName", "dora")), 400, "invalidValue");
    refused(wire.post(USERS, Json.object("userName", 1, "password", "Dora-pw-1")), 400, "invalidValue");
    refused(wire.post(USERS, Json.object("userName", "a\u0000b", "password", "Dora-pw-1")), 400, "invalidValue");
    refused(wire.post(USERS, Json.object("userName", "x".repeat(256), "password", "Dora-pw-1")), 400, "invalidValue");
    refused(wire.post(USERS, Json.object("userName", "dora", "password", "x", "emails", "x")), 400, "invalidValue");
    refused(wire.post(USERS, Json.object("userName", "dora", "password", "x", "emails", List.of("x"))), 400, "invalidValue");
    refused(wire.post(USERS, Json.object("userName", "dora", "password", "x", "name", List.of())), 400, "invalidValue");
    refused(wire.post(USERS, Json.object("userName", "dora", "password", "x", "active", "maybe")), 400, "invalidValue");

    assertThat(wire.get(USERS + "?filter=userName+eq+dora").json()).containsEntry("totalResults", 0);
    assertThat(wire.get(USERS + "/nobody").json()).containsEntry("status", "404");
  }

  @Test
  void askPassword_makesAUserWhoCannotSignInYet() {
    String id = created(wire.post(USERS, Json.object("userName", "dora", "urn:scim:wso2:schema",
        Json.object("askPassword", "true"))));

    assertThat(password("").status()).isEqualTo(400);
    assertThat(wire.patch(USERS + "/" + id, operation("replace", "password", "Dora-pw-2")).status()).isEqualTo(200);
    assertThat(password("Dora-pw-2").status()).isEqualTo(200);
  }

  @Test
  void list_hasFilterPagesAndAttributes() {
    assertThat(names("?filter=userName+eq+Charlie")).containsExactly("Charlie");
    assertThat(names("?filter=userName+sw+%22store-%22")).containsExactly("store-manager", "store-reader");
    assertThat(names("?filter=name.givenName+eq+Rita+or+emails+co+%22none%22")).containsExactly("store-reader");
    assertThat(names("?filter=emails+co+store+and+not+(name.familyName+eq+Reader)")).containsExactly("store-manager");
    assertThat(names("?filter=groups.display+eq+staff")).containsExactly("Charlie", "store-manager");
    assertThat(names("?filter=" + Scim.USER + ":userName+ew+scopes")).containsExactly("no-scopes");
    refused(wire.get(USERS + "?filter=userName+xx+1"), 400, "invalidFilter");

    Answer page = wire.get(USERS + "?startIndex=2&count=2");
    assertThat(page.json()).containsEntry("totalResults", 4).containsEntry("startIndex", 2).containsEntry("itemsPerPage", 2);
    assertThat(names("?startIndex=2&count=2")).containsExactly("no-scopes", "store-manager");
    assertThat(names("?startIndex=9")).isEmpty();
    assertThat(wire.get(USERS + "?count=0").json()).containsEntry("totalResults", 4).containsEntry("itemsPerPage", 0);

    assertThat(resources(wire.get(USERS + "?attributes=emails&count=1")).get(0))
        .containsOnlyKeys("schemas", "id", "userName", "meta", "emails");
    assertThat(resources(wire.get(USERS + "?excludedAttributes=emails,name.givenName,userName&count=1")).get(0))
        .containsKey("userName").doesNotContainKeys("emails", "name");
  }

  @Test
  void replacedUser_hasWhatWasSentAndNothingElse() {
    String id = created(wire.post(USERS, dora()));
    clock.advance(Duration.ofMinutes(1));

    Answer answer = wire.put(USERS + "/" + id, Json.object("userName", "dora", "name", Json.object("familyName", "Day")));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json()).containsEntry("id", id).containsEntry("name", Map.of("familyName", "Day")).doesNotContainKey("emails");
    assertThat(answer.body()).contains("\"created\":\"2025-02-11T05:56:23Z\"").contains("\"lastModified\":\"2025-02-11T05:57:23Z\"");
    assertThat(password("Dora-pw-1").claims("id_token")).containsEntry("family_name", "Day")
        .doesNotContainKeys("given_name", "email");
    refused(wire.put(USERS + "/" + id, Json.object("userName", "other")), 400, "invalidValue");
  }

  @Test
  void patchedUser_isChangedWherePathsSay() {
    String id = created(wire.post(USERS, dora()));

    wire.patch(USERS + "/" + id, operation("replace", "name.givenName", "Doreen"));
    wire.patch(USERS + "/" + id, operation("add", "emails", List.of("second@bestcarmart.example")));
    wire.patch(USERS + "/" + id, operation("replace", "", Json.object("nickName", "Dodo")));
    wire.patch(USERS + "/" + id, operation("add", "urn:scim:wso2:schema:country", "Norway"));
    Answer answer = wire.patch(USERS + "/" + id, operation("add", "phoneNumbers",
        List.of(Json.object("type", "mobile", "value", "1"), Json.object("type", "work", "value", "2"))));
    assertThat(answer.json()).containsEntry("name", Map.of("givenName", "Doreen", "familyName", "Dee"))
        .containsEntry("emails", List.of("dora@east.bestcarmart.example", "second@bestcarmart.example"))
        .containsEntry("nickName", "Dodo").containsEntry("urn:scim:wso2:schema", Map.of("country", "Norway"));
    answer = wire.patch(USERS + "/" + id, operation("remove", "phoneNumbers[type eq \"mobile\"]", List.of()));
    assertThat(answer.json()).containsEntry("phoneNumbers", List.of(Map.of("type", "work", "value", "2")));
    answer = wire.patch(USERS + "/" + id, operation("replace", "phoneNumbers[type eq \"work\"].value", "3"));
    assertThat(answer.json()).containsEntry("phoneNumbers", List.of(Map.of("type", "work", "value", "3")));

    refused(wire.patch(USERS + "/" + id, operation("remove", "", "")), 400, "noTarget");
    refused(wire.patch(USERS + "/" + id, operation("move", "name", "")), 400, "invalidSyntax");
    refused(wire.patch(USERS + "/" + id, operation("add", "emails[", "")), 400, "invalidPath");
    refused(wire.patch(USERS + "/" + id, Json.object()), 400, "invalidSyntax");
    refused(wire.patch(USERS + "/" + id, operation("replace", "userName", "other")), 400, "invalidValue");
    refused(wire.patch(USERS + "/" + id, operation("replace", "emails", "x")), 400, "invalidValue");
  }

  @Test
  void patchedUserOfTheDefinition_keepsWhatScimDoesNotKnow() {
    Organization organization = local.organization(EAST);
    organization.put(organization.user("Charlie").orElseThrow().toBuilder().claim("favourite", "red").build());
    String id = organization.user("Charlie").orElseThrow().id();

    wire.patch(USERS + "/" + id, operation("replace", "nickName", "Chuck"));

    assertThat(organization.user("Charlie").orElseThrow().claims()).containsEntry("favourite", "red")
        .containsEntry("nickname", "Chuck").containsEntry("email", "charlie@east.bestcarmart.example");
    assertThat(organization.user("Charlie").orElseThrow().groups()).containsExactly("staff");
  }

  @Test
  void newPassword_endsTokensAndSessions() {
    String id = created(wire.post(USERS, dora()));
    String token = password("Dora-pw-1").text("access_token");
    browser.signIn(browser.get(Browser.authorize(east, "sample_jwt_client_id")), "dora", "Dora-pw-1");

    wire.patch(USERS + "/" + id, operation("replace", "", Json.object("password", "Dora-pw-2")));

    assertThat(east.active(SAMPLE, token)).isFalse();
    assertThat(password("Dora-pw-1").status()).isEqualTo(400);
    assertThat(password("Dora-pw-2").status()).isEqualTo(200);
    assertThat(browser.get(Browser.authorize(east, "sample_jwt_client_id")).body()).contains("Sign in");
  }

  @Test
  void lockedUser_cannotSignIn_untilUnlocked() {
    String id = created(wire.post(USERS, dora()));

    Answer locked = wire.patch(USERS + "/" + id, operation("replace", "urn:scim:wso2:schema:accountLocked", true));
    assertThat(locked.json()).containsEntry("urn:scim:wso2:schema", Map.of("accountLocked", true));
    assertThat(password("Dora-pw-1").status()).isEqualTo(400);
    wire.patch(USERS + "/" + id, operation("replace", "urn:scim:wso2:schema:accountLocked", false));
    assertThat(password("Dora-pw-1").status()).isEqualTo(200);
    wire.patch(USERS + "/" + id, operation("replace", "active", false));
    assertThat(password("Dora-pw-1").status()).isEqualTo(400);
  }

  @Test
  void deletedUser_isGone_andAnotherOfTheSameNameHasNoneOfItsRoles() {
    String id = local.organization(EAST).user("store-reader").orElseThrow().id();
    browser.signIn(browser.get(Browser.authorize(east, "sample_jwt_client_id")), "store-reader");

    assertThat(wire.delete(USERS + "/" + id).status()).isEqualTo(204);
    assertThat(wire.get(USERS + "/" + id).status()).isEqualTo(404);
    wire.post(USERS, Json.object("userName", "store-reader", "password", "store-reader-pw"));

    assertThat(east.password(SAMPLE, "store-reader", "read_stores").json()).doesNotContainKey("scope");
    assertThat(browser.get(Browser.authorize(east, "sample_jwt_client_id")).body()).contains("Sign in");
  }

  private static Map<String, Object> dora() {
    return Json.object("schemas", List.of(Scim.USER), "UserName", "dora", "password", "Dora-pw-1",
        "name", Json.object("givenName", "Dora", "familyName", "Dee"),
        "emails", List.of(Json.object("value", "dora@east.bestcarmart.example", "primary", true)));
  }

  static Map<String, Object> operation(String kind, String path, Object value) {
    Map<String, Object> operation = Json.object("op", kind);
    if (!path.isEmpty()) {
      operation.put("path", path);
    }
    if (!value.equals(List.of()) && !value.equals("")) {
      operation.put("value", value);
    }
    return Json.object("schemas", List.of("urn:ietf:params:scim:api:messages:2.0:PatchOp"), "Operations", List.of(operation));
  }

  private Answer password(String password) {
    return east.token(SAMPLE, "grant_type", "password", "username", "dora", "password", password, "scope", "openid profile email");
  }

  private List<Object> names(String query) {
    return resources(wire.get(USERS + query)).stream().map(each -> each.get("userName")).toList();
  }

  @SuppressWarnings("unchecked") // JSON objects
  private static List<Map<String, Object>> resources(Answer answer) {
    return (List<Map<String, Object>>) answer.json().get("Resources");
  }

  private static void refused(Answer answer, int status, String type) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json()).containsEntry("status", Integer.toString(status)).containsEntry("scimType", type).containsKey("detail");
  }
}
