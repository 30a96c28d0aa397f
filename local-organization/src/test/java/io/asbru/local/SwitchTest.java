package io.asbru.local;

import static io.asbru.local.Wire.EAST;
import static io.asbru.local.Wire.SAMPLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import java.net.http.HttpRequest;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The switches that no other test is about. */
class SwitchTest extends RunningTest {

  @Test
  void tokens_canBeNewEachTime() {
    restart(Definition.demo().toBuilder().with(Switch.SAME_TOKEN_WHILE_ACTIVE, false).build());
    String first = east.password(SAMPLE, "Charlie", "openid").text("access_token");
    String second = east.password(SAMPLE, "Charlie", "openid").text("access_token");

    assertThat(second).isNotEqualTo(first);
    assertThat(east.active(SAMPLE, first)).isTrue();
  }

  @Test
  void introspection_canTellTheNamesOfTheOrganization() {
    restart(Definition.demo().toBuilder().with(Switch.ORGANIZATION_NAMES_IN_INTROSPECTION, true).build());
    String token = east.password(SAMPLE, "Charlie", "openid").text("access_token");

    assertThat(east.introspect(SAMPLE, token).json()).containsEntry("org_id", EAST)
        .containsEntry("org_name", "Best Car Mart East").containsEntry("org_handle", "best-car-mart-east");
  }

  @Test
  void introspection_canTellTheSubjectOfOpaqueUserTokens() {
    restart(Definition.demo().toBuilder().with(Switch.SUBJECT_IN_OPAQUE_INTROSPECTION, true).build());
    Answer user = east.password(SAMPLE, "Charlie", "openid");
    String application = east.token(SAMPLE, "grant_type", "client_credentials").text("access_token");

    assertThat(east.introspect(SAMPLE, user.text("access_token")).json())
        .containsEntry("sub", user.claims("id_token").get("sub"));
    assertThat(east.introspect(SAMPLE, application).json()).doesNotContainKey("sub");
  }

  @Test
  void introspection_canBeSigned() throws Exception {
    restart(Definition.demo().toBuilder().with(Switch.SIGNED_INTROSPECTION, true).build());
    String token = east.password(SAMPLE, "Charlie", "openid").text("access_token");
    Answer plain = east.introspect(SAMPLE, token);
    Answer signed = introspectSigned(token);
    JWSObject jws = JWSObject.parse(signed.body());
    Map<String, Object> claims = Json.read(jws.getPayload().toBytes());

    assertThat(plain.json()).containsEntry("active", true);
    assertThat(signed.header("Content-Type")).isEqualTo("application/token-introspection+jwt");
    assertThat(jws.getHeader().getType().getType()).isEqualTo("token-introspection+jwt");
    assertThat(claims).containsEntry("aud", "sample_application_client_id").containsKeys("iss", "iat");
    assertThat(claims.get("token_introspection")).isEqualTo(plain.json());
  }

  @Test
  void signedIntrospection_canBeForged() throws Exception {
    restart(Definition.demo().toBuilder().with(Switch.SIGNED_INTROSPECTION, true).build());
    local.inject(Fault.algNone(), Endpoint.INTROSPECT, 1);
    local.inject(Fault.wrongAudience(), Endpoint.INTROSPECT, 1);
    Answer forged = introspectSigned("unknown");

    assertThat(forged.body()).endsWith(".");
    assertThat(new String(Base64.getUrlDecoder().decode(forged.body().split("\\.")[1]), UTF_8)).contains("\"aud\":\"another_client_id\"");
  }

  private Answer introspectSigned(String token) throws Exception {
    return Wire.send(east.request("/oauth2/introspect", SAMPLE).header("Accept", "application/token-introspection+jwt")
        .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString("token=" + token)).build());
  }
}
