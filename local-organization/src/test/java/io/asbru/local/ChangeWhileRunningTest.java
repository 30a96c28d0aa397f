package io.asbru.local;

import static io.asbru.local.Wire.EAST;
import static io.asbru.local.Wire.SAMPLE;
import static io.asbru.local.Wire.basic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is added, replaced or removed while the organization runs counts at once. */
class ChangeWhileRunningTest extends RunningTest {

  @Test
  void newUserRoleApplicationAndApi_workTogether() {
    local.apiResources().add(new ApiResource("https://api.example/cars", "Cars", Set.of("read_cars")));
    local.organization(EAST)
        .put(User.builder("Dora", "dora-pw").build())
        .put(Role.managed("car-reader", Set.of("read_cars"), Set.of("Dora")))
        .put(Application.builder("cars").clientSecret("cars-secret").grants("password").scopes("read_cars").build());

    assertThat(east.token(basic("cars", "cars-secret"), "grant_type", "password", "username", "dora", "password",
        "dora-pw", "scope", "read_cars read_stores").text("scope")).isEqualTo("read_cars");
  }

  @Test
  void replacedRole_countsAtTheNextToken() {
    Organization organization = local.organization(EAST);
    assertThat(east.password(SAMPLE, "no-scopes", "write_stores").json()).doesNotContainKey("scope");

    organization.put(Role.managed("late", Set.of("write_stores"), Set.of("no-scopes")));
    assertThat(east.password(SAMPLE, "no-scopes", "write_stores").text("scope")).isEqualTo("write_stores");

    organization.put(Role.managed("late", Set.of("read_stores"), Set.of("no-scopes")));
    assertThat(east.password(SAMPLE, "no-scopes", "write_stores").json()).doesNotContainKey("scope");
    assertThat(organization.roles()).filteredOn(role -> role.name().equals("late")).hasSize(1);

    organization.roles().forEach(organization::removeRole);
    assertThat(east.password(SAMPLE, "Charlie", "read_stores").json()).doesNotContainKey("scope");
  }

  @Test
  void changedPassword_countsAtOnce() {
    Organization organization = local.organization(EAST);
    organization.put(organization.user("Charlie").orElseThrow().toBuilder().password("new").build());

    assertThat(east.password(SAMPLE, "Charlie", "").status()).isEqualTo(400);
    assertThat(east.token(SAMPLE, "grant_type", "password", "username", "Charlie", "password", "new").status())
        .isEqualTo(200);
  }

  @Test
  void removedUser_cannotRefreshNorUseHisSession() {
    String token = east.password(SAMPLE, "Charlie", "openid").text("refresh_token");
    browser.signIn(browser.get(Browser.authorize(east, "sample_jwt_client_id")), "Charlie");
    local.organization(EAST).removeUser("Charlie");

    assertThat(east.refresh(SAMPLE, token).text("error")).isEqualTo("invalid_grant");
    assertThat(browser.get(Browser.authorize(east, "sample_jwt_client_id")).body()).contains("Sign in");
  }

  @Test
  void administrator_canRevokeAllTokensOfAUser() {
    Answer first = east.password(SAMPLE, "Charlie", "openid");
    Answer second = east.password(Wire.JWT_SAMPLE, "Charlie", "openid");
    String other = east.password(SAMPLE, "store-reader", "openid").text("access_token");

    assertThat(local.revokeTokens(local.organization(EAST), "Charlie")).isEqualTo(2);

    assertThat(east.active(SAMPLE, first.text("access_token"))).isFalse();
    assertThat(east.active(SAMPLE, second.text("refresh_token"))).isFalse();
    assertThat(east.active(SAMPLE, other)).isTrue();
    assertThat(local.revokeTokens(local.organization(EAST), "Charlie")).isZero();
  }

  @Test
  void applicationOfAnOrganization_hasFewerGrants() {
    Application switching = Application.builder("x").grants("organization_switch").build();

    assertThatThrownBy(() -> local.organization(EAST).put(switching)).isInstanceOf(IllegalArgumentException.class);
    local.root().put(switching);
  }
}
