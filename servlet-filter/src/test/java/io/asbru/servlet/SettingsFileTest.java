package io.asbru.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.settings.ConfigurationException;
import io.asbru.settings.PropertySource;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {

  private final StubFilterConfig config = new StubFilterConfig();
  @TempDir
  Path directory;

  @BeforeEach
  void file() throws Exception {
    Path file = Files.writeString(directory.resolve("asbru.properties"), "client-id = of-the-file\nrealm = gr\u00fcn\n");
    config.initParams.put("settings-file", file.toString());
  }

  @Test
  void file_speaksWhereNothingElseDoes() {
    PropertySource parameters = SettingsFile.below(new InitParameters(config.make()));

    assertThat(parameters.get("client-id")).contains("of-the-file");
    assertThat(parameters.get("realm")).contains("gr\u00fcn");
    assertThat(parameters.get("client-secret")).isEmpty();
    assertThat(parameters.keys()).contains("client-id", "realm", "settings-file");
    assertThat(parameters.describe("client-id")).isEqualTo("settings-file, client-id");
    assertThat(parameters.describe("client-secret")).isEqualTo("init-param client-secret");
  }

  @Test
  void initParam_wins() {
    config.initParams.put("client-id", "of-the-filter");
    PropertySource parameters = SettingsFile.below(new InitParameters(config.make()));

    assertThat(parameters.get("client-id")).contains("of-the-filter");
    assertThat(parameters.describe("client-id")).isEqualTo("init-param client-id");
  }

  @Test
  void withoutAFile_onlyParametersCount() {
    config.initParams.remove("settings-file");
    config.initParams.put("client-id", "of-the-filter");

    assertThat(SettingsFile.below(new InitParameters(config.make())).keys()).containsExactly("client-id");
  }

  @Test
  void fileThatIsNotThere_stopsTheStartWithARemedy() {
    config.initParams.put("settings-file", directory.resolve("missing.properties").toString());

    assertThatThrownBy(() -> SettingsFile.below(new InitParameters(config.make()))).isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("init-param settings-file: the file cannot be read (NoSuchFileException).").hasMessageContaining("onboard");
  }

  @Test
  void filterInCode_readsItToo() {
    assertThatThrownBy(() -> OAuthFilter.builder().set(FilterSetting.SETTINGS_FILE, config.initParams.get("settings-file"))
        .rule("/** login").build()).isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("root-organization").hasMessageNotContaining("client-id:");
  }

  @Test
  void referenceThatLeadsNowhere_stopsTheStart() {
    config.initParams.put("settings-file", "${env.NO_SUCH_VARIABLE_AT_ALL}");

    assertThatThrownBy(() -> SettingsFile.below(new InitParameters(config.make()))).isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("NO_SUCH_VARIABLE_AT_ALL");
  }
}
