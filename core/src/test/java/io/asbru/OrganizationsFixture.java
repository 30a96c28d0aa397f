package io.asbru;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.client.OrganizationClient;
import io.asbru.internal.MutableClock;
import io.asbru.local.Endpoint;
import io.asbru.local.LocalOrganization;
import io.asbru.session.MemorySessionStore;
import io.asbru.session.SessionStore;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Two organizations of one root, which share an issuer, in one application. Both have a user named Charlie. */
abstract class OrganizationsFixture {

  static final String EAST = "7e98b86f-63c7-41a1-8c56-c909a21a2615";
  static final String WEST = "12d1c4d2-2bb1-443b-aa4a-68f98a40d7c6";
  static final String PASSWORD = "jG9A5KrX";
  static final String CALLBACK = "/oauth2/callback";

  @TempDir
  Path directory;

  final MutableClock clock = new MutableClock(Instant.now());
  final LocalOrganization local = LocalOrganization.builder().clock(clock).start();
  final SessionStore session = new MemorySessionStore();
  RequestAuthenticator authenticator;

  @BeforeEach
  void start() {
    write("east", east());
    write("west", west());
    authenticator = RequestAuthenticator.builder(common(Map.of())).clock(clock).build();
  }

  @AfterEach
  void stop() {
    authenticator.close();
    local.close();
  }

  static String east() {
    return "organization-id=" + EAST + "\nclient-id=sample_application_client_id\nclient-secret=sample_application_client_secret\n";
  }

  static String west() {
    return "organization-id=" + WEST
        + "\nclient-id=fhErtAT2YF_M0Ek3AAYHLI8L25oa\nclient-secret=JirxvtfoecnrS8vBjM7ygOtSIXuCS_uK_9WEC7d1zPEa\n";
  }

  void write(String name, String content) {
    try {
      Files.writeString(directory.resolve(name + ".properties"), content, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Settings common(Map<Setting, String> changes) {
    Map<Setting, String> values = new LinkedHashMap<>(Map.of(
        Setting.BASE_URL, local.baseUrl().toString(),
        Setting.ROOT_ORGANIZATION, "bestcarmart",
        Setting.SCOPES, "openid read_stores",
        Setting.ORGANIZATION_FROM, "path",
        Setting.ORGANIZATIONS_DIRECTORY, directory.toString(),
        Setting.KEY_SET_MIN_INTERVAL, "0s",
        Setting.REQUEST_TIMEOUT, "20s",
        Setting.CONNECT_TIMEOUT, "20s"));
    values.putAll(changes);
    Settings.Builder builder = Settings.builder();
    values.forEach((key, value) -> {
      if (!value.isEmpty()) {
        builder.set(key, value);
      }
    });
    return builder.build();
  }

  AuthenticationResult visit(FakeRequest request) {
    return authenticator.authenticate(request, session, Requirement.LOGIN);
  }

  AuthenticationResult page(String path) {
    return visit(EngineFixture.page(path));
  }

  /** Begins a sign-in at a page and goes through the provider's; the callback is not carried out yet. */
  URI comeBack(String path) throws Exception {
    return new BrowserAtProvider("Charlie", PASSWORD).signIn(EngineFixture.location(page(path)), EngineFixture.CLIENT_URL);
  }

  /** With settings that are the same for all organizations. */
  void serve(Map<Setting, String> changes) {
    authenticator.close();
    authenticator = RequestAuthenticator.builder(common(changes)).clock(clock).build();
  }

  void signIn(String path) throws Exception {
    assertThat(EngineFixture.location(visit(EngineFixture.callback(comeBack(path))))).isEqualTo(path);
  }

  static Caller caller(AuthenticationResult result) {
    assertThat(result).isInstanceOf(Authenticated.class);
    return ((Authenticated) result).caller();
  }

  static Refused refused(AuthenticationResult result, int status) {
    assertThat(result).isInstanceOf(Refused.class);
    assertThat(((Refused) result).reply().status()).isEqualTo(status);
    return (Refused) result;
  }

  String token(String organization, String client, String secret) throws Exception {
    try (OrganizationClient asking = OrganizationClient.of(Settings.builder().set(Setting.BASE_URL, local.baseUrl().toString())
        .set(Setting.ROOT_ORGANIZATION, "bestcarmart").set(Setting.ORGANIZATION_ID, organization).set(Setting.CLIENT_ID, client)
        .set(Setting.CLIENT_SECRET, secret).set(Setting.REQUEST_TIMEOUT, "20s").build())) {
      return asking.password("Charlie", Secret.of(PASSWORD), Set.of("read_stores")).orThrow().accessToken().value();
    }
  }

  String eastToken() throws Exception {
    return token(EAST, "sample_application_client_id", "sample_application_client_secret");
  }

  AuthenticationResult present(String path, String token) {
    return authenticator.authenticate(EngineFixture.api(path).with("Authorization", "Bearer " + token), session, Requirement.BEARER);
  }

  String logoutToken(String organization, String client) {
    var ended = local.organization(organization);
    ended.put(ended.application(client).orElseThrow().toBuilder().backChannelLogoutUri(URI.create("http://localhost:1/nobody")).build());
    local.endSessions(ended, "Charlie");
    return local.journal().await(Endpoint.BACK_CHANNEL_LOGOUT, 1, Duration.ofSeconds(10)).get(0).parameter("logout_token").orElseThrow();
  }
}
