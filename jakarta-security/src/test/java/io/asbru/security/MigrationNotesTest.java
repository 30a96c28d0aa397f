package io.asbru.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.servlet.FilterSetting;
import io.asbru.settings.Setting;
import io.asbru.settings.SettingKey;
import jakarta.security.enterprise.authentication.mechanism.http.OpenIdAuthenticationMechanismDefinition;
import jakarta.security.enterprise.authentication.mechanism.http.openid.ClaimsDefinition;
import jakarta.security.enterprise.authentication.mechanism.http.openid.LogoutDefinition;
import jakarta.security.enterprise.authentication.mechanism.http.openid.OpenIdProviderMetadata;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/migration.md}: complete for the standard's annotation, and names nothing that does not exist. */
class MigrationNotesTest {

  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern KEY = Pattern.compile("[a-z]+(-[a-z]+)+");
  private static final Pattern ATTRIBUTE = Pattern.compile("[a-z]+([A-Z][a-z]+)+");

  private static String notes() throws IOException {
    return Files.readString(Path.of("..", "docs", "migration.md"));
  }

  /** The names in one column of the tables of a text, without the values that follow them. */
  private static Set<String> names(String text, int column) {
    return text.lines().filter(line -> line.startsWith("| `"))
        .flatMap(row -> CODE.matcher(row.split(" \\| ")[column]).results())
        .map((MatchResult code) -> code.group(1)).collect(Collectors.toCollection(TreeSet::new));
  }

  private static String chapterOfTheStandard() throws IOException {
    String notes = notes();
    return notes.substring(notes.indexOf("\n## From `@OpenId"), notes.indexOf("\n## From WildFly"));
  }

  private static Stream<String> attributes(Class<?> annotation) {
    return Arrays.stream(annotation.getDeclaredMethods()).map(Method::getName);
  }

  @Test
  void everyAttributeOfTheStandardsAnnotation_isInTheTable() throws IOException {
    Map<String, Class<?>> nested = Map.of("claimsDefinition", ClaimsDefinition.class, "logout", LogoutDefinition.class,
        "providerMetadata", OpenIdProviderMetadata.class);
    Set<String> attributes = Stream.concat(
            attributes(OpenIdAuthenticationMechanismDefinition.class).filter(Predicate.not(nested::containsKey)),
            nested.entrySet().stream().flatMap(each -> attributes(each.getValue()).map(name -> each.getKey() + "." + name)))
        .filter(name -> !name.endsWith("Expression")).collect(Collectors.toCollection(TreeSet::new));
    assertThat(attributes).hasSizeGreaterThan(25).contains("providerURI", "logout.notifyProvider", "claimsDefinition.callerNameClaim");

    assertThat(names(chapterOfTheStandard(), 0)).containsAll(attributes);
  }

  @Test
  void everyAttributeThatTakesTheirPlace_exists() throws IOException {
    Set<String> known = attributes(OAuthAuthenticationMechanismDefinition.class).collect(Collectors.toSet());

    Set<String> named = names(chapterOfTheStandard(), 1).stream().filter(ATTRIBUTE.asMatchPredicate()).collect(Collectors.toSet());

    assertThat(named).hasSizeGreaterThan(15).isSubsetOf(known);
  }

  @Test
  void everySettingThatTakesThePlaceOfOthers_exists() throws IOException {
    Set<String> known = Stream.<SettingKey[]>of(Setting.values(), MechanismSetting.values(), FilterSetting.values()).flatMap(Arrays::stream)
        .map(SettingKey::key).collect(Collectors.toSet());

    Set<String> named = names(notes(), 1).stream().filter(KEY.asMatchPredicate()).collect(Collectors.toSet());

    assertThat(named).hasSizeGreaterThan(30).isSubsetOf(known);
  }
}
