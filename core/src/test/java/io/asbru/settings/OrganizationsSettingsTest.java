package io.asbru.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.RequestAuthenticator;
import io.asbru.settings.OrganizationsSettings.From;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrganizationsSettingsTest {

  @TempDir
  Path directory;

  private static Settings.Builder one() {
    return Settings.builder().set(Setting.ROOT_ORGANIZATION, "bestcarmart").set(Setting.CLIENT_ID, "client")
        .set(Setting.CLIENT_SECRET, "secret");
  }

  private Settings.Builder several() {
    return Settings.builder().set(Setting.ROOT_ORGANIZATION, "bestcarmart").set(Setting.ORGANIZATION_FROM, "path")
        .set(Setting.ORGANIZATIONS_DIRECTORY, directory.toString());
  }

  @Test
  void applicationOfOneOrganization_isAsEver() {
    assertThat(one().build().organizations()).isEmpty();
    assertThat(one().build().provider().key()).isEqualTo("https://api.asgardeo.io/t/bestcarmart");
  }

  @ParameterizedTest
  @CsvSource({"path, PATH", "host, HOST", "code, CODE"})
  void wayIsRead(String text, From from) {
    OrganizationsSettings settings = several().set(Setting.ORGANIZATION_FROM, text).build().organizations().orElseThrow();

    assertThat(settings).isEqualTo(new OrganizationsSettings(from, Optional.empty(), Optional.of(directory), 1000));
  }

  @Test
  void headerIsRead_withTheProxiesThatMaySetIt() {
    OrganizationsSettings settings = several().set(Setting.ORGANIZATION_FROM, "header:X-Organization")
        .set(Setting.TRUSTED_PROXIES, "10.0.0.1").set(Setting.MAX_ORGANIZATIONS, "7").build().organizations().orElseThrow();

    assertThat(settings).isEqualTo(
        new OrganizationsSettings(From.HEADER, Optional.of("X-Organization"), Optional.of(directory), 7));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "ORGANIZATION_FROM | subdomain | 'subdomain' is not known. Write path, host, header:NAME or code.",
      "ORGANIZATION_FROM | header:X-Organization | trusted-proxies lists nobody",
      "ORGANIZATION_FROM | header: | names no header field",
      "ORGANIZATION_FROM | header:X Y | names no header field",
      "ORGANIZATIONS_DIRECTORY | /does/not/exist | is not a directory that can be read",
      "MAX_ORGANIZATIONS | 0 | is not a whole number from 1 to 100000",
      "MAX_ORGANIZATIONS | many | is not a whole number from 1 to 100000"})
  void wrongValue_isSaid(Setting setting, String value, String message) {
    assertThatThrownBy(() -> several().set(setting, value).build()).isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(setting.key() + ": ").hasMessageContaining(message);
  }

  @Test
  void whatContradicts_isSaid() {
    assertThatThrownBy(() -> one().set(Setting.ORGANIZATIONS_DIRECTORY, directory.toString()).build())
        .hasMessageContaining("organizations-directory: needs organization-from");
    assertThatThrownBy(() -> several().set(Setting.ORGANIZATION_FROM, "host").set(Setting.EXTERNAL_URL, "https://shop.example").build())
        .hasMessageContaining("host contradicts external-url");
  }

  @Test
  void whatIsMissingInCode_isSaidAtTheStart() {
    Settings byCode = several().set(Setting.ORGANIZATION_FROM, "code").build();
    assertThatThrownBy(() -> RequestAuthenticator.of(byCode)).hasMessageContaining("no OrganizationResolver is given in code");
    Settings withoutSource = several().set(Setting.ORGANIZATIONS_DIRECTORY, "").build();
    assertThatThrownBy(() -> RequestAuthenticator.of(withoutSource)).hasMessageContaining("no OrganizationSource is given in code");
    assertThatThrownBy(() -> RequestAuthenticator.builder(one().build()).organizationSource(name -> Optional.empty()).build())
        .hasMessageContaining("organization-from: is missing");
  }

  @Test
  void organizationAddsToWhatIsCommon() throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "of-east\n");
    Settings common = several().set(Setting.INTROSPECTION_TTL, "7s").set(Setting.SCOPES, "openid common").build();

    Settings east = common.forOrganization("east",
        PropertySource.of(Map.of("client-id", "client", "client-secret", "${file:" + secret + "}", "scopes", "openid own")));

    assertThat(east.provider().key()).isEqualTo("east https://api.asgardeo.io/t/bestcarmart");
    assertThat(east.provider().address()).isEqualTo("https://api.asgardeo.io/t/bestcarmart");
    assertThat(east.client().secret().orElseThrow().value()).isEqualTo("of-east");
    assertThat(east.login().scopes()).containsExactly("openid", "own");
    assertThat(east.resourceServer().ttl()).hasSeconds(7);
    assertThat(east.resourceServer().metadata()).as("its address has no room for a name in the path").isFalse();
    assertThat(east.organizations()).isEmpty();
  }

  @Test
  void organizationCannotChangeWhatIsCommon() {
    for (Setting common : new Setting[] {Setting.REDIRECT_PATH, Setting.EXTERNAL_URL, Setting.TRUSTED_PROXIES, Setting.TRUST_STORE,
        Setting.CLIENT_CERTIFICATE, Setting.ALLOW_INSECURE_HTTP, Setting.ORGANIZATION_FROM, Setting.ORGANIZATIONS_DIRECTORY}) {
      assertThatThrownBy(() -> several().build().forOrganization("east",
          PropertySource.of(Map.of("client-id", "client", common.key(), "x"))))
          .hasMessageContaining("organization east, " + common.key() + ": is common to all organizations");
    }
    assertThatThrownBy(() -> several().build().forOrganization("east",
        PropertySource.of(Map.of("client-id", "client", "scopes", "read_stores"))))
        .hasMessageContaining("does not contain openid, but the common ones do");
  }
}
