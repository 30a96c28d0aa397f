package io.asbru.local;

import static io.asbru.local.Wire.EAST;
import static io.asbru.local.Wire.SAMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The pages for people who try things out. */
class AdministrationPagesTest extends RunningTest {

  @Test
  void startPage_linksToAdministrationAndOrganizations() {
    Answer page = browser.get(local.baseUrl() + "/").answer();

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("<a href=\"/admin\">").contains("Best Car Mart East").contains(east.url(""))
        .contains("href=\"/t/bestcarmart/o/" + EAST + "/oauth2/token/.well-known/openid-configuration\"");
    assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
  }

  @Test
  void administration_showsApplicationsUsersRolesSessionsAndRequests() {
    browser.signIn(browser.get(Browser.authorize(east, "sample_jwt_client_id")), "store-manager");
    east.introspect(SAMPLE, "some-token");

    String page = browser.get(local.baseUrl() + "/admin").body();

    assertThat(page).contains("sample_application_client_id").contains("store-administrator").contains("Best Car Mart West");
    assertThat(page.substring(page.indexOf("id=\"sessions\""))).contains("<th scope=\"row\">store-manager</th>"
        + "<td>Best Car Mart East</td><td>2025-02-11 05:56:23</td><td>Sample with JWT access tokens</td>");
    assertThat(page.substring(page.indexOf("id=\"requests\""))).contains("<td>INTROSPECT</td><td>POST /t/bestcarmart/o/" + EAST
        + "/oauth2/introspect</td><td>sample_application_client_id</td><td>200</td>");
  }

  @Test
  void administration_showsNoSecretPasswordOrToken() {
    String token = east.password(SAMPLE, "Charlie", "openid").text("access_token");
    east.introspect(SAMPLE, token);
    String page = browser.get(local.baseUrl() + "/admin").body();

    List<Organization> all = List.of(local.root(), local.organization(EAST));
    assertThat(page).doesNotContain(token).doesNotContain("jG9A5KrX");
    all.forEach(organization -> organization.applications().forEach(application -> application.clientSecret()
        .ifPresent(secret -> assertThat(page).doesNotContain(secret))));
  }

  @Test
  void whatPeopleNamed_isShownAsText() {
    local.organization(EAST).put(User.builder("<script>alert(1)</script>", "x").build());

    assertThat(browser.get(local.baseUrl() + "/admin").body()).contains("&lt;script&gt;alert(1)").doesNotContain("<script>");
  }

  @Test
  void administration_isForThisMachineOnly() {
    AdministrationPages pages = new AdministrationPages(new Organizations(definition()),
        new Addresses(local.baseUrl(), local.root(), false), new SsoSessions("/", false), local.journal());

    assertThat(pages.handle(call("127.0.0.1", "localhost:8090"), local.root()).status()).isEqualTo(200);
    assertThat(pages.handle(call("[0:0:0:0:0:0:0:1]", "[::1]:8090"), local.root()).status()).isEqualTo(200);
    assertThat(pages.handle(call("192.0.2.7", "localhost:8090"), local.root()).status()).isEqualTo(403);
    assertThat(pages.handle(call("127.0.0.1", "rebound.example:8090"), local.root()).status()).isEqualTo(403);
  }

  @Test
  void pages_cannotBePostedTo() {
    assertThat(browser.post(local.baseUrl() + "/admin").status()).isEqualTo(405);
  }

  private static Call call(String address, String host) {
    return new Call("GET", "/admin", "", Map.of("host", List.of(host)), new byte[0], address);
  }
}
