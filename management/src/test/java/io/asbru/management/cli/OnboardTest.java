package io.asbru.management.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.Secret;
import io.asbru.client.OrganizationClient;
import io.asbru.local.Definition;
import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.local.LocalOrganization;
import io.asbru.local.Switch;
import io.asbru.management.Application;
import io.asbru.management.Demo;
import io.asbru.management.Management;
import io.asbru.management.NewApplication;
import io.asbru.management.NewUser;
import io.asbru.management.Onboarding;
import io.asbru.management.OnboardingException;
import io.asbru.settings.PropertySource;
import io.asbru.settings.Settings;
import io.asbru.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command onboard in an organization that is empty but for two users. */
@Timeout(120)
class OnboardTest {

  private static final String CLAIMS = "http://wso2.org/claims/";
  private final LocalOrganization local = LocalOrganization.builder()
      .definition(Definition.empty().toBuilder().with(Switch.RATE_LIMIT, false).build()).start();
  private final CommandLineFixture shell = new CommandLineFixture();
  private final Management management = Management.inOrganization(Demo.root(local).build(), Demo.EAST);
  @TempDir
  Path directory;

  @BeforeEach
  void users() throws Exception {
    shell.environment.put("ASBRU_CLIENT_SECRET", "management_client_secret");
    for (String name : List.of("anna", "ben")) {
      management.users().create(new NewUser(name, Optional.of(Secret.of(name + "-pw")), Optional.empty(), Optional.empty(), List.of()));
    }
    local.journal().clear();
  }

  @AfterEach
  void close() {
    management.close();
    local.close();
  }

  @Test
  void emptyOrganization_hasAfterwardsAnApplicationThatWorks() throws Exception {
    assertThat(onboard()).as(shell.all()).isZero();

    assertThat(shell.out()).contains("The application Shop is set up").contains(settings().toString());
    assertThat(shell.err()).contains("create the application Shop").contains("authorize the application for read_stores write_stores")
        .contains("create the role clerk with read_stores for anna");
    Settings written = written();
    try (OrganizationClient client = OrganizationClient.of(written)) {
      assertThat(client.clientCredentials(Set.of("read_stores")).orThrow().scopes()).contains(Set.of("read_stores"));
    }
    assertThat(written.login().scopes()).contains("openid", "read_stores", "write_stores");
    assertThat(written.login().externalUrl()).hasToString("Optional[http://localhost:8080/mart]");
    assertThat(management.applications().oidc(shop().id()).redirectUris()).containsExactly("http://localhost:8080/mart/oauth2/callback");
    assertThat(shell.run("doctor", "--settings", settings().toString())).as(shell.all()).isZero();
    assertThat(shell.out()).contains("redirect URI: http://localhost:8080/mart/oauth2/callback is registered").doesNotContain("unknown");
  }

  @Test
  void attributes_areThoseOfAStandardApplicationUnlessSaid() throws Exception {
    assertThat(onboard()).as(shell.all()).isZero();

    assertThat(shell.err()).contains("told of its users username emailaddress givenname lastname roles groups");
    assertThat(management.applications().requestedClaims(shop().id())).containsExactly(CLAIMS + "username", CLAIMS + "emailaddress",
        CLAIMS + "givenname", CLAIMS + "lastname", CLAIMS + "roles", CLAIMS + "groups");
    assertThat(written().login().scopes()).contains("profile", "email", "roles", "groups");
    assertThat(shell.run("token", "--settings", settings().toString(), "--scopes", "openid profile roles")).as(shell.all()).isZero();
  }

  @Test
  void attributesThatAreGiven_areAddedToThoseThatAreThere() throws Exception {
    assertThat(onboard("--attributes", "emailaddress")).as(shell.all()).isZero();
    assertThat(management.applications().requestedClaims(shop().id())).containsExactly(CLAIMS + "emailaddress");
    assertThat(written().login().scopes()).contains("profile", "email").doesNotContain("roles", "groups");

    assertThat(shell.run(arguments("--attributes", "emailaddress http://wso2.org/claims/country"))).as(shell.all()).isZero();
    assertThat(shell.err()).contains("let the application Shop be told of its users country");
    assertThat(management.applications().requestedClaims(shop().id())).containsExactly(CLAIMS + "emailaddress", CLAIMS + "country");

    local.inject(Fault.status(400), Endpoint.SCIM_ROLES, 1);
    assertThat(shell.run(arguments("--attributes", "mobile"))).isEqualTo(1);
    assertThat(management.applications().requestedClaims(shop().id())).containsExactly(CLAIMS + "emailaddress", CLAIMS + "country");
  }

  @Test
  void applicationWithoutUsers_isToldOfNone() throws Exception {
    assertThat(shell.run("onboard", "--base-url", local.baseUrl().toString(), "--root-organization", "bestcarmart",
        "--organization-id", Demo.EAST, "--client-id", "management_client_id", "--name", "Shop", "--m2m",
        "--output", settings().toString())).as(shell.all()).isZero();
    assertThat(management.applications().requestedClaims(shop().id())).isEmpty();
    management.applications().delete(shop().id());
    Files.delete(settings());

    assertThat(onboard("--attributes", "none")).as(shell.all()).isZero();
    assertThat(management.applications().requestedClaims(shop().id())).isEmpty();
    assertThat(written().login().scopes()).doesNotContain("email", "roles", "groups");
  }

  @Test
  void secret_isInAFileForItsOwnerAloneAndNowhereElse() throws Exception {
    assertThat(onboard()).isZero();
    String secret = Files.readString(directory.resolve("client-secret")).strip();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("client-secret")))).isEqualTo("rw-------");
    assertThat(secret).isNotEmpty();
    assertThat(shell.all()).doesNotContain(secret).doesNotContain("management_client_secret");
    assertThat(Files.readString(settings())).doesNotContain(secret).contains("client-secret = ${file:");
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void secondRun_changesNothing() throws Exception {
    assertThat(onboard()).isZero();
    byte[] before = Files.readAllBytes(settings());
    local.journal().clear();

    assertThat(onboard("--json")).as(shell.all()).isZero();

    assertThat(shell.json().path("changes")).isEmpty();
    assertThat(Files.readAllBytes(settings())).isEqualTo(before);
    assertThat(management.applications().all("")).filteredOn(each -> each.name().equals("Shop")).hasSize(1);
  }

  @Test
  void laterRun_completesWhatIsMissing() throws Exception {
    assertThat(onboard()).isZero();

    assertThat(shell.run(arguments("--redirect-uri", "https://shop.example.com/oauth2/callback", "--role", "clerk", "--role-scopes",
        "read_stores write_stores", "--users", "ben"))).as(shell.all()).isZero();

    assertThat(shell.err()).contains("complete the application Shop").contains("let the role clerk permit read_stores write_stores")
        .contains("give the role clerk to ben");
    assertThat(management.applications().oidc(shop().id()).redirectUris())
        .containsExactlyInAnyOrder("http://localhost:8080/mart/oauth2/callback", "https://shop.example.com/oauth2/callback");
  }

  @Test
  void applicationThatTheOrganizationForgot_canGetItsCredentialsBack() throws Exception {
    assertThat(onboard()).isZero();
    byte[] before = Files.readAllBytes(settings());
    String secret = Files.readString(directory.resolve("client-secret"));
    management.applications().delete(shop().id());

    assertThat(onboard("--keep-credentials")).as(shell.all()).isZero();

    assertThat(Files.readAllBytes(settings())).isEqualTo(before);
    assertThat(Files.readString(directory.resolve("client-secret"))).isEqualTo(secret);
    assertThat(shell.run("doctor", "--settings", settings().toString())).as(shell.all()).isZero();
  }

  @Test
  void dryRun_saysAllAndChangesNothing() throws Exception {
    assertThat(onboard("--dry-run")).as(shell.all()).isZero();

    assertThat(shell.err()).contains("would create the application Shop").contains("would authorize the application")
        .contains("would create the role clerk");
    assertThat(shell.out()).contains("Nothing has been changed.");
    assertThat(management.applications().named("Shop")).isEmpty();
    assertThat(settings()).doesNotExist();
  }

  @Test
  void failureOnTheWay_isUndone() throws Exception {
    local.inject(Fault.status(400), Endpoint.SCIM_ROLES, 1);

    assertThat(onboard("--json")).as(shell.all()).isEqualTo(1);

    assertThat(shell.json().path("undone").toString()).contains("create the application Shop").contains("authorize the application");
    assertThat(shell.json().path("remaining")).isEmpty();
    assertThat(management.applications().named("Shop")).isEmpty();
    assertThat(settings()).doesNotExist();
  }

  @Test
  void failureOnTheWayInAnApplicationThatWasThere_leavesItAsItWas() throws Exception {
    assertThat(onboard()).isZero();
    local.inject(Fault.status(400), Endpoint.SCIM_ROLES, 1);

    assertThat(shell.run(arguments("--redirect-uri", "https://shop.example.com/oauth2/callback"))).isEqualTo(1);

    assertThat(management.applications().oidc(shop().id()).redirectUris()).containsExactly("http://localhost:8080/mart/oauth2/callback");
  }

  @Test
  void whatCannotBeUndone_isSaid() throws Exception {
    Onboarding onboarding = new Onboarding(management,
        NewApplication.machineToMachine("Nightly").build(), Set.of("read_stores"), List.of(), List.of());

    assertThatThrownBy(() -> onboarding.run(step -> { }, outcome -> {
      local.stop();
      throw new IOException("the disk is full");
    })).isInstanceOfSatisfying(OnboardingException.class, e -> {
      assertThat(e.remaining()).hasSize(2).first().asString().contains("authorize the application");
      assertThat(ExitCode.of(e)).isEqualTo(ExitCode.REMAINS);
    }).hasMessage("the disk is full");
  }

  @Test
  void fileThatCannotBeWritten_undoesAll() throws Exception {
    Files.writeString(directory.resolve("file"), "not a directory");
    List<String> arguments = new ArrayList<>(List.of(arguments()));
    arguments.set(arguments.indexOf(settings().toString()), directory.resolve("file").resolve("asbru.properties").toString());

    assertThat(shell.run(arguments.toArray(String[]::new))).isEqualTo(1);
    assertThat(management.applications().named("Shop")).isEmpty();
  }

  @Test
  void settingsOfAnotherClient_areNotOverwritten() throws Exception {
    Files.writeString(settings(), "client-id = somebody-else\n");

    assertThat(onboard()).isEqualTo(1);
    assertThat(shell.err()).contains("another client");
    assertThat(Files.readString(settings())).isEqualTo("client-id = somebody-else\n");
    assertThat(management.applications().named("Shop")).isEmpty();
  }

  @Test
  void unknownScopeOrUser_isFoundOutBeforeAnythingIsChanged() throws Exception {
    assertThat(shell.run(arguments("--scopes", "fly"))).isEqualTo(2);
    assertThat(shell.err()).contains("no API resource").contains("fly");
    assertThat(shell.run(arguments("--role", "pilot", "--role-scopes", "read_stores", "--users", "nobody"))).isEqualTo(2);
    assertThat(shell.err()).contains("there is no user nobody");
    assertThat(shell.run(arguments("--role", "pilot", "--role-scopes", "fly"))).isEqualTo(2);
    assertThat(management.applications().named("Shop")).isEmpty();
    assertThat(shell.run(arguments("--grants", "implicit"))).isEqualTo(2);
  }

  @Test
  void organizationThatIsAway_isSaid() {
    local.stop();

    assertThat(onboard()).isEqualTo(3);
    assertThat(shell.err()).contains("connecting failed").doesNotContain("\tat ");
  }

  @Test
  void wrongSecret_isARefusal() {
    shell.environment.put("ASBRU_CLIENT_SECRET", "wrong-secret-value");

    assertThat(onboard()).isEqualTo(1);
    assertThat(shell.err()).contains("invalid_client").doesNotContain("wrong-secret-value");
  }

  private Application shop() throws Exception {
    return management.applications().named("Shop").orElseThrow();
  }

  private Path settings() {
    return directory.resolve("asbru.properties");
  }

  private Settings written() throws Exception {
    SettingsReader reader = new SettingsReader(PropertySource.load(settings()));
    Settings read = Settings.read(reader);
    reader.throwIfFaulty();
    return read;
  }

  private int onboard(String... more) {
    return shell.run(arguments(more));
  }

  private String[] arguments(String... more) {
    List<String> arguments = new ArrayList<>(List.of("onboard", "--base-url", local.baseUrl().toString(),
        "--root-organization", "bestcarmart", "--organization-id", Demo.EAST, "--client-id", "management_client_id",
        "--name", "Shop", "--url", "http://localhost:8080/mart/", "--scopes", "read_stores,write_stores",
        "--output", settings().toString(),
        "--role", "clerk", "--role-scopes", "read_stores", "--users", "anna",
        "--role", "head", "--role-scopes", "read_stores write_stores", "--users", "ben"));
    Collections.addAll(arguments, more);
    return arguments.toArray(String[]::new);
  }
}
