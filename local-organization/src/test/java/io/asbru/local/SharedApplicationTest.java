package io.asbru.local;

import static io.asbru.local.Browser.CALLBACK;
import static io.asbru.local.Browser.authorize;
import static io.asbru.local.Wire.EAST;
import static io.asbru.local.Wire.SAMPLE;
import static io.asbru.local.Wire.SHARED;
import static io.asbru.local.Wire.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Applications of the root organization: signing in to an organization through them, and switching organizations. */
class SharedApplicationTest extends RunningTest {

  private static final String SHARED_ID = "shared_client_id";

  @ParameterizedTest
  @CsvSource({"orgId," + EAST, "orgHandle,best-car-mart-east", "org,Best Car Mart East",
      "login_hint,somebody@east.bestcarmart.example"})
  void organizationOfTheRequest_signsInItsUsers(String name, String value) {
    Browser.Page page = browser.get(authorize(root, SHARED_ID, "fidp", "OrganizationSSO", name, value));
    assertThat(page.body()).contains("Sign in — Best Car Mart East");

    Answer tokens = exchange(browser.signIn(page, "store-reader"));
    assertThat(tokens.status()).isEqualTo(200);
  }

  @Test
  void tokensOfASharedApplication_nameTheOrganizationAndAreIntrospectedAtTheRoot() {
    Answer tokens = exchange(browser.signIn(browser.get(authorize(root, SHARED_ID, "fidp", "OrganizationSSO", "orgId",
        EAST, "scope", "openid read_stores write_stores")), "store-reader"));

    assertThat(tokens.text("scope")).isEqualTo("openid read_stores");
    assertThat(tokens.claims("id_token")).containsEntry("org_id", EAST).containsEntry("user_org", EAST)
        .containsEntry("iss", local.baseUrl() + "/t/bestcarmart/oauth2/token");
    assertThat(root.introspect(SHARED, tokens.text("access_token")).json()).containsEntry("org_id", EAST)
        .containsEntry("username", "store-reader@" + EAST);
    assertThat(east.active(SAMPLE, tokens.text("access_token"))).isFalse();
  }

  @Test
  void withoutAnOrganization_thePageAsksForIt() {
    Browser.Page page = browser.get(authorize(root, SHARED_ID, "fidp", "OrganizationSSO"));
    assertThat(page.body()).contains("Sign in with your organization").contains("<label for=\"org\">");

    Browser.Page again = browser.submit(page, "org", "No such organization");
    assertThat(again.body()).contains("role=\"alert\"");
    assertThat(browser.submit(again, "org", "Best Car Mart West").body()).contains("Sign in — Best Car Mart West");
  }

  @Test
  void organizationThatDoesNotUseTheApplication_isRefused() {
    Application shared = local.root().application(SHARED_ID).orElseThrow();
    local.root().put(shared.toBuilder().sharedWith(WEST).build());

    assertThat(browser.get(authorize(root, SHARED_ID, "fidp", "OrganizationSSO", "orgId", EAST)).parameters())
        .containsEntry("error", "invalid_request");
    assertThat(browser.get(authorize(root, SHARED_ID, "fidp", "OrganizationSSO", "orgId", "no-such-id")).parameters())
        .containsEntry("error", "invalid_request");
  }

  @Test
  void withoutOrganizationSso_theRootsOwnUsersSignIn() {
    Answer tokens = exchange(browser.signIn(browser.get(authorize(root, SHARED_ID, "scope", "openid write_stores")),
        "root-admin"));

    assertThat(tokens.text("scope")).isEqualTo("openid write_stores");
    assertThat(tokens.claims("id_token")).containsEntry("org_id", local.root().id())
        .containsEntry("org_handle", "bestcarmart").containsEntry("user_org", local.root().id());
  }

  @Test
  void rootTokens_haveNoOrganizationClaims_ifSoConfigured() {
    restart(Definition.demo().toBuilder().with(Switch.ORGANIZATION_CLAIMS_AT_ROOT, false).build());
    Answer tokens = root.password(SHARED, "root-admin", "openid");

    assertThat(tokens.claims("id_token")).doesNotContainKeys("org_id", "org_name", "org_handle", "user_org");
    assertThat(root.introspect(SHARED, tokens.text("access_token")).json()).doesNotContainKey("org_id");
  }

  @Test
  void rolesCountOnlyForTheirKindOfApplication() {
    Organization organization = local.organization(EAST);
    organization.put(Role.managed("writers", Set.of("write_stores"), Set.of("no-scopes")));
    organization.put(Role.shared("shared-store-reader", Set.of("no-scopes")));

    String own = east.password(SAMPLE, "no-scopes", "read_stores write_stores").text("scope");
    String shared = exchange(browser.signIn(browser.get(authorize(root, SHARED_ID, "fidp", "OrganizationSSO", "orgId",
        EAST, "scope", "read_stores write_stores")), "no-scopes")).text("scope");

    assertThat(own).isEqualTo("write_stores");
    assertThat(shared).isEqualTo("read_stores");
  }

  @Test
  void roleOfOneApplication_doesNotCountForAnother() {
    local.organization(EAST).put(new Role("one", false, Optional.of("sample_jwt_client_id"),
        Set.of("write_stores"), Set.of("no-scopes")));

    assertThat(east.password(Wire.JWT_SAMPLE, "no-scopes", "write_stores").text("scope")).isEqualTo("write_stores");
    assertThat(east.password(SAMPLE, "no-scopes", "write_stores").json()).doesNotContainKey("scope");
  }

  @Test
  void applicationToken_canBeSwitched() {
    Answer answer = switched(applicationToken(), WEST, "scope", "read_stores openid");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json()).containsOnlyKeys("access_token", "scope", "token_type", "expires_in")
        .containsEntry("scope", "read_stores");
    assertThat(root.introspect(SHARED, answer.text("access_token")).json()).containsEntry("org_id", WEST)
        .containsEntry("aut", "APPLICATION");
  }

  @Test
  void userToken_canBeSwitchedAndHasARefreshToken() {
    local.root().put(local.root().application(SHARED_ID).orElseThrow().toBuilder()
        .accessTokenFormat(AccessTokenFormat.JWT).build());
    String token = root.password(SHARED, "root-admin", "openid").text("access_token");
    Answer answer = switched(token, EAST, "scope", "openid write_stores");

    assertThat(answer.json()).containsKeys("refresh_token", "id_token").containsEntry("scope", "openid write_stores");
    Map<String, Object> claims = answer.claims("access_token");
    assertThat(claims).containsEntry("org_id", EAST).containsEntry("user_org", local.root().id());
  }

  @Test
  void switchedToken_hasTheTypeOfTheSource() {
    String opaque = root.password(SHARED, "root-admin", "").text("access_token");
    local.root().put(local.root().application(SHARED_ID).orElseThrow().toBuilder()
        .accessTokenFormat(AccessTokenFormat.JWT).build());

    assertThat(switched(opaque, EAST).text("access_token")).doesNotContain(".");
  }

  @Test
  void switchErrors_areThoseOfTheProtocol() {
    String ofEast = exchange(browser.signIn(browser.get(authorize(root, SHARED_ID, "fidp", "OrganizationSSO", "orgId",
        EAST)), "Charlie")).text("access_token");

    refused(switched("nonsense", "no-such-id"), "invalid_request", "Invalid organization id: no-such-id");
    refused(switched("nonsense", EAST), "invalid_grant", "Invalid token received.");
    refused(switched(east.password(SAMPLE, "Charlie", "").text("access_token"), EAST), "invalid_grant",
        "Invalid token received.");
    refused(switched(ofEast, WEST), "invalid_grant",
        "Organization switch is only allowed for the organizations in the same branch.");
    assertThat(switched(ofEast, EAST).status()).isEqualTo(200);
  }

  @Test
  void switch_isOnlyForApplicationsThatMay() {
    local.root().put(Application.builder("plain").clientSecret("secret").grants("client_credentials").build());

    refused(root.token(Wire.basic("plain", "secret"), "grant_type", "organization_switch", "token", applicationToken(),
        "switching_organization", EAST), "unauthorized_client",
        "The authenticated client is not authorized to use this authorization grant type");
    refused(root.token(SHARED, "grant_type", "organization_switch", "token", "x"), "invalid_request",
        "Missing parameters: switching_organization");
  }

  @Test
  void organizationThatDoesNotUseTheApplication_givesNoScopes() {
    local.root().put(local.root().application(SHARED_ID).orElseThrow().toBuilder().sharedWith(WEST).build());

    assertThat(switched(applicationToken(), EAST, "scope", "read_stores").json()).doesNotContainKey("scope");
  }

  private String applicationToken() {
    return root.token(SHARED, "grant_type", "client_credentials").text("access_token");
  }

  private Answer switched(String token, String organization, String... more) {
    return root.postForm("/oauth2/token", SHARED, Wire.form("grant_type", "organization_switch", "token", token,
        "switching_organization", organization) + (more.length == 0 ? "" : "&" + Wire.form(more)));
  }

  private Answer exchange(Browser.Page callback) {
    return root.token(SHARED, "grant_type", "authorization_code", "redirect_uri", CALLBACK, "code",
        callback.parameters().get("code"));
  }

  private static void refused(Answer answer, String error, String description) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json()).containsEntry("error", error).containsEntry("error_description", description);
  }
}
