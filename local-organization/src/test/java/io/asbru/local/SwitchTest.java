package io.asbru.local;

import static io.asbru.local.Wire.EAST;
import static io.asbru.local.Wire.SAMPLE;
import static org.assertj.core.api.Assertions.assertThat;

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
}
