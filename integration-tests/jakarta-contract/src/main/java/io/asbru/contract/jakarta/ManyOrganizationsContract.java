package io.asbru.contract.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.contract.Answer;
import io.asbru.contract.Visitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * One application for two organizations of one root; the first segment of the path names them, so that they are called as the servlet's
 * patterns are. A module for a server extends this and adds nothing.
 */
public abstract class ManyOrganizationsContract extends DeployedContract {

  private static final String IN_EAST = "/private/page";
  private static final String IN_WEST = "/other/page";

  @Deployment(testable = false)
  public static WebArchive war() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("base-url", PROVIDER.local().baseUrl().toString());
    settings.put("root-organization", "bestcarmart");
    settings.put("scopes", "openid profile read_stores");
    settings.put("organization-from", "path");
    settings.put("organizations-directory", directory().toString());
    return ContractApplication.who("organizations", settings);
  }

  private static Path directory() {
    try {
      Path directory = Files.createTempDirectory("organizations");
      directory.toFile().deleteOnExit();
      write(directory.resolve("private.properties"), Provider.EAST, Provider.CLIENT, Provider.SECRET);
      write(directory.resolve("other.properties"), Provider.WEST, Provider.WEST_CLIENT, Provider.WEST_SECRET);
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String organization, String client, String secret) throws IOException {
    Files.writeString(file, "organization-id=" + organization + "\nclient-id=" + client + "\nclient-secret=" + secret + "\n");
    file.toFile().deleteOnExit();
  }

  private Visitor signedInToBoth() {
    Visitor browser = new Visitor(application);
    browser.signIn(IN_EAST, "Charlie").requireStatus(200);
    browser.signIn(IN_WEST, "Charlie").requireStatus(200);
    return browser;
  }

  @Test
  void oneBrowser_isAnotherCallerInEachOrganization() {
    Visitor browser = signedInToBoth();

    Answer east = browser.go(IN_EAST).requireStatus(200);
    Answer west = browser.go(IN_WEST).requireStatus(200);

    assertThat(east.fact("openid-org")).isEqualTo(Provider.EAST);
    assertThat(west.fact("openid-org")).isEqualTo(Provider.WEST);
    assertThat(east.fact("user")).isNotEqualTo(west.fact("user"));
    assertThat(west.fact("bean")).isEqualTo(west.fact("user"));
  }

  @Test
  void callerOfOneOrganization_isNobodyInTheOther() {
    visitor.signIn(IN_EAST, "Charlie").requireStatus(200);
    String token = PROVIDER.accessToken("Charlie", "read_stores");

    assertThat(visitor.go(IN_WEST).requireStatus(302).location().getPath()).contains("/o/" + Provider.WEST + "/");
    visitor.script(IN_WEST).requireStatus(401);
    Visitor program = new Visitor(application);
    program.program(IN_EAST, token).requireStatus(200);
    program.program(IN_WEST, token).requireStatus(401);
    assertThat(program.program(IN_WEST, PROVIDER.foreignToken()).requireStatus(200).fact("user")).startsWith("store-reader");
  }

  @Test
  void signInsOfTwoTabs_comeBackInAnyOrder() {
    Answer east = visitor.open(IN_EAST);
    Answer west = visitor.open(IN_WEST);

    assertThat(visitor.signIn(west, "Charlie").requireStatus(200).fact("openid-org")).isEqualTo(Provider.WEST);
    assertThat(visitor.signIn(east, "Charlie").requireStatus(200).fact("openid-org")).isEqualTo(Provider.EAST);
  }

  @Test
  void signOutOfOneOrganization_leavesTheOther() {
    Visitor browser = signedInToBoth();

    assertThat(browser.post("/private/oauth2/sign-out", Map.of()).requireStatus(200).body())
        .contains("/o/" + Provider.EAST + "/oidc/logout");

    browser.script(IN_EAST).requireStatus(401);
    assertThat(browser.script(IN_WEST).requireStatus(200).fact("openid-org")).isEqualTo(Provider.WEST);
  }

  @Test
  void pathThatNamesNoOrganization_is404WhereSomebodyIsNeeded() {
    visitor.go("/staff/page").requireStatus(404);
    assertThat(visitor.script("/staff/page").requireStatus(404).member("error")).isEqualTo("unknown_organization");
    assertThat(visitor.go("/public/page").requireStatus(200).fact("user")).isEqualTo("-");
  }
}
