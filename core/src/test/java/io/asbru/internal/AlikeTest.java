package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.resource.IntrospectionResponse.Active;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlikeTest {

  private final CallerClaims callers = new CallerClaims(Settings.builder()
      .set(Setting.ROOT_ORGANIZATION, "bestcarmart")
      .set(Setting.ORGANIZATION_ID, "7e98b86f-63c7-41a1-8c56-c909a21a2615")
      .set(Setting.CLIENT_ID, "shop")
      .set(Setting.CLIENT_SECRET, "secret")
      .build().resourceServer(), Clock.systemUTC());

  @Test
  void whatTwoTokensSayAlike_isKeptOnce() throws Exception {
    Active first = judged("alex", "read_stores write_stores");
    Active second = judged("sam", "write_stores read_stores");
    assertThat(second.caller().scopes()).isSameAs(first.caller().scopes()).containsExactlyInAnyOrder("read_stores", "write_stores");
    assertThat(second.audience()).isSameAs(first.audience()).containsExactlyInAnyOrder("shop", "stock");
    assertThat(second.tokenType()).isSameAs(first.tokenType()).contains("Bearer");
    assertThat(second.caller().claims().get("org_id")).isSameAs(first.caller().claims().get("org_id"));
    assertThat(name(second, "org_id")).isSameAs(name(first, "org_id"));
  }

  @Test
  void whatDiffers_staysEachTokensOwn() throws Exception {
    Active first = judged("alex", "read_stores");
    Active second = judged("sam", "read_stores write_stores");
    assertThat(first.caller().getName()).isEqualTo("alex");
    assertThat(second.caller().getName()).isEqualTo("sam");
    assertThat(first.caller().scopes()).containsExactly("read_stores");
    assertThat(first.caller().claims()).containsEntry("username", "alex").containsEntry("scope", "read_stores");
  }

  private Active judged(String user, String scope) throws InvalidTokenException {
    return (Active) callers.judge(Map.of("username", user, "scope", new String(scope), "aud", List.of("shop", "stock"),
        new String("org_id"), new String("7e98b86f"), "token_type", new String("Bearer")));
  }

  private static String name(Active active, String name) {
    return active.caller().claims().keySet().stream().filter(name::equals).findFirst().orElseThrow();
  }
}
