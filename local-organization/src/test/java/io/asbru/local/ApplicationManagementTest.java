package io.asbru.local;

import static io.asbru.local.ManagementWire.application;
import static io.asbru.local.ManagementWire.created;
import static io.asbru.local.Wire.EAST;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Applications and the API resources that they are authorized for. */
class ApplicationManagementTest extends RunningTest {

  private static final String APPLICATIONS = "/api/server/v1/applications";
  private static final String RESOURCES = "/api/server/v1/api-resources";
  private ManagementWire wire;

  @BeforeEach
  void switchToTheOrganization() {
    wire = ManagementWire.organization(local, EAST, "SYSTEM");
  }

  @Test
  void createdApplication_isWhereItsLocationSays() {
    Answer answer = wire.post(APPLICATIONS, application("Cars", "authorization_code", "refresh_token"));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.header("Location")).startsWith(local.url(local.root()) + "/o/api/server/v1/applications/");
    Answer found = wire.get(APPLICATIONS + "/" + created(answer));
    assertThat(found.json()).containsEntry("name", "Cars").containsEntry("access", "WRITE")
        .containsEntry("associatedRoles", Map.of("allowedAudience", "APPLICATION", "roles", List.of()));
    assertThat(found.body()).doesNotContain("clientSecret")
        .contains("\"inboundProtocols\":[{\"type\":\"oauth2\",\"name\":\"oauth2\",\"self\":\"/t/bestcarmart/o" + APPLICATIONS);
  }

  @Test
  void credentials_areLikeThoseOfTheRealService() {
    Answer oidc = wire.get(oidc(created(wire.post(APPLICATIONS, application("Cars", "authorization_code", "client_credentials")))));

    assertThat(oidc.text("clientId")).matches("\\w{28}");
    assertThat(oidc.text("clientSecret")).matches("\\w{44}");
    assertThat(oidc.json()).containsEntry("grantTypes", List.of("authorization_code", "client_credentials"))
        .containsEntry("callbackURLs", List.of("https://bestcarmart.com/login")).containsEntry("state", "ACTIVE")
        .containsEntry("publicClient", false);
    assertThat(oidc.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void standardAndM2mTemplate_areForOrganizations_othersAreNot() {
    Map<String, Object> standard = application("Standard", "authorization_code");
    standard.put("templateId", "custom-application-oidc");
    Map<String, Object> single = application("Single", "authorization_code");
    single.put("templateId", "single-page-application");

    assertThat(wire.get(APPLICATIONS + "/" + created(wire.post(APPLICATIONS, standard))).json())
        .containsEntry("templateId", "custom-application-oidc");
    String m2m = created(wire.post(APPLICATIONS, Json.object("name", "Machine", "templateId", "m2m-application")));
    assertThat(wire.get(oidc(m2m)).json()).containsEntry("grantTypes", List.of("client_credentials"));
    refused(wire.post(APPLICATIONS, single), 400, "APP-60001");
    assertThat(ManagementWire.root(local, "SYSTEM").post(APPLICATIONS, single).status()).isEqualTo(201);
  }

  @Test
  void limitsOfOrganizations_areEnforced() {
    refused(wire.post(APPLICATIONS, application("Cars", "organization_switch")), 400, "APP-60001");
    refused(wire.post(APPLICATIONS, application("Cars", "implicit")), 400, "APP-60001");
    refused(wire.post(APPLICATIONS, Json.object("name", "Cars", "inboundProtocolConfiguration",
        Json.object("saml", Json.object()))), 400, "APP-60001");
    assertThat(ManagementWire.root(local, "SYSTEM").post(APPLICATIONS, application("Cars", "organization_switch",
        "client_credentials")).status()).isEqualTo(201);
  }

  @Test
  void badApplications_areRefused_andNothingIsMade() {
    int before = local.organization(EAST).applications().size();
    refused(wire.post(APPLICATIONS, Json.object("inboundProtocolConfiguration", Json.object())), 400, "APP-60001");
    refused(wire.post(APPLICATIONS, application("a/b", "password")), 400, "APP-60001");
    refused(wire.post(APPLICATIONS, application("x".repeat(256), "password")), 400, "APP-60001");
    refused(wire.post(APPLICATIONS, protocol("callbackURLs", List.of("not a url"))), 400, "APP-60001");
    refused(wire.post(APPLICATIONS, protocol("callbackURLs", List.of("https://a.example/#x"))), 400, "APP-60001");
    refused(wire.post(APPLICATIONS, protocol("callbackURLs", List.of("regexp=("))), 400, "APP-60001");
    refused(wire.post(APPLICATIONS, protocol("callbackURLs", List.of())), 400, "APP-60001");
    refused(wire.post(APPLICATIONS, protocol("callbackURLs", "https://a.example")), 400, "APP-60001");
    refused(wire.post(APPLICATIONS, protocol("grantTypes", List.of())), 400, "APP-60001");
    refused(wire.post(APPLICATIONS, protocol("grantTypes", List.of(1))), 400, "APP-60001");
    refused(wire.post(APPLICATIONS, protocol("accessToken", Json.object("type", "Opaque"))), 400, "APP-60001");
    refused(wire.post(APPLICATIONS, protocol("accessToken", Json.object("userAccessTokenExpiryInSeconds", -1))), 400, "APP-60001");
    refused(wire.post(APPLICATIONS, protocol("pkce", Json.object("mandatory", "yes"))), 400, "APP-60001");
    refused(wire.post(APPLICATIONS, protocol("logout", Json.object("backChannelLogoutUrl", "ftp://x"))), 400, "APP-60001");
    refused(wire.post(APPLICATIONS, protocol("callbackURLs", List.of("https://a.example", "https://b.example"))), 501,
        "APP-65501");

    assertThat(local.organization(EAST).applications()).hasSize(before);
  }

  @Test
  void nameInUse_is409() {
    Answer answer = wire.post(APPLICATIONS, application("Sample", "password"));

    refused(answer, 409, "APP-60007");
    assertThat(answer.text("description")).contains("'Sample' already exists");
    assertThat(answer.json()).containsOnlyKeys("code", "message", "description", "traceId");
    String other = created(wire.post(APPLICATIONS, application("Cars", "password")));
    refused(wire.patch(APPLICATIONS + "/" + other, Json.object("name", "sample")), 409, "APP-60007");
    Map<String, Object> sameClient = protocol("clientId", "sample_application_client_id");
    sameClient.put("name", "Other cars");
    refused(wire.post(APPLICATIONS, sameClient), 409, "APP-60009");
  }

  @Test
  void list_hasPagesAndAFilter() {
    Answer first = wire.get(APPLICATIONS + "?limit=2&offset=1");

    assertThat(first.json()).containsEntry("totalResults", 5).containsEntry("startIndex", 2).containsEntry("count", 2);
    assertThat(names(first)).containsExactly("Management", "Public");
    assertThat(first.body()).contains("{\"href\":\"/t/bestcarmart/o" + APPLICATIONS + "?offset=3&limit=2\",\"rel\":\"next\"}");
    assertThat(names(wire.get(APPLICATIONS + "?offset=4"))).containsExactly("Sample with JWT access tokens");
    assertThat(names(wire.get(APPLICATIONS + "?offset=99"))).isEmpty();
    assertThat(names(wire.get(APPLICATIONS + "?filter=name+eq+Sample"))).containsExactly("Sample");
    assertThat(names(wire.get(APPLICATIONS + "?filter=name+sw+Sample"))).containsExactly("Sample", "Sample with JWT access tokens");
    assertThat(names(wire.get(APPLICATIONS + "?filter=name+co+doc+or+clientId+eq+public_client_id")))
        .containsExactly("Application of the documentation", "Public");
    refused(wire.get(APPLICATIONS + "?filter=name"), 400, "APP-60004");
    refused(wire.get(APPLICATIONS + "?limit=-1"), 400, "APP-60003");
    refused(wire.get(APPLICATIONS + "?offset=x"), 400, "APP-60002");
  }

  @Test
  void changedProtocol_countsAtOnce() {
    String id = created(wire.post(APPLICATIONS, application("Cars", "client_credentials")));
    Map<String, Object> oidc = wire.get(oidc(id)).json();
    String client = Wire.basic(oidc.get("clientId").toString(), oidc.get("clientSecret").toString());
    assertThat(east.token(client, "grant_type", "client_credentials").json()).containsEntry("expires_in", 3600);

    oidc.put("accessToken", Json.object("type", "JWT", "applicationAccessTokenExpiryInSeconds", 60));
    assertThat(wire.put(oidc(id), oidc).status()).isEqualTo(200);
    String before = east.token(client, "grant_type", "client_credentials").text("access_token");
    local.revokeTokens(local.organization(EAST), "nobody");
    assertThat(wire.post(oidc(id) + "/regenerate-secret", "").text("clientSecret")).isNotEqualTo(oidc.get("clientSecret"));

    assertThat(east.token(client, "grant_type", "client_credentials").status()).isEqualTo(401);
    Map<String, Object> now = wire.get(oidc(id)).json();
    String renewed = Wire.basic(now.get("clientId").toString(), now.get("clientSecret").toString());
    assertThat(east.active(renewed, before)).isFalse();
    Answer token = east.token(renewed, "grant_type", "client_credentials");
    assertThat(token.json()).containsEntry("expires_in", 60);
    assertThat(token.text("access_token")).contains(".");
    oidc.put("clientId", "another");
    refused(wire.put(oidc(id), oidc), 400, "APP-60001");
  }

  @Test
  void changedAttributesAndLoginFlow_areGivenBack() {
    String id = created(wire.post(APPLICATIONS, application("Cars", "password")));
    Map<String, Object> claims = Json.object("dialect", "LOCAL", "requestedClaims",
        List.of(Json.object("claim", Json.object("uri", "http://wso2.org/claims/emailaddress"), "mandatory", true)));
    Map<String, Object> flow = Json.object("type", "USER_DEFINED", "steps", List.of(Json.object("id", 1,
        "options", List.of(Json.object("idp", "LOCAL", "authenticator", "BasicAuthenticator")))));

    assertThat(wire.patch(APPLICATIONS + "/" + id, Json.object("description", "All cars", "claimConfiguration", claims,
        "authenticationSequence", flow, "advancedConfigurations", Json.object("skipLoginConsent", true))).status()).isEqualTo(200);
    assertThat(wire.get(APPLICATIONS + "/" + id).json()).containsEntry("description", "All cars")
        .containsEntry("claimConfiguration", claims).containsEntry("authenticationSequence", flow).containsEntry("name", "Cars");
    assertThat(local.organization(EAST).applicationById(id).orElseThrow().consentRequired()).isFalse();
    refused(wire.patch(APPLICATIONS + "/" + id, Json.object("authenticationSequence", Json.object("type", "USER_DEFINED"))),
        400, "APP-60001");
    refused(wire.patch(APPLICATIONS + "/" + id, Json.object("claimConfiguration",
        Json.object("requestedClaims", List.of(Json.object())))), 400, "APP-60001");
  }

  @Test
  void attributesOfAnApplication_areWhatTokensTell() {
    String id = created(wire.post(APPLICATIONS, application("Cars", "password")));
    Map<String, Object> oidc = wire.get(oidc(id)).json();
    String client = Wire.basic(oidc.get("clientId").toString(), oidc.get("clientSecret").toString());
    assertThat(east.password(client, "Charlie", "openid profile email").claims("id_token")).containsKeys("email", "given_name");

    wire.patch(APPLICATIONS + "/" + id, Json.object("claimConfiguration", Json.object("requestedClaims",
        List.of(Json.object("claim", Json.object("uri", "http://wso2.org/claims/emailaddress"))))));

    assertThat(east.password(client, "Charlie", "openid profile email").claims("id_token")).containsKeys("email", "sub", "org_id")
        .doesNotContainKeys("given_name", "family_name", "username");
  }

  @Test
  void logoutUrls_areGivenBack_andCleared() {
    String id = created(wire.post(APPLICATIONS, protocol("logout", Json.object("backChannelLogoutUrl", "https://a.example/back",
        "frontChannelLogoutUrl", "https://a.example/front"))));
    Map<String, Object> oidc = wire.get(oidc(id)).json();
    assertThat(oidc).containsEntry("logout", Map.of("backChannelLogoutUrl", "https://a.example/back",
        "frontChannelLogoutUrl", "https://a.example/front"));
    assertThat(local.organization(EAST).applicationById(id).orElseThrow().frontChannelLogoutUri()).isPresent();

    oidc.put("logout", Json.object());
    wire.put(oidc(id), oidc);
    assertThat(local.organization(EAST).applicationById(id).orElseThrow().backChannelLogoutUri()).isEmpty();
    assertThat(local.organization(EAST).applicationById(id).orElseThrow().frontChannelLogoutUri()).isEmpty();
  }

  @Test
  void deletedApplication_isGoneWithItsTokensAndRoles() {
    String id = created(wire.post(APPLICATIONS, application("Cars", "client_credentials")));
    Map<String, Object> oidc = wire.get(oidc(id)).json();
    String client = Wire.basic(oidc.get("clientId").toString(), oidc.get("clientSecret").toString());
    String token = east.token(client, "grant_type", "client_credentials").text("access_token");
    String role = created(wire.post("/scim2/v2/Roles", Json.object("displayName", "x", "audience",
        Json.object("type", "application", "value", id))));

    assertThat(wire.delete(APPLICATIONS + "/" + id).status()).isEqualTo(204);

    refused(wire.get(APPLICATIONS + "/" + id), 404, "APP-60006");
    assertThat(wire.get("/scim2/v2/Roles/" + role).status()).isEqualTo(404);
    assertThat(wire.with(token).get("/scim2/Users").status()).isEqualTo(401);
    assertThat(east.token(client, "grant_type", "client_credentials").status()).isEqualTo(401);
  }

  @Test
  void applicationOfAnotherOrganization_isNotFound() {
    String id = created(wire.post(APPLICATIONS, application("Cars", "password")));

    refused(ManagementWire.organization(local, Wire.WEST, "SYSTEM").get(APPLICATIONS + "/" + id), 404, "APP-60006");
    refused(ManagementWire.root(local, "SYSTEM").delete(APPLICATIONS + "/" + id), 404, "APP-60006");
  }

  @Test
  void applicationWithoutProtocol_getsOneLater_andLosesIt() {
    String id = created(wire.post(APPLICATIONS, Json.object("name", "Cars", "templateId", "custom-application-oidc")));
    refused(wire.get(oidc(id)), 404, "APP-60010");
    assertThat(wire.get(APPLICATIONS + "/" + id + "/inbound-protocols").body()).isEqualTo("[]");

    assertThat(wire.put(oidc(id), Json.object("grantTypes", List.of("client_credentials"))).status()).isEqualTo(200);
    Map<String, Object> oidc = wire.get(oidc(id)).json();
    String client = Wire.basic(oidc.get("clientId").toString(), oidc.get("clientSecret").toString());
    assertThat(east.token(client, "grant_type", "client_credentials").status()).isEqualTo(200);
    assertThat(wire.delete(oidc(id)).status()).isEqualTo(204);
    assertThat(east.token(client, "grant_type", "client_credentials").status()).isEqualTo(401);
  }

  @Test
  void apiResources_areFoundByIdentifier() {
    Answer answer = wire.get(RESOURCES + "?filter=identifier+eq+/o/scim2/Users");

    assertThat(answer.json()).containsEntry("totalResults", 1);
    Map<?, ?> found = (Map<?, ?>) ((List<?>) answer.json().get("apiResources")).get(0);
    assertThat(found.get("type")).isEqualTo("ORGANIZATION");
    Answer one = wire.get(RESOURCES + "/" + found.get("id"));
    assertThat(one.body()).contains("\"name\":\"internal_org_user_mgt_list\"");
    assertThat(wire.get(RESOURCES + "/" + found.get("id") + "/scopes").body()).startsWith("[{\"id\":")
        .contains("internal_org_user_mgt_delete");
    refused(wire.get(RESOURCES + "/nonsense"), 404, "API_RESOURCE-60002");
    assertThat(wire.get(RESOURCES + "?filter=type+eq+TENANT").json()).containsEntry("totalResults", 0);
    assertThat(ManagementWire.root(local, "SYSTEM").get(RESOURCES + "?filter=type+eq+TENANT").json())
        .containsEntry("totalResults", 6);
  }

  @Test
  void apiResources_haveTheNextPageBehindACursor() {
    Answer first = wire.get(RESOURCES + "?limit=5");
    assertThat((List<?>) first.json().get("apiResources")).hasSize(5);
    String next = ((Map<?, ?>) ((List<?>) first.json().get("links")).get(0)).get("href").toString();

    Answer second = wire.get(next.substring("/t/bestcarmart/o".length()));
    assertThat((List<?>) second.json().get("apiResources")).hasSize(2);
    assertThat(second.body()).contains("/o/oauth2/introspect");
    assertThat(first.body()).doesNotContain("/o/oauth2/introspect");
    assertThat((List<?>) second.json().get("links")).isEmpty();
  }

  @Test
  void authorizedApi_isListed_changedAndWithdrawn() {
    String id = created(wire.post(APPLICATIONS, application("Cars", "client_credentials")));
    String apis = APPLICATIONS + "/" + id + "/authorized-apis";
    String stores = local.apiResources().get(0).id();

    assertThat(wire.post(apis, authorization(stores, "read_stores")).status()).isEqualTo(200);
    refused(wire.post(apis, authorization(stores, "read_stores")), 409, "APP-60511");
    assertThat(wire.get(apis).body()).contains("\"identifier\":\"https://api.bestcarmart.example/stores\"")
        .contains("\"policyId\":\"RBAC\"").contains("\"name\":\"read_stores\"").doesNotContain("write_stores");
    assertThat(scopes(id)).isEqualTo("read_stores");
    assertThat(wire.patch(apis + "/" + stores, Json.object("addedScopes", List.of("write_stores"),
        "removedScopes", List.of("read_stores"))).status()).isEqualTo(200);
    assertThat(scopes(id)).isEqualTo("write_stores");
    assertThat(wire.delete(apis + "/" + stores).status()).isEqualTo(204);
    assertThat(scopes(id)).isEqualTo("null");
    assertThat(wire.get(apis).body()).isEqualTo("[]");
    refused(wire.delete(apis + "/" + stores), 404, "API_RESOURCE-60002");
    refused(wire.post(apis, authorization(stores, "internal_org_user_mgt_list")), 400, "APP-60001");
    refused(wire.post(apis, authorization("nonsense", "x")), 404, "API_RESOURCE-60002");
  }

  @Test
  void authorizingAnApi_needsTheScopeOfItsKind() {
    String id = created(wire.post(APPLICATIONS, application("Cars", "client_credentials")));
    String apis = APPLICATIONS + "/" + id + "/authorized-apis";
    ManagementWire business = ManagementWire.organization(local, EAST,
        "internal_org_application_mgt_update internal_org_application_business_api_update");
    ManagementWire internal = ManagementWire.organization(local, EAST,
        "internal_org_application_mgt_update internal_org_application_internal_api_update");
    String stores = local.apiResources().get(0).id();
    String users = local.apiResources().stream().filter(each -> each.identifier().equals("/o/scim2/Users")).findFirst()
        .orElseThrow().id();

    assertThat(internal.post(apis, authorization(stores)).status()).isEqualTo(403);
    assertThat(business.post(apis, authorization(users)).status()).isEqualTo(403);
    assertThat(business.post(apis, authorization(stores)).status()).isEqualTo(200);
    assertThat(internal.post(apis, authorization(users, "internal_org_user_mgt_list")).status()).isEqualTo(200);
    assertThat(internal.delete(apis + "/" + stores).status()).isEqualTo(403);
  }

  private static Map<String, Object> authorization(String id, String... scopes) {
    return Json.object("id", id, "policyIdentifier", "RBAC", "scopes", List.of(scopes));
  }

  /** What is granted to the application when it asks for both scopes. */
  private String scopes(String id) {
    Map<String, Object> oidc = wire.get(oidc(id)).json();
    return east.token(Wire.basic(oidc.get("clientId").toString(), oidc.get("clientSecret").toString()), "grant_type",
        "client_credentials", "scope", "read_stores write_stores").text("scope");
  }

  private static Map<String, Object> protocol(String name, Object value) {
    Map<String, Object> oidc = Json.object("grantTypes", List.of("authorization_code"),
        "callbackURLs", List.of("https://bestcarmart.com/login"));
    oidc.put(name, value);
    return Json.object("name", "Cars", "inboundProtocolConfiguration", Json.object("oidc", oidc));
  }

  private static String oidc(String id) {
    return APPLICATIONS + "/" + id + "/inbound-protocols/oidc";
  }

  private static List<Object> names(Answer answer) {
    return ((List<?>) answer.json().get("applications")).stream().<Object>map(each -> ((Map<?, ?>) each).get("name")).toList();
  }

  private static void refused(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.json()).containsEntry("code", code).containsKeys("message", "description", "traceId");
  }
}
