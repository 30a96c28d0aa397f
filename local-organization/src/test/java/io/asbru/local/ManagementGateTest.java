package io.asbru.local;

import static io.asbru.local.ManagementWire.MANAGEMENT;
import static io.asbru.local.Wire.EAST;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who may use the management APIs, and how often. */
class ManagementGateTest extends RunningTest {

  @Test
  void requestWithoutToken_orWithABadOne_is401() {
    ManagementWire wire = ManagementWire.root(local, "internal_user_mgt_list");
    for (String token : new String[] {"", "nonsense"}) {
      Answer answer = wire.with(token).get("/scim2/Users");

      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=localhost");
      assertThat(answer.json()).containsEntry("code", 401).containsEntry("message", "Unauthorized")
          .containsEntry("description", "Authorization failure. Authorization information was invalid or missing from your"
              + " request.").containsKey("traceId");
    }
  }

  @Test
  void expiredToken_is401() {
    ManagementWire wire = ManagementWire.root(local, "internal_user_mgt_list");
    assertThat(wire.get("/scim2/Users").status()).isEqualTo(200);

    clock.advance(Duration.ofHours(1));
    assertThat(wire.get("/scim2/Users").status()).isEqualTo(401);
  }

  @Test
  void scopesThatAreNotAuthorized_areDroppedWithoutAWord() {
    Answer answer = root.token(MANAGEMENT, "grant_type", "client_credentials",
        "scope", "internal_user_mgt_list openid read_stores internal_nonsense");

    assertThat(answer.text("scope")).isEqualTo("internal_user_mgt_list");
  }

  @Test
  void everyOperation_needsItsScope() {
    String[][] operations = {
      {"GET", "/api/server/v1/applications", "application_mgt_view"},
      {"POST", "/api/server/v1/applications", "application_mgt_create"},
      {"GET", "/api/server/v1/applications/x", "application_mgt_view"},
      {"PATCH", "/api/server/v1/applications/x", "application_mgt_update"},
      {"DELETE", "/api/server/v1/applications/x", "application_mgt_delete"},
      {"GET", "/api/server/v1/applications/x/inbound-protocols/oidc", "application_mgt_view"},
      {"PUT", "/api/server/v1/applications/x/inbound-protocols/oidc", "application_mgt_update"},
      {"POST", "/api/server/v1/applications/x/inbound-protocols/oidc/regenerate-secret", "application_mgt_update"},
      {"POST", "/api/server/v1/applications/x/authorized-apis", "application_mgt_update"},
      {"GET", "/api/server/v1/api-resources", "api_resource_view"},
      {"GET", "/scim2/Users", "user_mgt_list"},
      {"GET", "/scim2/Users/x", "user_mgt_view"},
      {"POST", "/scim2/Users", "user_mgt_create"},
      {"PUT", "/scim2/Users/x", "user_mgt_update"},
      {"PATCH", "/scim2/Users/x", "user_mgt_update"},
      {"DELETE", "/scim2/Users/x", "user_mgt_delete"},
      {"GET", "/scim2/Groups", "group_mgt_view"},
      {"POST", "/scim2/Groups", "group_mgt_create"},
      {"DELETE", "/scim2/Groups/x", "group_mgt_delete"},
      {"GET", "/scim2/v2/Roles", "role_mgt_view"},
      {"POST", "/scim2/v2/Roles", "role_mgt_create"},
      {"PATCH", "/scim2/v2/Roles/x", "role_mgt_update"},
      {"DELETE", "/scim2/v2/Roles/x", "role_mgt_delete"},
    };
    for (String place : new String[] {"internal_", "internal_org_"}) {
      Set<String> all = SystemApis.scopes(true);
      for (String[] operation : operations) {
        String without = String.join(" ", all.stream().filter(scope -> !scope.equals(place + operation[2])
            && !scope.startsWith(place + "role_mgt_users") && !scope.startsWith(place + "role_mgt_groups")
            && !scope.startsWith(place + "role_mgt_permissions")
            && !scope.contains("client_secret_create")).toList());
        assertThat(wire(place, place + operation[2]).send(operation[0], operation[1], "").status())
            .as("%s with %s", operation[1], operation[2]).isNotIn(401, 403, 405);
        Answer refused = wire(place, without).send(operation[0], operation[1], "");
        assertThat(refused.status()).as("%s %s without %s", operation[0], operation[1], operation[2]).isEqualTo(403);
        assertThat(refused.json()).containsEntry("code", 403).containsEntry("message", "Forbidden").containsKey("traceId");
      }
    }
  }

  private ManagementWire wire(String place, String scopes) {
    return place.equals("internal_") ? ManagementWire.root(local, scopes) : ManagementWire.organization(local, EAST, scopes);
  }

  @Test
  void tokenOfTheRoot_isNotForOrganizations_andTheOtherWayRound() {
    ManagementWire atRoot = ManagementWire.root(local, "SYSTEM");
    ManagementWire atEast = ManagementWire.organization(local, EAST, "SYSTEM");

    assertThat(atEast.with(atRoot.token()).get("/scim2/Users").status()).isEqualTo(401);
    assertThat(atRoot.with(atEast.token()).get("/scim2/Users").status()).isEqualTo(401);
    assertThat(atRoot.with(atEast.token()).get("/o/scim2/Users").status()).isEqualTo(200);
  }

  @Test
  void organizationIsTheOneOfTheToken() {
    assertThat(ManagementWire.organization(local, EAST, "SYSTEM").get("/scim2/Users").json()).containsEntry("totalResults", 4);
    assertThat(ManagementWire.organization(local, Wire.WEST, "SYSTEM").get("/scim2/Users").json())
        .containsEntry("totalResults", 2);
    assertThat(local.journal().last(Endpoint.SCIM_USERS).orElseThrow().organization()).contains(Wire.WEST);
    assertThat(local.journal().last(Endpoint.SCIM_USERS).orElseThrow().clientId()).contains("management_client_id");
  }

  @Test
  void organizationsOwnApplication_andItsUser_mayAsWell() {
    ManagementWire any = ManagementWire.organization(local, EAST, "");
    String application = east.token(Wire.basic("east_management_client_id", "east_management_client_secret"), "grant_type",
        "client_credentials", "scope", "internal_org_user_mgt_list internal_user_mgt_list").text("access_token");
    String user = east.password(Wire.DOCUMENTED, "Charlie", "openid internal_org_user_mgt_list read_stores").text("access_token");
    String other = east.password(Wire.DOCUMENTED, "store-reader", "internal_org_user_mgt_list").text("access_token");

    assertThat(any.with(application).get("/scim2/Users").status()).isEqualTo(200);
    assertThat(any.with(user).get("/scim2/Users").status()).isEqualTo(200);
    assertThat(any.with(other).get("/scim2/Users").status()).isEqualTo(403);
  }

  @Test
  void moreThan200RequestsInAMinute_are429_untilTheNextMinute() {
    ManagementWire wire = ManagementWire.root(local, "SYSTEM");
    for (int i = 0; i < 200; i++) {
      assertThat(wire.get("/scim2/Users?count=0").status()).isEqualTo(200);
    }
    Answer refused = wire.get("/scim2/Users?count=0");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.json()).containsEntry("code", 429).containsKey("traceId");
    assertThat(wire.get("/scim2/Groups").status()).isEqualTo(200);

    clock.advance(Duration.ofMinutes(1));
    assertThat(wire.get("/scim2/Users?count=0").status()).isEqualTo(200);
  }

  @Test
  void rateLimit_canBeSwitchedOff() {
    restart(Definition.demo().toBuilder().with(Switch.RATE_LIMIT, false).build());
    ManagementWire wire = ManagementWire.root(local, "SYSTEM");
    for (int i = 0; i < 201; i++) {
      assertThat(wire.get("/scim2/Users?count=0").status()).isEqualTo(200);
    }
  }

  @Test
  void faults_strikeManagementApisToo() {
    ManagementWire wire = ManagementWire.root(local, "SYSTEM");
    local.inject(Fault.status(503), Endpoint.APPLICATIONS, 1);
    local.inject(Fault.member("totalResults", "many"), Endpoint.SCIM_USERS, 1);

    assertThat(wire.get("/api/server/v1/applications").status()).isEqualTo(503);
    assertThat(wire.get("/api/server/v1/applications").status()).isEqualTo(200);
    assertThat(wire.get("/scim2/Users").text("totalResults")).isEqualTo("many");
    assertThat(local.journal().entries(Endpoint.APPLICATIONS)).extracting(JournalEntry::status).containsExactly(503, 200);
  }

  @Test
  void bodiesThatAreNoObjects_orTooLarge_are400() {
    ManagementWire wire = ManagementWire.root(local, "SYSTEM");
    for (String body : List.of("", "[]", "null", "{", "{\"name\":", "{\"name\":\"" + "x".repeat(300_000) + "\"}",
        "[".repeat(5_000))) {
      assertThat(wire.post("/api/server/v1/applications", body).json()).containsEntry("code", "APP-60001");
      Answer scim = wire.post("/scim2/Users", body);
      assertThat(scim.json()).containsEntry("status", "400");
      assertThat(scim.header("Content-Type")).startsWith("application/scim+json");
    }
  }

  @Test
  void otherMethods_are405() {
    ManagementWire wire = ManagementWire.root(local, "SYSTEM");

    assertThat(wire.put("/scim2/Users", "{}").status()).isEqualTo(405);
    assertThat(wire.delete("/api/server/v1/applications").header("Allow")).isEqualTo("GET, POST");
    assertThat(wire.post("/api/server/v1/api-resources", "{}").status()).isEqualTo(405);
  }
}
