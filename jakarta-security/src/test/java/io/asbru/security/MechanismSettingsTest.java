package io.asbru.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.Requirement;
import io.asbru.settings.ConfigurationException;
import io.asbru.settings.PropertySource;
import io.asbru.settings.SettingsReader;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MechanismSettingsTest {

  private static MechanismSettings read(String... further) {
    Map<String, String> values = new HashMap<>(Map.of("root-organization", "bestcarmart", "client-id", "me", "client-secret", "sesame"));
    for (int i = 0; i < further.length; i += 2) {
      values.put(further[i], further[i + 1]);
    }
    return MechanismSettings.read(new SettingsReader(PropertySource.of(values)));
  }

  @Test
  void bothCredentials_areTakenByDefault() {
    assertThat(read().credentials()).isEqualTo(Requirement.LOGIN_OR_BEARER);
    assertThat(read().scopesAsRoles()).isFalse();
  }

  @Test
  void credentials_canBeRestricted() {
    assertThat(read("credentials", "bearer").credentials()).isEqualTo(Requirement.BEARER);
    assertThat(read("credentials", "login").credentials()).isEqualTo(Requirement.LOGIN);
  }

  @Test
  void allFaults_areToldAtOnce() {
    assertThatThrownBy(() -> read("credentials", "password", "client-secret", "", "scopes", "profile", "realmm", "x"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("credentials: 'password' is not known")
        .hasMessageContaining("client-secret: is missing")
        .hasMessageContaining("scopes: does not contain openid")
        .hasMessageContaining("Did you mean realm?");
  }

  @Test
  void publicClient_canTakeSignInsAlone() {
    assertThat(read("client-secret", "", "credentials", "login").credentials()).isEqualTo(Requirement.LOGIN);
  }
}
