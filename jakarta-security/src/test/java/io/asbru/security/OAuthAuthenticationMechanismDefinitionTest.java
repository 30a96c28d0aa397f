package io.asbru.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.settings.Setting;
import io.asbru.settings.SettingKey;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OAuthAuthenticationMechanismDefinitionTest {

  /** After adding a setting: add an attribute of the same name in camel case to the annotation. */
  @Test
  void annotation_hasOneAttributeForEachSetting() {
    Stream<SettingKey> settings = Stream.concat(Stream.of(Setting.values()), Stream.of(MechanismSetting.values()));
    assertThat(Arrays.stream(OAuthAuthenticationMechanismDefinition.class.getDeclaredMethods()).map(Method::getName)
        .map(DefinitionSource::key)).containsExactlyInAnyOrderElementsOf(settings.map(SettingKey::key).toList());
  }

  @OAuthAuthenticationMechanismDefinition(clientId = "me", clientSecret = "#{secret}", scopes = "openid")
  private static final class Annotated {}

  @Test
  void source_holdsWhatIsGivenWithItsExpressionsReplaced() {
    DefinitionSource source = new DefinitionSource(Annotated.class.getAnnotation(OAuthAuthenticationMechanismDefinition.class),
        text -> text.replace("#{secret}", "sesame"));

    assertThat(source.keys()).containsExactlyInAnyOrder("client-id", "client-secret", "scopes");
    assertThat(source.get("client-secret")).contains("sesame");
    assertThat(source.get("realm")).isEmpty();
    assertThat(source.describe("client-id")).contains("@OAuthAuthenticationMechanismDefinition");
  }
}
