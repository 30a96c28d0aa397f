package io.asbru.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.local.Application;
import io.asbru.local.Endpoint;
import io.asbru.local.Organization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * One application for two organizations of one root, which share an issuer, a host and a redirection URI; each has a user named Charlie. The
 * first segment of the path names them, so that they are called as the test application's servlets are.
 */
public abstract class OrganizationsContract extends FilterContract {

  private static final String IN_EAST = "/private/page";
  private static final String IN_WEST = "/mixed/page";
  private static final String WEST_CLIENT = "fhErtAT2YF_M0Ek3AAYHLI8L25oa";
  private static final String WEST_SECRET = "JirxvtfoecnrS8vBjM7ygOtSIXuCS_uK_9WEC7d1zPEa";
  private static final String BACK_CHANNEL = "/oauth2/backchannel-logout";

  private final Path directory = newDirectory();

  private static Path newDirectory() {
    try {
      return Files.createTempDirectory("organizations");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String name, String organization, String client, String secret) {
    try {
      Files.writeString(directory.resolve(name + ".properties"),
          "organization-id=" + organization + "\nclient-id=" + client + "\nclient-secret=" + secret + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  Map<String, String> settings() {
    write("private", Provider.EAST, Provider.CLIENT, Provider.SECRET);
    write("mixed", Provider.WEST, WEST_CLIENT, WEST_SECRET);
    Map<String, String> settings = super.settings();
    List.of("organization-id", "client-id", "client-secret").forEach(settings::remove);
    settings.put("organization-from", "path");
    settings.put("organizations-directory", directory.toString());
    settings.put("rules", """
        /             anyone
        /control/**   anyone
        /public/**    anyone
        /error-page   anyone
        /session/**   anyone
        /**           login|bearer
        """);
    return settings;
  }

  @AfterEach
  final void registerAsBefore() {
    for (String organization : List.of(Provider.EAST, Provider.WEST)) {
      provider.local().organization(organization).users().forEach(user ->
          provider.local().endSessions(provider.local().organization(organization), user.name()));
    }
    tellOfLogouts(Provider.EAST, Provider.CLIENT, "http://localhost:1/nobody-listens");
    tellOfLogouts(Provider.WEST, WEST_CLIENT, "http://localhost:1/nobody-listens");
  }

  @AfterAll
  final void deleteDirectory() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(directory);
  }

  private Visitor signedInToBoth() {
    Visitor browser = visitor();
    browser.signIn(IN_EAST, "Charlie").requireStatus(200);
    browser.signIn(IN_WEST, "Charlie").requireStatus(200);
    return browser;
  }

  private void assertSignedIn(Visitor browser, String path, String organization) {
    assertThat(browser.go(path).requireStatus(200).fact("organization")).isEqualTo(organization);
  }

  private void tellOfLogouts(String organization, String client, String uri) {
    Organization of = provider.local().organization(organization);
    Application application = of.application(client).orElseThrow();
    of.put(application.toBuilder().backChannelLogoutUri(URI.create(uri)).build());
  }

  @Test
  void oneBrowser_isAnotherCallerInEachOrganization() {
    Visitor browser = signedInToBoth();

    assertSignedIn(browser, IN_EAST, Provider.EAST);
    assertSignedIn(browser, IN_WEST, Provider.WEST);
    assertThat(browser.go(IN_EAST).fact("subject")).isNotEqualTo(browser.go(IN_WEST).fact("subject"));
  }

  @Test
  void sessionOfOneOrganization_isNobodyInTheOther() {
    Visitor browser = visitor();
    browser.signIn(IN_EAST, "Charlie").requireStatus(200);

    Expect.signIn(browser.go(IN_WEST));
    Expect.json(browser.script(IN_WEST), 401, "login_required");
    assertSignedIn(browser, IN_EAST, Provider.EAST);
  }

  @Test
  void signInsOfTwoTabs_comeBackInAnyOrder() {
    Visitor browser = visitor();
    Answer east = browser.open(IN_EAST);
    Answer west = browser.open(IN_WEST);

    assertThat(browser.signIn(west, "Charlie").requireStatus(200).fact("organization")).isEqualTo(Provider.WEST);
    assertThat(browser.signIn(east, "Charlie").requireStatus(200).fact("organization")).isEqualTo(Provider.EAST);
  }

  @Test
  void codeOfOneOrganization_withTheStateOfTheOther_signsNobodyIn() {
    Visitor browser = visitor();
    URI east = callback(browser, IN_EAST);
    URI west = callback(browser, IN_WEST);
    String code = Expect.query(east).get("code");
    provider.journal().clear();

    Answer answer = browser.go(URI.create(west.toString().replaceAll("code=[^&]*", "code=" + code)));

    Expect.page(answer, 400, "This sign-in cannot be completed");
    assertThat(provider.asked(Endpoint.TOKEN, "code", code)).singleElement()
        .satisfies(entry -> assertThat(entry.toString()).contains(Provider.WEST));
    Expect.signIn(browser.go(IN_EAST));
    Expect.signIn(browser.go(IN_WEST));
  }

  /** Goes as far as the callback, without carrying it out. */
  private static URI callback(Visitor browser, String path) {
    Answer answer = browser.post(browser.open(path), Map.of("username", "Charlie", "password", Provider.password("Charlie")));
    while (!(answer.redirect() && answer.location().getPath().equals("/oauth2/callback"))) {
      answer = answer.redirect() ? browser.go(answer.location()) : browser.post(answer, Map.of("consent", "approve"));
    }
    return answer.location();
  }

  @Test
  void bearerTokenOfOneOrganization_isRefusedInTheOther() {
    String token = provider.accessToken("Charlie", "read_stores");

    assertThat(visitor().program(IN_EAST, token).requireStatus(200).fact("organization")).isEqualTo(Provider.EAST);
    Expect.json(visitor().program(IN_WEST, token), 401, "invalid_token");
    visitor().program(IN_EAST, token).requireStatus(200);
  }

  @Test
  void bearerTokenOfOneOrganization_withASessionOfTheOther_isNobody() {
    Visitor browser = visitor();
    browser.signIn(IN_WEST, "Charlie").requireStatus(200);

    Expect.json(browser.program(IN_WEST, provider.accessToken("Charlie", "read_stores")), 401, "invalid_token");
    assertSignedIn(browser, IN_WEST, Provider.WEST);
  }

  @Test
  void signOutOfOneOrganization_leavesTheOther() {
    Visitor browser = signedInToBoth();
    browser.go("/session/put?name=cart&value=3");

    Answer page = browser.post("/private/oauth2/sign-out", Map.of()).requireStatus(200);
    assertThat(page.body()).contains("/o/" + Provider.EAST + "/oidc/logout");

    Expect.signIn(browser.go(IN_EAST));
    assertSignedIn(browser, IN_WEST, Provider.WEST);
    assertThat(browser.go("/session/show").body()).contains("cart");
    browser.post("/mixed/oauth2/sign-out", Map.of()).requireStatus(200);
    assertThat(browser.go("/session/show").body()).doesNotContain("cart");
  }

  @Test
  void signOutThatNamesNoOrganization_endsNothing() {
    Visitor browser = signedInToBoth();

    Expect.page(browser.post("/oauth2/sign-out", Map.of()), 404, "There is no such organization");
    assertSignedIn(browser, IN_EAST, Provider.EAST);
    assertSignedIn(browser, IN_WEST, Provider.WEST);
  }

  @Test
  void logoutByTheProvider_endsTheSessionOfItsOrganizationAlone() {
    for (String path : List.of(BACK_CHANNEL, "/private" + BACK_CHANNEL)) {
      tellOfLogouts(Provider.EAST, Provider.CLIENT, application() + path);
      Visitor browser = signedInToBoth();
      provider.journal().clear();

      provider.local().endSessions(provider.east(), "Charlie");

      assertThat(provider.journal().await(Endpoint.BACK_CHANNEL_LOGOUT, 1, Duration.ofSeconds(10)).get(0).status()).isEqualTo(200);
      Expect.json(browser.script(IN_EAST), 401, "login_required");
      assertSignedIn(browser, IN_WEST, Provider.WEST);
      later(Duration.ofSeconds(1));
    }
  }

  @Test
  void logoutTokenOfOneOrganization_isRefusedByTheOther() {
    tellOfLogouts(Provider.EAST, Provider.CLIENT, application() + "/mixed" + BACK_CHANNEL);
    Visitor browser = signedInToBoth();
    provider.journal().clear();

    provider.local().endSessions(provider.east(), "Charlie");

    assertThat(provider.journal().await(Endpoint.BACK_CHANNEL_LOGOUT, 1, Duration.ofSeconds(10)).get(0).status()).isEqualTo(400);
    assertSignedIn(browser, IN_EAST, Provider.EAST);
    assertSignedIn(browser, IN_WEST, Provider.WEST);
  }

  @Test
  void unknownOrganization_is404() {
    Expect.page(visitor().go("/api/stores"), 404, "There is no such organization");
    Expect.json(visitor().script("/api/stores"), 404, "unknown_organization");
    Expect.json(visitor().program("/api/stores", "token"), 404, "unknown_organization");
    visitor().go("/public/page").requireStatus(200);
  }

  @Test
  void newOrganization_isServedWithoutARestart() throws IOException {
    Expect.page(visitor().go("/body/x"), 404, "There is no such organization");
    Application shared = provider.local().root().application("shared_client_id").orElseThrow();
    Path file = directory.resolve("body.properties");
    Files.writeString(file, "organization-id=" + Provider.EAST + "\nshared-application=true\nclient-id=" + shared.clientId()
        + "\nclient-secret=shared_client_secret\n");
    try {
      later(Duration.ofSeconds(11));

      Answer answer = visitor().go("/body/x");
      Expect.signIn(answer);
      assertThat(Expect.query(answer.location()).get("client_id")).isEqualTo("shared_client_id");
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void headerNamesTheOrganization_ifATrustedProxySetsIt() throws StartFailedException {
    Visitor trusted = new Visitor(start(Deployment.withClock(
        settings("organization-from", "header:X-Organization", "trusted-proxies", "127.0.0.1 ::1"))));
    Visitor distrusted = new Visitor(start(Deployment.withClock(
        settings("organization-from", "header:X-Organization", "trusted-proxies", "192.0.2.1"))));

    Answer begun = trusted.ask("/api/x").navigating().header("X-Organization", "mixed").send();
    Expect.signIn(begun);
    // The proxy's header is missing on the way back: the state alone tells.
    trusted.signIn(trusted.follow(begun), "Charlie");
    Answer page = trusted.ask("/api/x").navigating().header("X-Organization", "mixed").send();
    assertThat(page.requireStatus(200).fact("organization")).isEqualTo(Provider.WEST);
    Expect.signIn(trusted.ask("/api/x").navigating().header("X-Organization", "private").send());
    Expect.page(distrusted.ask("/api/x").navigating().header("X-Organization", "mixed").send(), 404, "There is no such organization");
  }
}
