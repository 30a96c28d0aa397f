package io.asbru.management.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.local.Application;
import io.asbru.local.LocalOrganization;
import io.asbru.management.Demo;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every command but onboard, with the requests of Asgardeo's documentation among them. */
@Timeout(120)
class CommandsTest {

  private static final LocalOrganization LOCAL = LocalOrganization.builder().start();
  private final CommandLineFixture shell = new CommandLineFixture();
  @TempDir
  Path directory;

  @AfterAll
  static void stop() {
    LOCAL.close();
  }

  @BeforeEach
  void settings() throws Exception {
    Files.writeString(directory.resolve("secret"), "sample_application_client_secret\n");
    write("sample_application_client_id", "http://localhost:8080");
  }

  private void write(String clientId, String externalUrl) throws Exception {
    Files.writeString(directory.resolve("asbru.properties"), """
        base-url = %s
        root-organization = bestcarmart
        organization-id = %s
        client-id = %s
        client-secret = ${file:%s}
        scopes = openid profile read_stores
        external-url = %s
        rules = /** login
        """.formatted(LOCAL.baseUrl(), Demo.EAST, clientId, directory.resolve("secret"), externalUrl));
  }

  @Test
  void token_isPrintedAloneForOtherCommands() throws Exception {
    assertThat(run("token", "--scopes", "read_stores")).as(shell.all()).isZero();
    String token = shell.out().strip();

    assertThat(token).matches("[0-9a-f-]{36}");
    shell.environment.put("ASBRU_TOKEN", token);
    assertThat(run("introspect")).isZero();
    assertThat(shell.out()).contains("application sample_application_client_id").contains("scopes read_stores");
    assertThat(shell.all()).doesNotContain(token);
    assertThat(run("revoke")).isZero();
    assertThat(run("introspect")).isEqualTo(1);
    assertThat(shell.out().strip()).isEqualTo("not active");
    assertThat(run("whoami")).isEqualTo(1);
  }

  @Test
  void passwordAndRefreshToken_getTokensOfAUser() throws Exception {
    shell.answers.put("Password", "store-reader-pw");
    assertThat(run("token", "--grant", "password", "--username", "store-reader", "--scopes", "openid read_stores write_stores", "--json"))
        .as(shell.all()).isZero();
    assertThat(shell.json().path("scope").asText()).isEqualTo("openid read_stores");
    assertThat(shell.err()).contains("Not granted: write_stores");
    shell.environment.put("ASBRU_TOKEN", shell.json().path("access_token").asText());
    shell.environment.put("ASBRU_GRANT_SECRET", shell.json().path("refresh_token").asText());

    assertThat(run("whoami", "--json")).isZero();
    assertThat(shell.json().path("kind").asText()).isEqualTo("user");
    assertThat(shell.json().path("name").asText()).startsWith("store-reader@");
    assertThat(shell.json().path("userInfo").path("sub").isTextual()).isTrue();
    assertThat(run("token", "--grant", "refresh_token")).isZero();
  }

  @Test
  void wrongPassword_isARefusal() {
    shell.answers.put("Password", "not-the-password");
    assertThat(run("token", "--grant", "password", "--username", "Charlie")).isEqualTo(1);
    assertThat(shell.err()).contains("invalid_grant").doesNotContain("not-the-password");
  }

  @Test
  void codeOfTheSignInForm_getsTokensOfItsUserOnce() throws Exception {
    String redirectUri = "http://localhost:8080/oauth2/callback";
    String verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    Files.writeString(directory.resolve("verifier"), verifier + "\n");
    Files.writeString(directory.resolve("code"), new SignInForm(LOCAL).code("store-manager", "store-manager-pw", redirectUri, verifier,
        "openid profile read_stores write_stores"));
    String[] line = {"token", "--json", "--grant", "authorization_code", "--redirect-uri", redirectUri, "--code-verifier-file",
        directory.resolve("verifier").toString(), "--secret-file", directory.resolve("code").toString()};

    assertThat(run(line)).as(shell.all()).isZero();
    assertThat(shell.json().path("scope").asText()).isEqualTo("openid profile read_stores write_stores");
    assertThat(shell.json().path("id_token").asText()).isNotEmpty();
    assertThat(shell.json().path("refresh_token").asText()).isNotEmpty();
    shell.environment.put("ASBRU_TOKEN", shell.json().path("access_token").asText());
    assertThat(run("whoami", "--json")).as(shell.all()).isZero();
    assertThat(shell.json().path("name").asText()).startsWith("store-manager@");

    assertThat(run(line)).as("a code counts once").isEqualTo(1);
    assertThat(shell.err()).contains("invalid_grant");
  }

  @Test
  void codeWithAnotherVerifier_isARefusal() throws Exception {
    String redirectUri = "http://localhost:8080/oauth2/callback";
    Files.writeString(directory.resolve("verifier"), "w".repeat(43));
    shell.environment.put("ASBRU_GRANT_SECRET",
        new SignInForm(LOCAL).code("Charlie", "jG9A5KrX", redirectUri, "v".repeat(43), "openid read_stores"));
    assertThat(run("token", "--grant", "authorization_code", "--redirect-uri", redirectUri,
        "--code-verifier-file", directory.resolve("verifier").toString())).isEqualTo(1);
    assertThat(shell.err()).contains("invalid_grant");
  }

  @Test
  void madeUpCode_isARefusal() throws Exception {
    Files.writeString(directory.resolve("verifier"), "v".repeat(43));
    shell.environment.put("ASBRU_GRANT_SECRET", "made-up-code");
    assertThat(run("token", "--grant", "authorization_code", "--redirect-uri", "http://localhost:8080/oauth2/callback",
        "--code-verifier-file", directory.resolve("verifier").toString())).isEqualTo(1);
    assertThat(shell.err()).contains("invalid_grant").doesNotContain("made-up-code");
  }

  @Test
  void organizationSwitch_goesFromTheRootToAnOrganization() throws Exception {
    shell.environment.put("ASBRU_CLIENT_SECRET", "shared_client_secret");
    assertThat(shell.run("token", "--base-url", LOCAL.baseUrl().toString(), "--root-organization", "bestcarmart",
        "--client-id", "shared_client_id", "--grant", "organization_switch", "--switch-to", Demo.EAST, "--scopes", "read_stores", "--json"))
        .as(shell.all()).isZero();
    assertThat(shell.json().path("scope").asText()).isEqualTo("read_stores");
    shell.environment.put("ASBRU_TOKEN", shell.json().path("access_token").asText());
    assertThat(shell.run("introspect", "--base-url", LOCAL.baseUrl().toString(), "--root-organization", "bestcarmart",
        "--client-id", "shared_client_id", "--json")).as(shell.all()).isZero();
    assertThat(shell.out()).contains(Demo.EAST);
  }

  @Test
  void whoami_withoutATokenIsTheClient() {
    assertThat(run("whoami")).isZero();
    assertThat(shell.out()).contains("application sample_application_client_id").contains("organization " + Demo.EAST);
  }

  @Test
  void call_listsTheUsersOfTheRootAsTheDocumentationDoes() throws Exception {
    shell.environment.put("ASBRU_CLIENT_SECRET", "management_client_secret");
    assertThat(shell.run("call", LOCAL.baseUrl() + "/t/bestcarmart/scim2/Users", "--base-url", LOCAL.baseUrl().toString(),
        "--root-organization", "bestcarmart", "--client-id", "management_client_id", "--scopes", "internal_user_mgt_list",
        "--header", "accept=application/scim+json")).as(shell.all()).isZero();
    assertThat(shell.out()).contains("\"userName\":\"root-admin\"");
    assertThat(shell.err()).contains("HTTP 200");
  }

  @Test
  void call_listsTheUsersOfAnOrganization() {
    assertThat(run("call", LOCAL.baseUrl() + "/t/bestcarmart/o/scim2/Users", "--scopes", "internal_org_user_mgt_list")).isZero();
    assertThat(shell.out()).contains("\"userName\":\"Charlie\"");
  }

  @Test
  void call_saysWhichScopeIsMissing() {
    assertThat(run("call", LOCAL.baseUrl() + "/t/bestcarmart/o/scim2/Users", "--scopes", "internal_org_user_mgt_create")).isEqualTo(1);
    assertThat(shell.err()).contains("internal_org_user_mgt_create");
  }

  @Test
  void call_endsWithARefusalOfTheApi() {
    assertThat(run("call", LOCAL.baseUrl() + "/t/bestcarmart/o/scim2/Users")).isEqualTo(1);
    assertThat(shell.err()).contains("HTTP 403");
  }

  @Test
  void doctor_findsNothing() throws Exception {
    assertThat(run("doctor", "--json")).as(shell.all()).isZero();
    assertThat(shell.json().path("healthy").asBoolean()).isTrue();
    assertThat(shell.json().path("findings").findValuesAsText("level")).containsOnly("good");
    assertThat(shell.json().path("findings").findValuesAsText("subject"))
        .contains("connection", "clock", "issuer", "endpoints", "client", "scopes", "introspection", "redirect URI");
  }

  @Test
  void doctor_saysThatTheRedirectUriIsNotRegistered() throws Exception {
    LOCAL.organization(Demo.EAST).put(Application.builder("strict").clientSecret("sample_application_client_secret")
        .redirectUris("https://elsewhere.example/oauth2/callback").build());
    write("strict", "http://localhost:8080");
    assertThat(run("doctor")).as(shell.all()).isEqualTo(1);
    assertThat(shell.out()).contains("WRONG    redirect URI: http://localhost:8080/oauth2/callback is not registered").contains("-> Add it")
        .contains("unknown  scopes: cannot be checked");
  }

  @Test
  void doctor_saysThatTheClientIsUnknown() throws Exception {
    write("no-such-client", "http://localhost:8080");
    assertThat(run("doctor")).isEqualTo(1);
    assertThat(shell.out()).contains("WRONG    client: no-such-client is not accepted: invalid_client");
  }

  @Test
  void doctor_saysWhichScopesAreMissing() throws Exception {
    Files.writeString(directory.resolve("asbru.properties"),
        Files.readString(directory.resolve("asbru.properties")).replace("read_stores", "read_stores audit_stores"));
    assertThat(run("doctor")).isEqualTo(1);
    assertThat(shell.out()).contains("WRONG    scopes: the application is not authorized for audit_stores");
  }

  @Test
  void doctor_listsAllFaultsOfTheSettings() throws Exception {
    Files.writeString(directory.resolve("asbru.properties"), "organization-id = EAST\nclient-id = a:b\n");
    shell.environment.put("ASBRU_CLIENT_SECRET", "x");
    assertThat(run("doctor")).isEqualTo(1);
    assertThat(shell.out()).contains("root-organization").contains("is not a lower-case UUID").contains("contains a colon");
  }

  @Test
  void doctor_saysThatNobodyAnswers() throws Exception {
    Files.writeString(directory.resolve("asbru.properties"),
        Files.readString(directory.resolve("asbru.properties")).replace(LOCAL.baseUrl().toString(), "http://localhost:1"));
    assertThat(run("doctor")).isEqualTo(1);
    assertThat(shell.out()).contains("WRONG    connection: localhost:1 does not take connections").contains("base-url");
  }

  @Test
  void doctor_saysThatTheOrganizationIsAnother() throws Exception {
    Files.writeString(directory.resolve("asbru.properties"),
        Files.readString(directory.resolve("asbru.properties")).replace("bestcarmart", "no-such-root"));
    assertThat(run("doctor")).isEqualTo(1);
    assertThat(shell.out()).contains("WRONG    discovery").contains("root-organization");
  }

  @ParameterizedTest
  @CsvSource({"token --no-such-option", "no-such-command", "onboard", "token --grant implicit", "token --client-secret x", "token --grant password"})
  void wrongUse_endsWith2(String line) {
    assertThat(run(line.split(" "))).as(shell.all()).isEqualTo(2);
  }

  @Test
  void help_namesEveryCommandAndTheExitCodes() {
    assertThat(shell.run()).isZero();
    assertThat(shell.out()).contains("onboard", "doctor", "token", "introspect", "revoke", "whoami", "call", "Exit codes: 0 done");
    assertThat(shell.run("onboard", "--help")).isZero();
    assertThat(shell.out()).contains("--dry-run", "--role-scopes");
  }

  private int run(String... line) {
    String[] arguments = new String[line.length + (line[0].startsWith("no-such") || line[0].equals("onboard") ? 0 : 2)];
    System.arraycopy(line, 0, arguments, 0, line.length);
    if (arguments.length > line.length) {
      arguments[line.length] = "--settings";
      arguments[line.length + 1] = directory.resolve("asbru.properties").toString();
    }
    return shell.run(arguments);
  }
}
