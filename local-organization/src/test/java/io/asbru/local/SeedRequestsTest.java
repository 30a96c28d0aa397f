package io.asbru.local;

import static io.asbru.local.Wire.DOCUMENTED;
import static io.asbru.local.Wire.DOCUMENTED_WEST;
import static io.asbru.local.Wire.EAST;
import static io.asbru.local.Wire.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;

/** The requests of Asgardeo's documentation, sent as the curl commands there send them. */
class SeedRequestsTest extends RunningTest {

  private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  @Test
  void authorizationCode() {
    String request = local.baseUrl() + "/t/bestcarmart/o/" + EAST + "/oauth2/authorize"
        + "?response_type=code"
        + "&redirect_uri=https://bestcarmart.com/login"
        + "&client_id=sample_application_client_id"
        + "&scope=openid%20internal_org_user_mgt_list%20read_stores";
    Browser.Page page = browser.submit(browser.signIn(browser.get(request), "Charlie"), "consent", "approve");

    assertThat(page.uri().toString()).startsWith("https://bestcarmart.com/login?code=");
    assertThat(page.parameters().get("code")).matches(UUID);
  }

  @Test
  void tokenForAnAuthorizationCode() {
    String code = browser.signIn(browser.get(east.url("/oauth2/authorize?response_type=code"
        + "&redirect_uri=https://bestcarmart.com/login&client_id=7wYeybBGCVfLxPmS0z66WNMffyMa"
        + "&scope=openid%20internal_org_user_mgt_list%20read_stores")), "Charlie").parameters().get("code");
    Answer answer = east.postForm("/oauth2/token", DOCUMENTED,
        "grant_type=authorization_code&code=" + code + "&redirect_uri=https://bestcarmart.com/login");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("access_token")).matches(UUID);
    assertThat(answer.text("refresh_token")).matches(UUID);
    assertThat(answer.json()).containsEntry("scope", "openid internal_org_user_mgt_list read_stores")
        .containsEntry("token_type", "Bearer").containsEntry("expires_in", 3600);
  }

  @Test
  void replyWithoutIdToken_ifSoConfigured() {
    restart(Definition.demo().toBuilder().with(Switch.ID_TOKEN_FOR_OPENID, false).build());

    assertThat(east.password(DOCUMENTED, "Charlie", "openid internal_org_user_mgt_list read_stores").body())
        .matches("\\{\"access_token\":\"" + UUID + "\",\"refresh_token\":\"" + UUID
            + "\",\"scope\":\"openid internal_org_user_mgt_list read_stores\","
            + "\"token_type\":\"Bearer\",\"expires_in\":3600}");
  }

  @Test
  void password() {
    Answer answer =
        east.postForm("/oauth2/token", DOCUMENTED, "grant_type=password&username=Charlie&password=jG9A5KrX");

    assertThat(answer.body()).matches("\\{\"access_token\":\"" + UUID + "\",\"refresh_token\":\"" + UUID
        + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
  }

  @Test
  void clientCredentials() {
    assertThat(west.postForm("/oauth2/token", DOCUMENTED_WEST, "grant_type=client_credentials").body())
        .matches("\\{\"access_token\":\"" + UUID + "\",\"token_type\":\"Bearer\",\"expires_in\":3600}");
  }

  @Test
  void introspection() {
    String token = west.postForm("/oauth2/token", DOCUMENTED_WEST,
        "grant_type=password&username=Charlie&password=jG9A5KrX").text("access_token");

    assertThat(west.postForm("/oauth2/introspect", DOCUMENTED_WEST, "token=" + token).body()).isEqualTo(
        "{\"aut\":\"APPLICATION_USER\",\"aud\":\"fhErtAT2YF_M0Ek3AAYHLI8L25oa\",\"nbf\":1739253383,"
            + "\"org_id\":\"" + WEST + "\",\"active\":true,\"token_type\":\"Bearer\",\"exp\":1739256983,"
            + "\"iat\":1739253383,\"client_id\":\"fhErtAT2YF_M0Ek3AAYHLI8L25oa\",\"username\":\"Charlie@" + WEST
            + "\"}");
  }

  @Test
  void revocation() {
    String token = west.postForm("/oauth2/token", DOCUMENTED_WEST, "grant_type=client_credentials")
        .text("access_token");
    Answer answer =
        west.postForm("/oauth2/revoke", DOCUMENTED_WEST, "token=" + token + "&token_type_hint=access_token");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(west.active(DOCUMENTED_WEST, token)).isFalse();
  }

  @Test
  void managementToken() {
    Answer answer = root.postForm("/oauth2/token", Wire.basic("management_client_id", "management_client_secret"),
        "grant_type=client_credentials&scope=internal_user_mgt_list");

    assertThat(answer.json()).containsEntry("scope", "internal_user_mgt_list").containsEntry("token_type", "Bearer");
    assertThat(answer.text("access_token")).matches(UUID);
  }

  @Test
  void managementApi() throws Exception {
    Answer answer = Wire.send(HttpRequest.newBuilder(URI.create(root.url("/scim2/Users"))).header("accept", "application/scim+json")
        .header("Authorization", "Bearer " + ManagementWire.rootToken(local, "internal_user_mgt_list")).build());

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("application/scim+json");
    assertThat(answer.body()).contains("urn:ietf:params:scim:api:messages:2.0:ListResponse").contains("\"userName\":\"root-admin\"");
  }
}
