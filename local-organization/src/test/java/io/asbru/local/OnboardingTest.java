package io.asbru.local;

import static io.asbru.local.ManagementWire.created;
import static io.asbru.local.Wire.EAST;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** From an empty organization to tokens with the scopes of a role, by nothing but management APIs. */
class OnboardingTest extends RunningTest {

  private static final String EVERYTHING = "SYSTEM";

  @Override
  Definition definition() {
    return Definition.empty();
  }

  @Test
  void emptyOrganization_hasNothingButTheManagementApplication() {
    assertThat(local.root().applications()).extracting(Application::clientId).containsExactly("management_client_id");
    assertThat(local.organization(EAST).applications()).isEmpty();
    assertThat(local.organization(EAST).users()).isEmpty();
    assertThat(local.organization(EAST).roles()).isEmpty();
  }

  @Test
  void whatIsCreated_worksAtOnce_andEndsWithItsDeletion() {
    ManagementWire wire = ManagementWire.organization(local, EAST, EVERYTHING);
    String application = created(wire.post("/api/server/v1/applications",
        ManagementWire.application("Cars", "authorization_code", "refresh_token", "password", "client_credentials")));
    Answer credentials = wire.get("/api/server/v1/applications/" + application + "/inbound-protocols/oidc");
    String client = Wire.basic(credentials.text("clientId"), credentials.text("clientSecret"));
    String api = ((List<?>) wire.get("/api/server/v1/api-resources?filter=identifier+eq+"
        + "https%3A%2F%2Fapi.bestcarmart.example%2Fstores").json().get("apiResources")).get(0).toString()
        .replaceFirst(".*id=([^,]*).*", "$1");
    assertThat(wire.post("/api/server/v1/applications/" + application + "/authorized-apis", Json.object("id",
        local.apiResources().get(0).id(), "policyIdentifier", "RBAC", "scopes", List.of("read_stores"))).status())
        .isEqualTo(200);
    assertThat(api).isEqualTo(local.apiResources().get(0).id());
    String user = created(wire.post("/scim2/Users", Json.object("userName", "dora", "password", "Dora-pw-1",
        "name", Json.object("givenName", "Dora"), "emails", List.of("dora@east.bestcarmart.example"))));
    String role = created(wire.post("/scim2/v2/Roles", Json.object("displayName", "reader",
        "audience", Json.object("type", "APPLICATION", "value", application),
        "permissions", List.of(Json.object("value", "read_stores")), "users", List.of(Json.object("value", user)))));

    Answer token = password(client);
    assertThat(token.text("scope")).isEqualTo("openid read_stores");
    assertThat(token.claims("id_token")).containsEntry("sub", user);
    Browser.Page page = browser.get(east.url("/oauth2/authorize?response_type=code&scope=openid%20read_stores"
        + "&redirect_uri=https://bestcarmart.com/login&client_id=" + credentials.text("clientId")));
    page = browser.signIn(page, "dora", "Dora-pw-1");
    assertThat(browser.submit(page, "consent", "approve").parameters()).containsKey("code");

    assertThat(wire.delete("/scim2/v2/Roles/" + role).status()).isEqualTo(204);
    assertThat(east.active(client, token.text("access_token"))).isFalse();
    assertThat(password(client).text("scope")).isEqualTo("openid");
    assertThat(wire.delete("/scim2/Users/" + user).status()).isEqualTo(204);
    assertThat(password(client).text("error_description")).isEqualTo("Authentication failed for dora");
    assertThat(wire.delete("/api/server/v1/applications/" + application).status()).isEqualTo(204);
    assertThat(password(client).text("error_description")).isEqualTo("Client credentials are invalid.");
  }

  private Answer password(String client) {
    return east.token(client, "grant_type", "password", "username", "dora", "password", "Dora-pw-1",
        "scope", "openid read_stores write_stores");
  }
}
