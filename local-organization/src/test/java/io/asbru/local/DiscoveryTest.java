package io.asbru.local;

import static io.asbru.local.Wire.EAST;
import static io.asbru.local.Wire.JWT_SAMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Discovery, keys and addresses. */
class DiscoveryTest extends RunningTest {

  private static final String DISCOVERY = "/oauth2/token/.well-known/openid-configuration";

  @Test
  void root_namesItself() throws Exception {
    String prefix = local.baseUrl() + "/t/bestcarmart";
    OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(root.get(DISCOVERY).body());

    assertThat(metadata.getIssuer().getValue()).isEqualTo(prefix + "/oauth2/token");
    assertThat(metadata.getAuthorizationEndpointURI()).hasToString(prefix + "/oauth2/authorize");
    assertThat(metadata.getPushedAuthorizationRequestEndpointURI()).hasToString(prefix + "/oauth2/par");
  }

  @Test
  void organization_hasItsOwnEndpointsAndNamesTheRootIssuer() throws Exception {
    String prefix = local.baseUrl() + "/t/bestcarmart/o/" + EAST;
    OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(east.get(DISCOVERY).body());

    assertThat(metadata.getIssuer().getValue()).isEqualTo(local.baseUrl() + "/t/bestcarmart/oauth2/token");
    assertThat(metadata.getAuthorizationEndpointURI()).hasToString(prefix + "/oauth2/authorize");
    assertThat(metadata.getTokenEndpointURI()).hasToString(prefix + "/oauth2/token");
    assertThat(metadata.getIntrospectionEndpointURI()).hasToString(prefix + "/oauth2/introspect");
    assertThat(metadata.getRevocationEndpointURI()).hasToString(prefix + "/oauth2/revoke");
    assertThat(metadata.getUserInfoEndpointURI()).hasToString(prefix + "/oauth2/userinfo");
    assertThat(metadata.getJWKSetURI()).hasToString(prefix + "/oauth2/jwks");
    assertThat(metadata.getEndSessionEndpointURI()).hasToString(prefix + "/oidc/logout");
    assertThat(metadata.getPushedAuthorizationRequestEndpointURI()).isNull();
  }

  @Test
  void organization_namesItself_ifSoConfigured() {
    restart(Definition.demo().toBuilder().with(Switch.ORGANIZATION_ISSUER_IN_DISCOVERY, true).build());

    assertThat(east.get(DISCOVERY).text("issuer")).isEqualTo(east.url("/oauth2/token"));
  }

  @Test
  void superTenant_answersWithoutTenantInThePath() {
    restart(Definition.demo().toBuilder().with(Switch.SUPER_TENANT, true).build());

    assertThat(east.url("")).isEqualTo(local.baseUrl() + "/o/" + EAST);
    assertThat(root.get(DISCOVERY).text("issuer")).isEqualTo(local.baseUrl() + "/oauth2/token");
    assertThat(east.password(Wire.SAMPLE, "Charlie", "openid").claims("id_token"))
        .containsEntry("iss", local.baseUrl() + "/oauth2/token");
    assertThat(browser.signIn(browser.get(Browser.authorize(east, "sample_jwt_client_id")), "Charlie").parameters())
        .containsKey("code");
  }

  @Test
  void organizationKeys_areItsOwnAndTheRoots() throws Exception {
    JWKSet ofRoot = JWKSet.parse(root.get("/oauth2/jwks").body());
    JWKSet ofEast = JWKSet.parse(east.get("/oauth2/jwks").body());

    assertThat(ofRoot.getKeys()).hasSize(1);
    assertThat(ofEast.getKeys()).hasSize(2).containsAll(ofRoot.getKeys());
    assertThat(ofEast.getKeys()).noneMatch(JWK::isPrivate);
    assertThat(east.get("/oauth2/jwks").json().get("keys")).asInstanceOf(
        InstanceOfAssertFactories.list(Map.class)).allSatisfy(key -> assertThat(key)
            .containsKeys("kid", "n", "e", "x5t").containsEntry("alg", "RS256").containsEntry("use", "sig"));
  }

  @Test
  void tokens_areSignedByTheKeyOfTheirIssuer() throws Exception {
    Answer byRoot = east.password(JWT_SAMPLE, "Charlie", "openid");
    change(EAST, "sample_jwt_client_id", application -> application.organizationIssuer(true));
    Answer byEast = east.password(JWT_SAMPLE, "store-reader", "openid");
    List<JWK> ofRoot = JWKSet.parse(root.get("/oauth2/jwks").body()).getKeys();

    assertThat(ofRoot).extracting(JWK::getKeyID).contains(byRoot.jws("id_token").getHeader().getKeyID())
        .doesNotContain(byEast.jws("id_token").getHeader().getKeyID());
    assertThat(verified(byRoot)).isTrue();
    assertThat(verified(byEast)).isTrue();
  }

  @Test
  void rotation_signsWithANewKeyAndPublishesTheOldOneUntilItIsDropped() throws Exception {
    Answer before = east.password(JWT_SAMPLE, "Charlie", "openid");
    local.rotateKeys();
    Answer after = east.password(JWT_SAMPLE, "store-reader", "openid");

    assertThat(after.jws("id_token").getHeader().getKeyID())
        .isNotEqualTo(before.jws("id_token").getHeader().getKeyID());
    assertThat(verified(before)).isTrue();
    assertThat(verified(after)).isTrue();

    local.dropRetiredKeys();
    assertThat(key(before)).isNull();
    assertThat(verified(after)).isTrue();
  }

  @Test
  void badTenant_isNotFound() {
    Answer answer = at("/t/nosuchroot/oauth2/jwks");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("{\"code\":404,\"message\":\"invalid tenant domain : nosuchroot\","
        + "\"description\":\"invalid tenant domain : nosuchroot\"}");

    Answer organization = root.get("/o/no-such-id/oauth2/jwks");
    assertThat(organization.status()).isEqualTo(404);
    assertThat(organization.text("message")).isEqualTo("invalid tenant domain : no-such-id");
  }

  @Test
  void otherPaths_areNotFound() {
    assertThat(root.get("/oauth2/nothing").status()).isEqualTo(404);
    assertThat(east.post("/oauth2/par", Wire.SAMPLE).status()).isEqualTo(404);
    assertThat(at("/nothing").status()).isEqualTo(404);
    assertThat(root.get("/admin").status()).isEqualTo(404);
    assertThat(at("/oauth2/token").status()).isEqualTo(404);
  }

  private Answer at(String path) {
    return browser.get(local.baseUrl() + path).answer();
  }

  private boolean verified(Answer issued) throws Exception {
    return issued.jws("id_token").verify(new RSASSAVerifier(key(issued).toRSAKey()));
  }

  private JWK key(Answer issued) throws Exception {
    return JWKSet.parse(east.get("/oauth2/jwks").body())
        .getKeyByKeyId(issued.jws("id_token").getHeader().getKeyID());
  }
}
