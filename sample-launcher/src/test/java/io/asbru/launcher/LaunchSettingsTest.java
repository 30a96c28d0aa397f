package io.asbru.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchSettingsTest {

  @Test
  void arguments_areRead() throws Exception {
    assertThat(parse("8080", "8090", "/")).isEqualTo(
        new LaunchSettings(8080, 8090, "", Path.of("sample.war"), Path.of("organization.jar"), Path.of("management.jar"), "a=b.jar", "jetty", ""));
  }

  @ParameterizedTest
  @CsvSource({"/, ''", "/mart, /mart", "/mart/, /mart", "/a/b-c.d, /a/b-c.d"})
  void contextPath_hasNoSlashAtItsEnd(String given, String context) throws Exception {
    assertThat(parse("8080", "8090", given).context()).isEqualTo(context);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "http | 8090  | /      | sample.port is 'http': set it to a number from 1 to 65535",
      "''   | 8090  | /      | sample.port is '': set it to a number from 1 to 65535",
      "8080 | 0     | /      | organization.port is '0': set it to a number from 1 to 65535",
      "8080 | 65536 | /      | organization.port is '65536': set it to a number from 1 to 65535",
      "8090 | 8090  | /      | sample.port and organization.port are both 8090: give them different values, for example -Dsample.port=8091",
      "8080 | 8090  | mart   | sample.context is 'mart': write a path such as /mart",
      "8080 | 8090  | //mart | sample.context is '//mart': write a path such as /mart"})
  void wrongValue_isSaidInOneLine(String samplePort, String organizationPort, String context, String message) {
    assertThatThrownBy(() -> parse(samplePort, organizationPort, context)).isInstanceOf(LaunchException.class).hasMessage(message);
  }

  @Test
  void missingArgument_isNamed() {
    assertThatThrownBy(() -> LaunchSettings.parse("--sample-port=8080", "--organization-port=8090"))
        .hasMessage("The launcher needs --war=…; run it by mvn -Prun");
  }

  private static LaunchSettings parse(String samplePort, String organizationPort, String context) throws LaunchException {
    return LaunchSettings.parse("--sample-port=" + samplePort, "--organization-port=" + organizationPort, "--context=" + context,
        "--war=sample.war", "--organization-jar=organization.jar", "--management-jar=management.jar", "--class-path=a=b.jar");
  }
}
