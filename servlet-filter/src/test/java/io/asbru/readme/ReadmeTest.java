package io.asbru.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.asbru.servlet.FilterSetting;
import io.asbru.servlet.OAuthFilter;
import io.asbru.settings.ConfigurationException;
import io.asbru.settings.Setting;
import io.asbru.settings.SettingKey;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReadmeTest {

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  private final String readme = Pages.read("README.md");

  @Test
  void bothCommands_areShown() {
    assertThat(Pages.blocks(readme, "sh")).anyMatch(block -> block.lines().anyMatch("mvn -Prun"::equals))
        .anyMatch(block -> block.lines().anyMatch("mvn verify"::equals));
  }

  @Test
  void tableOfSettings_isWhatTheCodeSays() {
    assertThat(SettingsTable.in(readme)).as("The table of settings in README.md is out of date. To write it anew:%n  %s%n",
        SettingsTable.HOW).isEqualTo(SettingsTable.expected());
  }

  @Test
  void javaOfTheReadme_isCompiledHere() {
    List<String> sources = Pages.files(Pages.root().resolve("servlet-filter/src/test/java/io/asbru/readme"), ".java").stream()
        .map(Pages::read).map(ReadmeTest::unindented).toList();
    for (String block : Pages.blocks(readme, "java")) {
      assertThat(sources).as("A snippet of README.md that stands in no file of this package:%n%s", block)
          .anyMatch(source -> source.contains(unindented(block)));
    }
  }

  @Test
  void descriptorOfTheReadme_isRightExceptForTheSecretsOfThisMachine() throws Exception {
    Document descriptor = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(
        "<web-app>" + Pages.blocks(readme, "xml").stream().filter(block -> block.contains("<filter>")).findFirst().orElseThrow()
            + "</web-app>")));
    assertThat(text(descriptor, "filter-class")).containsExactly(OAuthFilter.class.getName());
    assertThat(text(descriptor, "async-supported")).containsExactly("true");
    OAuthFilter.Builder filter = OAuthFilter.builder();
    List<String> names = text(descriptor, "param-name");
    for (int i = 0; i < names.size(); i++) {
      filter.set(setting(names.get(i)), text(descriptor, "param-value").get(i));
    }
    assertOnlySecretsMissing(filter);
  }

  @Test
  void codeOfTheReadme_isRightExceptForTheSecretsOfThisMachine() {
    assertOnlySecretsMissing(() -> new Security().contextInitialized(null));
    assertOnlySecretsMissing(CallingApis::client);
  }

  @Test
  void rulesOfTheReadme_areUnderstood() {
    List<String> blocks = Pages.blocks(readme, "rules");
    assertThat(blocks).isNotEmpty();
    for (String rules : blocks) {
      assertThat(OAuthFilter.builder().set(Setting.ROOT_ORGANIZATION, "bestcarmart").set(Setting.CLIENT_ID, "id")
          .set(Setting.CLIENT_SECRET, "secret").rules(rules).build()).isNotNull();
    }
  }

  /** Each cell of the first column that is code: what … stands for is left open. */
  @Test
  void messagesUnderTroubleshooting_areThoseOfTheCode() {
    String code = Pages.files(".java").stream().filter(file -> file.toString().replace('\\', '/').contains("/src/main/"))
        .map(Pages::read).collect(Collectors.joining("\n")).replaceAll("\"\\s*\\+\\s*\"", "");
    List<String> unknown = new ArrayList<>();
    messages().forEach(message -> {
      for (String part : message.split("…")) {
        if (!code.contains(part.strip())) {
          unknown.add(part.strip() + "   (of: " + message + ")");
        }
      }
    });
    assertThat(messages()).hasSizeGreaterThan(30);
    assertThat(unknown).as("Messages in README.md, Troubleshooting, that no source has: correct the README").isEmpty();
  }

  private Stream<String> messages() {
    return Pages.section(readme, "Troubleshooting").lines()
        .filter(line -> line.startsWith("| "))
        .map(line -> line.substring(2, line.indexOf(" | ")))
        .flatMap(cell -> CODE.matcher(cell).results().map(message -> message.group(1)));
  }

  private static void assertOnlySecretsMissing(Runnable configuration) {
    ConfigurationException faults = catchThrowableOfType(ConfigurationException.class, configuration::run);
    assertThat(faults).isNotNull();
    assertThat(faults.faults())
        .allMatch(fault -> fault.problem().matches("\\$\\{env\\..* is not set\\.|the file /run/secrets/.* cannot be read .*"));
  }

  private static void assertOnlySecretsMissing(OAuthFilter.Builder filter) {
    assertOnlySecretsMissing(() -> filter.build());
  }

  private static SettingKey setting(String key) {
    return Stream.<SettingKey>concat(Stream.of(Setting.values()), Stream.of(FilterSetting.values()))
        .filter(setting -> setting.key().equals(key)).findFirst().orElseThrow(() -> new AssertionError("no setting " + key));
  }

  private static List<String> text(Document document, String element) {
    NodeList nodes = document.getElementsByTagName(element);
    return Stream.iterate(0, i -> i < nodes.getLength(), i -> i + 1).map(i -> nodes.item(i).getTextContent()).toList();
  }

  private static String unindented(String source) {
    return source.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
  }
}
