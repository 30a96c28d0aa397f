package io.asbru.local;

import static io.asbru.local.ManagementWire.application;
import static io.asbru.local.ManagementWire.created;
import static io.asbru.local.ScimUsersTest.operation;
import static io.asbru.local.Wire.EAST;
import static io.asbru.local.Wire.SAMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Roles and groups by SCIM 2. */
class ScimRolesTest extends RunningTest {

  private static final String ROLES = "/scim2/v2/Roles";
  private static final String GROUPS = "/scim2/Groups";
  private ManagementWire wire;
  private String user;

  @BeforeEach
  void switchToTheOrganization() {
    wire = ManagementWire.organization(local, EAST, "SYSTEM");
    user = local.organization(EAST).user("no-scopes").orElseThrow().id();
  }

  @Test
  void createdRole_grantsItsPermissionsToItsUsers() {
    Answer answer = wire.post(ROLES, role("writer", "write_stores", user));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json()).containsEntry("displayName", "writer")
        .containsEntry("audience", Map.of("value", EAST, "display", "Best Car Mart East", "type", "organization"));
    assertThat(answer.header("Location")).endsWith("/o/scim2/v2/Roles/" + answer.text("id"));
    assertThat(wire.get(ROLES + "/" + answer.text("id")).json()).isEqualTo(answer.json());
    assertThat(wire.get("/scim2/Users/" + user).body()).contains("\"display\":\"writer\"");
    assertThat(scopes()).isEqualTo("write_stores");
  }

  @Test
  void patch_changesUsersAndPermissions_atOnce() {
    String id = created(wire.post(ROLES, role("writer", "write_stores")));
    assertThat(scopes()).isEqualTo("null");

    wire.patch(ROLES + "/" + id, operation("add", "users", List.of(Json.object("value", user))));
    assertThat(scopes()).isEqualTo("write_stores");
    wire.patch(ROLES + "/" + id, operation("add", "permissions", List.of(Json.object("value", "read_stores"))));
    assertThat(scopes()).isEqualTo("read_stores write_stores");
    String token = east.password(SAMPLE, "no-scopes", "read_stores write_stores").text("access_token");
    wire.patch(ROLES + "/" + id, operation("remove", "permissions[value eq write_stores]", ""));
    assertThat(east.active(SAMPLE, token)).isFalse();
    assertThat(scopes()).isEqualTo("read_stores");
    wire.patch(ROLES + "/" + id, operation("remove", "users[value eq \"" + user + "\"]", ""));
    assertThat(scopes()).isEqualTo("null");
    Answer renamed = wire.patch(ROLES + "/" + id, operation("replace", "", Json.object("displayName", "author",
        "users", List.of(Json.object("value", user)))));
    assertThat(renamed.json()).containsEntry("displayName", "author").containsEntry("id", id);
    assertThat(scopes()).isEqualTo("read_stores");
    assertThat(wire.get(ROLES + "?filter=displayName+eq+writer").json()).containsEntry("totalResults", 0);
  }

  @Test
  void fineGrainedScopes_areForTheirAttributesOnly() {
    String id = created(wire.post(ROLES, role("writer", "write_stores")));
    ManagementWire users = ManagementWire.organization(local, EAST, "internal_org_role_mgt_users_update");

    assertThat(users.patch(ROLES + "/" + id, operation("add", "users", List.of(Json.object("value", user)))).status())
        .isEqualTo(200);
    assertThat(users.patch(ROLES + "/" + id, operation("add", "permissions", List.of(Json.object("value", "read_stores"))))
        .status()).isEqualTo(403);
    assertThat(users.patch(ROLES + "/" + id, operation("replace", "", Json.object("users", List.of(), "displayName", "x")))
        .status()).isEqualTo(403);
    assertThat(users.delete(ROLES + "/" + id).status()).isEqualTo(403);
  }

  @Test
  void roleOfAnApplication_countsThereOnly() {
    String id = created(wire.post("/api/server/v1/applications", application("Cars", "password")));
    String stores = local.apiResources().get(0).id();
    wire.post("/api/server/v1/applications/" + id + "/authorized-apis",
        Json.object("id", stores, "policyIdentifier", "RBAC", "scopes", List.of("read_stores")));
    Map<String, Object> role = role("reader", "read_stores", user);
    role.put("audience", Json.object("type", "APPLICATION", "value", id));

    Answer made = wire.post(ROLES, role);
    assertThat(made.json()).containsEntry("audience", Map.of("value", id, "display", "Cars", "type", "application"));
    assertThat(wire.post(ROLES, role).status()).isEqualTo(409);
    assertThat(scopesOf(id)).isEqualTo("read_stores");
    assertThat(scopes()).isEqualTo("null");
    role.put("displayName", "writer");
    role.put("permissions", List.of("write_stores"));
    assertThat(wire.post(ROLES, role).text("detail")).isEqualTo("Permission : write_stores not found.");
  }

  @Test
  void audienceOfAnApplicationsRoles_decidesWhichCount() {
    String id = created(wire.post("/api/server/v1/applications", application("Cars", "password")));
    wire.post("/api/server/v1/applications/" + id + "/authorized-apis", Json.object("id", local.apiResources().get(0).id(),
        "policyIdentifier", "RBAC", "scopes", List.of("read_stores")));
    wire.post(ROLES, role("reader-of-all", "read_stores", user));
    assertThat(scopesOf(id)).isEqualTo("null");

    wire.patch("/api/server/v1/applications/" + id, Json.object("associatedRoles", Json.object("allowedAudience", "ORGANIZATION")));
    assertThat(scopesOf(id)).isEqualTo("read_stores");
    Map<String, Object> role = role("reader", "read_stores", user);
    role.put("audience", Json.object("type", "application", "value", id));
    assertThat(wire.post(ROLES, role).text("detail"))
        .isEqualTo("Application: " + id + " does not have Application role audience type");
  }

  @Test
  void badRoles_areRefused() {
    assertThat(wire.post(ROLES, Json.object()).json()).containsEntry("scimType", "invalidValue");
    assertThat(wire.post(ROLES, role("store-reader", "read_stores")).json()).containsEntry("scimType", "uniqueness");
    assertThat(wire.post(ROLES, role("x", "nonsense")).text("detail")).isEqualTo("Permission : nonsense not found.");
    assertThat(wire.post(ROLES, role("x", "read_stores", "nobody")).json()).containsEntry("scimType", "invalidValue");
    for (Object audience : List.of("x", Json.object(), Json.object("type", "nonsense", "value", "x"),
        Json.object("type", "application", "value", "nonsense"), Json.object("type", "organization", "value", Wire.WEST))) {
      Map<String, Object> role = role("x", "read_stores");
      role.put("audience", audience);
      assertThat(wire.post(ROLES, role).json()).containsEntry("scimType", "invalidValue");
    }
    assertThat(wire.get(ROLES + "/nonsense").status()).isEqualTo(404);
    assertThat(wire.get(ROLES + "?filter=displayName+eq+x").json()).containsEntry("totalResults", 0);
  }

  @Test
  void sharedRole_cannotBeChangedBelowTheRoot() {
    String id = local.organization(EAST).roles().stream().filter(Role::shared).findFirst().orElseThrow().id().orElseThrow();

    assertThat(wire.delete(ROLES + "/" + id).json()).containsEntry("scimType", "mutability");
    assertThat(wire.patch(ROLES + "/" + id, operation("replace", "displayName", "mine")).json())
        .containsEntry("scimType", "mutability");
  }

  @Test
  void replacedRole_hasWhatWasSent_andDeletedOneIsGone() {
    String id = created(wire.post(ROLES, role("writer", "write_stores", user)));

    assertThat(wire.put(ROLES + "/" + id, Json.object("displayName", "writer", "permissions", List.of("read_stores"))).json())
        .containsEntry("users", List.of());
    assertThat(scopes()).isEqualTo("null");
    assertThat(wire.delete(ROLES + "/" + id).status()).isEqualTo(204);
    assertThat(wire.get(ROLES + "/" + id).status()).isEqualTo(404);
  }

  @Test
  void group_givesItsRolesToItsMembers() {
    Answer group = wire.post(GROUPS, Json.object("displayName", "writers", "members", List.of(Json.object("value", user))));
    assertThat(group.status()).isEqualTo(201);
    Map<String, Object> role = role("writer", "write_stores");
    role.put("groups", List.of(Json.object("value", group.text("id"))));
    String id = created(wire.post(ROLES, role));

    assertThat(scopes()).isEqualTo("write_stores");
    String token = east.password(SAMPLE, "no-scopes", "read_stores write_stores").text("access_token");
    wire.patch(GROUPS + "/" + group.text("id"), operation("replace", "displayName", "authors"));
    assertThat(wire.get(ROLES + "/" + id).body()).contains("\"display\":\"authors\"");
    assertThat(scopes()).isEqualTo("write_stores");
    assertThat(east.active(SAMPLE, token)).isTrue();
    wire.patch(GROUPS + "/" + group.text("id"), operation("remove", "members[value eq \"" + user + "\"]", ""));
    assertThat(east.active(SAMPLE, token)).isFalse();
    assertThat(scopes()).isEqualTo("null");
    wire.patch(GROUPS + "/" + group.text("id"), operation("add", "members", List.of(Json.object("value", user))));
    assertThat(wire.delete(GROUPS + "/" + group.text("id")).status()).isEqualTo(204);
    assertThat(scopes()).isEqualTo("null");
    assertThat(wire.get(GROUPS + "/" + group.text("id")).status()).isEqualTo(404);
  }

  @Test
  void groups_areListed_andHaveOneNameEach() {
    Answer answer = wire.get(GROUPS + "?filter=displayName+eq+staff");

    assertThat(answer.json()).containsEntry("totalResults", 1);
    assertThat(answer.body()).contains("\"display\":\"Charlie\"").contains("\"display\":\"store-manager\"");
    assertThat(wire.post(GROUPS, Json.object("displayName", "staff")).json()).containsEntry("scimType", "uniqueness");
    assertThat(wire.post(GROUPS, Json.object("displayName", "x", "members", List.of(Json.object("value", "nobody")))).json())
        .containsEntry("scimType", "invalidValue");
    assertThat(wire.post(GROUPS, Json.object()).status()).isEqualTo(400);
  }

  private static Map<String, Object> role(String name, String permission, String... users) {
    List<Map<String, Object>> given = java.util.Arrays.stream(users).map(id -> Json.object("value", id)).toList();
    return Json.object("displayName", name, "permissions", List.of(Json.object("value", permission)), "users", given);
  }

  /** What is granted to the user in the application "Sample". */
  private String scopes() {
    return east.password(SAMPLE, "no-scopes", "read_stores write_stores").text("scope");
  }

  private String scopesOf(String application) {
    Map<String, Object> oidc = wire.get("/api/server/v1/applications/" + application + "/inbound-protocols/oidc").json();
    return east.password(Wire.basic(oidc.get("clientId").toString(), oidc.get("clientSecret").toString()), "no-scopes",
        "read_stores write_stores").text("scope");
  }
}
