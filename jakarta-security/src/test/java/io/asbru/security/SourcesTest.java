package io.asbru.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.settings.PropertySource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SourcesTest {

  private static Function<String, Optional<String>> map(String... namesAndValues) {
    return name -> {
      for (int i = 0; i < namesAndValues.length; i += 2) {
        if (namesAndValues[i].equals(name)) {
          return Optional.of(namesAndValues[i + 1]);
        }
      }
      return Optional.empty();
    };
  }

  @Test
  void nameWithTheApplication_winsOverTheSharedOne() {
    ServerSource source = new ServerSource(Optional.of("mart"), map("asbru.client-id", "shared"), map("ASBRU_MART_CLIENT_ID", "own"), map());

    assertThat(source.get("client-id")).contains("own");
    assertThat(source.describe("client-id")).isEqualTo("environment variable ASBRU_MART_CLIENT_ID");
  }

  @Test
  void systemProperty_winsOverEnvironmentAndThatOverMicroProfileConfig() {
    Function<String, Optional<String>> microProfile = map("asbru.realm", "3");
    Function<String, Optional<String>> environment = map("ASBRU_REALM", "2");
    assertThat(new ServerSource(Optional.empty(), map("asbru.realm", "1"), environment, microProfile).get("realm")).contains("1");
    assertThat(new ServerSource(Optional.empty(), map(), environment, microProfile).get("realm")).contains("2");
    assertThat(new ServerSource(Optional.empty(), map(), map(), microProfile).get("realm")).contains("3");
  }

  @Test
  void applicationNamedLikeAFile_hasAPlainVariable() {
    ServerSource source = new ServerSource(Optional.of("my-mart.2"), map(), map("ASBRU_MY_MART_2_CLIENT_ID", "own"), map());
    assertThat(source.get("client-id")).contains("own");
  }

  @Test
  void firstLayerWithAValue_counts() {
    LayeredSource source = new LayeredSource(List.of(
        PropertySource.of(Map.of("realm", " ")), PropertySource.of(Map.of("realm", "b", "scopes", "openid"))));

    assertThat(source.get("realm")).contains("b");
    assertThat(source.keys()).containsExactlyInAnyOrder("realm", "scopes");
    assertThat(source.get("client-id")).isEmpty();
  }
}
