package io.asbru.contract.jakarta.wildfly;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/migration.md} has whatever this WildFly's OIDC subsystem can be configured with. */
final class MigrationNotesIT {

  private static final Pattern ELEMENT = Pattern.compile("<xs:(?:element|attribute) name=\"([^\"]+)\"");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  /** What the subsystem consists of, and what its {@code oidc.json} calls otherwise. */
  private static final Set<String> NO_SETTINGS = Set.of("subsystem", "credential", "name", "replacement");

  @Test
  void everySettingOfTheSubsystem_isInTheTable() throws IOException {
    Set<String> settings = new TreeSet<>();
    for (Path schema : schemas()) {
      ELEMENT.matcher(Files.readString(schema)).results().map((MatchResult found) -> found.group(1)).forEach(settings::add);
    }
    settings.removeAll(NO_SETTINGS);
    assertThat(settings).hasSizeGreaterThan(40).contains("provider-url", "client-id", "token-store");

    String notes = Files.readString(Path.of("..", "..", "docs", "migration.md"));
    String chapter = notes.substring(notes.indexOf("\n## From WildFly"), notes.indexOf("\n## From Keycloak"));

    assertThat(CODE.matcher(chapter).results().map((MatchResult code) -> code.group(1)).collect(Collectors.toSet())).containsAll(settings);
  }

  private static List<Path> schemas() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("contract.server"), "docs", "schema"))) {
      return files.filter(file -> file.getFileName().toString().startsWith("wildfly-elytron-oidc-client")).toList();
    }
  }
}
