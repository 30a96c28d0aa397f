package io.asbru.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.local.Definition;
import io.asbru.local.OrganizationDefinition;
import io.asbru.local.Role;
import io.asbru.local.User;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class InstructionsTest {

  private static final Addresses ADDRESSES = new Addresses(8081, 8091, "/mart");

  @Test
  void allPlaces_areFilled() {
    assertThat(text()).doesNotContainPattern("@[a-z-]+@").doesNotContain("8080").doesNotContain("8090");
  }

  @Test
  void addresses_areThoseInUse() {
    assertThat(text())
        .contains("Sample         http://localhost:8081/mart/")
        .contains("API=http://localhost:8081/mart/api\n")
        .contains("ROOT=http://localhost:8091/t/bestcarmart\n")
        .contains("ORG=http://localhost:8091/t/bestcarmart/o/7e98b86f-63c7-41a1-8c56-c909a21a2615\n")
        .contains("redirect_uri=http%3A%2F%2Flocalhost%3A8081%2Fmart%2F&")
        .contains("client_id=the-client-id&").contains("CLIENT=the-client-id:$(cat '/the sample/onboarded-8081/client-secret')\n")
        .contains("kill 4711\n").contains("  start it\n");
  }

  @Test
  void users_areThoseOfTheDemo() {
    OrganizationDefinition organization = Definition.demo().organizations().stream()
        .filter(each -> each.id().equals(ADDRESSES.organizationId())).findAny().orElseThrow();

    for (User user : organization.users()) {
      assertThat(text()).containsPattern("\n +" + user.name() + " +" + user.password() + " +" + storeScopes(organization, user) + "\n");
    }
  }

  @Test
  void startCommand_isShortInTheProjectsDirectory() {
    assertThat(Instructions.startCommand(Path.of("/home/me/asbru"), Path.of("/home/me/asbru/launcher/../organization/target/o.jar"), 8091))
        .isEqualTo("java -jar " + Path.of("organization", "target", "o.jar") + " --port 8091");
  }

  @Test
  void startCommand_namesTheWholePathElsewhere() {
    assertThat(Instructions.startCommand(Path.of("/tmp"), Path.of("/home/my files/o.jar"), 8091))
        .isEqualTo("java -jar '" + Path.of("/home/my files/o.jar").toAbsolutePath() + "' --port 8091");
  }

  private static String storeScopes(OrganizationDefinition organization, User user) {
    TreeSet<String> scopes = new TreeSet<>();
    organization.roles().stream()
        .filter(role -> !role.shared() && role.users().contains(user.name()))
        .map(Role::permissions)
        .forEach(scopes::addAll);
    scopes.removeIf(scope -> !scope.endsWith("_stores"));
    return scopes.isEmpty() ? "none" : String.join(" ", scopes);
  }

  private static String text() {
    return Instructions.of(ADDRESSES, "the-client-id", Path.of("/the sample/onboarded-8081"), 4711, "start it");
  }
}
