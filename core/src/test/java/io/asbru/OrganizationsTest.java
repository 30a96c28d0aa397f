package io.asbru;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.AuthenticationResult.Anonymous;
import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Reason;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.client.OrganizationClient;
import io.asbru.internal.MutableClock;
import io.asbru.local.Endpoint;
import io.asbru.local.LocalOrganization;
import io.asbru.organization.OrganizationSource;
import io.asbru.session.MemorySessionStore;
import io.asbru.session.SessionStore;
import io.asbru.settings.ConfigurationException;
import io.asbru.settings.PropertySource;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two organizations of one root, which share an issuer, in one application. Both have a user named Charlie. */
class OrganizationsTest {

  private static final String EAST = "7e98b86f-63c7-41a1-8c56-c909a21a2615";
  private static final String WEST = "12d1c4d2-2bb1-443b-aa4a-68f98a40d7c6";
  private static final String PASSWORD = "jG9A5KrX";
  private static final String CALLBACK = "/oauth2/callback";

  @TempDir
  Path directory;

  private final MutableClock clock = new MutableClock(Instant.now());
  private final LocalOrganization local = LocalOrganization.builder().clock(clock).start();
  private final SessionStore session = new MemorySessionStore();
  private RequestAuthenticator authenticator;

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

  private static String east() {
    return "organization-id=" + EAST + "\nclient-id=sample_application_client_id\nclient-secret=sample_application_client_secret\n";
  }

  private static String west() {
    return "organization-id=" + WEST
        + "\nclient-id=fhErtAT2YF_M0Ek3AAYHLI8L25oa\nclient-secret=JirxvtfoecnrS8vBjM7ygOtSIXuCS_uK_9WEC7d1zPEa\n";
  }

  private void write(String name, String content) {
    try {
      Files.writeString(directory.resolve(name + ".properties"), content, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Settings common(Map<Setting, String> changes) {
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

  private AuthenticationResult visit(FakeRequest request) {
    return authenticator.authenticate(request, session, Requirement.LOGIN);
  }

  private AuthenticationResult page(String path) {
    return visit(EngineFixture.page(path));
  }

  /** Begins a sign-in at a page and goes through the provider's; the callback is not carried out yet. */
  private URI comeBack(String path) throws Exception {
    return new BrowserAtProvider("Charlie", PASSWORD).signIn(EngineFixture.location(page(path)), EngineFixture.CLIENT_URL);
  }

  private void signIn(String path) throws Exception {
    assertThat(EngineFixture.location(visit(EngineFixture.callback(comeBack(path))))).isEqualTo(path);
  }

  private static Caller caller(AuthenticationResult result) {
    assertThat(result).isInstanceOf(Authenticated.class);
    return ((Authenticated) result).caller();
  }

  private static Refused refused(AuthenticationResult result, int status) {
    assertThat(result).isInstanceOf(Refused.class);
    assertThat(((Refused) result).reply().status()).isEqualTo(status);
    return (Refused) result;
  }

  private String token(String organization, String client, String secret) throws Exception {
    try (OrganizationClient asking = OrganizationClient.of(Settings.builder().set(Setting.BASE_URL, local.baseUrl().toString())
        .set(Setting.ROOT_ORGANIZATION, "bestcarmart").set(Setting.ORGANIZATION_ID, organization).set(Setting.CLIENT_ID, client)
        .set(Setting.CLIENT_SECRET, secret).set(Setting.REQUEST_TIMEOUT, "20s").build())) {
      return asking.password("Charlie", Secret.of(PASSWORD), Set.of("read_stores")).orThrow().accessToken().value();
    }
  }

  private String eastToken() throws Exception {
    return token(EAST, "sample_application_client_id", "sample_application_client_secret");
  }

  private AuthenticationResult present(String path, String token) {
    return authenticator.authenticate(EngineFixture.api(path).with("Authorization", "Bearer " + token), session, Requirement.BEARER);
  }

  @Test
  void userSignsInToTwoOrganizations_andIsAnotherCallerInEach() throws Exception {
    signIn("/east/orders");
    assertThat(page("/west/orders")).isInstanceOf(Redirected.class);
    signIn("/west/orders");

    assertThat(caller(page("/east/orders")).organization()).contains(EAST);
    assertThat(caller(page("/west/orders")).organization()).contains(WEST);
    assertThat(caller(page("/east/orders")).subject()).isNotEqualTo(caller(page("/west/orders")).subject());
  }

  @Test
  void tabsOfTwoOrganizations_comeBackInAnyOrder() throws Exception {
    URI east = comeBack("/east/orders");
    URI west = comeBack("/west/orders");

    assertThat(EngineFixture.location(visit(EngineFixture.callback(west)))).isEqualTo("/west/orders");
    assertThat(EngineFixture.location(visit(EngineFixture.callback(east)))).isEqualTo("/east/orders");
    assertThat(caller(page("/east/x")).organization()).contains(EAST);
    assertThat(caller(page("/west/x")).organization()).contains(WEST);
  }

  /** Mix-up: the attacker's organization cannot make its code count as one of another, because the state alone says whose it is. */
  @Test
  void codeOfOneOrganization_withTheStateOfAnother_signsNobodyIn() throws Exception {
    URI east = comeBack("/east/orders");
    URI west = comeBack("/west/orders");
    String mixed = west.getRawQuery().replaceAll("code=[^&]*", east.getRawQuery().replaceAll(".*(code=[^&]*).*", "$1"));

    assertThat(visit(EngineFixture.page(CALLBACK).query(mixed))).isInstanceOf(Refused.class);

    assertThat(local.journal().entries(entry -> entry.endpoint() == Endpoint.TOKEN)).singleElement()
        .satisfies(entry -> assertThat(entry.toString()).contains(WEST));
    assertThat(page("/east/orders")).isInstanceOf(Redirected.class);
    assertThat(page("/west/orders")).isInstanceOf(Redirected.class);
  }

  @Test
  void callbackBelowAnotherOrganizationsName_isNoCallback() throws Exception {
    URI east = comeBack("/east/orders");

    assertThat(authenticator.ownPath("/west" + CALLBACK)).isFalse();
    visit(EngineFixture.page("/west" + CALLBACK).query(east.getRawQuery()));
    assertThat(page("/west/orders")).isInstanceOf(Redirected.class);
    assertThat(EngineFixture.location(visit(EngineFixture.callback(east)))).isEqualTo("/east/orders");
  }

  @Test
  void stateIsGoodOnce_andUnknownStateIsRefused() throws Exception {
    URI east = comeBack("/east/orders");
    visit(EngineFixture.callback(east));

    refused(visit(EngineFixture.callback(east)), 400);
    refused(visit(EngineFixture.page(CALLBACK).query("code=x&state=y")), 400);
    refused(visit(EngineFixture.page(CALLBACK).query("code=x")), 400);
    assertThat(EngineFixture.location(visit(EngineFixture.page(CALLBACK)))).isEqualTo("/");
  }

  @Test
  void resolverHasNoSayInACallback() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    authenticator.close();
    authenticator = RequestAuthenticator.builder(common(Map.of(Setting.ORGANIZATION_FROM, "code"))).clock(clock)
        .organizationResolver(request -> {
          asked.incrementAndGet();
          return Optional.of(request.path().startsWith("/east") ? "east" : "west");
        }).build();

    signIn("/east/orders");

    assertThat(caller(page("/east/orders")).organization()).contains(EAST);
    assertThat(page("/west/orders")).isInstanceOf(Redirected.class);
  }

  @Test
  void bearerTokenOfOneOrganization_isRefusedInAnother() throws Exception {
    String east = eastToken();

    assertThat(caller(present("/east/api", east)).organization()).contains(EAST);
    assertThat(refused(present("/west/api", east), 401).reason()).isEqualTo(Reason.INVALID_TOKEN);
    assertThat(caller(present("/east/api", east)).organization()).contains(EAST);
  }

  @Test
  void signOutOfOneOrganization_leavesTheOther() throws Exception {
    signIn("/east/orders");
    signIn("/west/orders");

    AuthenticationResult out = visit(EngineFixture.page("/east/oauth2/sign-out").method("POST").with("Origin", "http://localhost:8080")
        .without("Sec-Fetch-Site").with("Sec-Fetch-Site", "same-origin"));

    assertThat(out).isInstanceOf(Redirected.class);
    assertThat(page("/east/orders")).isInstanceOf(Redirected.class);
    assertThat(caller(page("/west/orders")).organization()).contains(WEST);
    refused(visit(EngineFixture.page("/oauth2/sign-out").method("POST").with("Origin", "http://localhost:8080")), 404);
    assertThat(caller(page("/west/orders")).organization()).contains(WEST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/oauth2/backchannel-logout", "/east/oauth2/backchannel-logout"})
  void logoutTokenOfOneOrganization_endsNothingInAnother(String path) throws Exception {
    signIn("/east/orders");
    signIn("/west/orders");
    String token = logoutToken(EAST, "sample_application_client_id");

    refused(visit(EngineFixture.api("/west/oauth2/backchannel-logout").method("POST").form("logout_token", token)), 400);
    assertThat(caller(page("/east/orders")).organization()).contains(EAST);

    assertThat(visit(EngineFixture.api(path).method("POST").form("logout_token", token))).isInstanceOf(Redirected.class);
    assertThat(page("/east/orders")).isInstanceOf(Redirected.class);
    assertThat(caller(page("/west/orders")).organization()).contains(WEST);
  }

  private String logoutToken(String organization, String client) {
    var ended = local.organization(organization);
    ended.put(ended.application(client).orElseThrow().toBuilder().backChannelLogoutUri(URI.create("http://localhost:1/nobody")).build());
    local.endSessions(ended, "Charlie");
    return local.journal().await(Endpoint.BACK_CHANNEL_LOGOUT, 1, Duration.ofSeconds(10)).get(0).parameter("logout_token").orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.y.z", "", "eyJhbGciOiJub25lIn0.eyJhdWQiOlsiYSJdfQ."})
  void nonsenseAtTheLogoutAddressOfAll_isRefused(String token) {
    refused(visit(EngineFixture.api("/oauth2/backchannel-logout").method("POST").form("logout_token", token)), 400);
    refused(visit(EngineFixture.api("/oauth2/backchannel-logout")), 405);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/north/orders", "/EAST/orders", "/east%2f/orders", "/../east/orders", "/a b/orders", "/con\u0000/x", "/.east/x"})
  void unknownOrganization_is404_andNobodyWhereAnyoneMayCome(String path) {
    Refused refused = refused(page(path), 404);

    assertThat(refused.reason()).isEqualTo(Reason.UNKNOWN_ORGANIZATION);
    assertThat(refused.reply().body()).contains("There is no such organization").doesNotContain("north");
    assertThat(refused(visit(EngineFixture.api(path)), 404).reply().body()).contains("unknown_organization");
    assertThat(authenticator.authenticate(EngineFixture.page(path), session, Requirement.ANYONE)).isInstanceOf(Anonymous.class);
    refused(present(path, "token"), 404);
  }

  @Test
  void newOrganization_isServedWithoutARestart_andARemovedOneNoMore() throws Exception {
    refused(page("/north/orders"), 404);
    Files.move(directory.resolve("west.properties"), directory.resolve("north.properties"));
    refused(page("/north/orders"), 404);
    clock.advance(Duration.ofSeconds(11));

    assertThat(page("/north/orders")).isInstanceOf(Redirected.class);
    Files.delete(directory.resolve("north.properties"));
    assertThat(page("/north/orders")).isInstanceOf(Redirected.class);
    clock.advance(Duration.ofSeconds(61));
    refused(page("/north/orders"), 404);
  }

  @Test
  void changedSettings_countWithinAMinute_andFaultyOnesDoNot() throws Exception {
    signIn("/east/orders");
    write("east", east() + "scopes=openid write_stores\n");
    clock.advance(Duration.ofSeconds(61));
    assertThat(caller(page("/east/orders")).organization()).contains(EAST);
    assertThat(EngineFixture.location(new RequestOf("/east/other").begun())).contains("write_stores");

    write("east", "client-id=\n");
    clock.advance(Duration.ofSeconds(61));
    assertThat(caller(page("/east/orders")).organization()).contains(EAST);
  }

  /** A sign-in of somebody else. */
  private final class RequestOf {

    private final String path;

    RequestOf(String path) {
      this.path = path;
    }

    AuthenticationResult begun() {
      return authenticator.authenticate(EngineFixture.page(path), new MemorySessionStore(), Requirement.LOGIN);
    }
  }

  @Test
  void newOrganizationAtFault_is503_andTheOthersGoOn() {
    write("north", "organization-id=nonsense\nclient-id=north\nclient-secret=secret-of-north\n");

    assertThat(refused(page("/north/orders"), 503).reply().body()).doesNotContain("nonsense", "secret-of-north");
    assertThat(page("/east/orders")).isInstanceOf(Redirected.class);
    assertThat(authenticator.authenticate(EngineFixture.page("/north/welcome"), session, Requirement.ANYONE)).isInstanceOf(Anonymous.class);
    write("north", west());
    clock.advance(Duration.ofSeconds(11));
    // West is the same client of the same organization.
    refused(page("/north/orders"), 503);
  }

  @Test
  void faultsOfOrganizations_stopTheStart_allAtOnce() {
    write("north", "organization-id=nonsense\nclient-id=north\n");
    write("south", "client-idd=south\nredirect-path=/x\n");
    write("west-2", west());

    assertThatThrownBy(() -> RequestAuthenticator.of(common(Map.of()))).isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("organization north, north.properties, organization-id: 'nonsense' is not a lower-case UUID")
        .hasMessageContaining("organization south, south.properties, client-idd: there is no such setting. Did you mean client-id?")
        .hasMessageContaining("redirect-path: is common to all organizations")
        .hasMessageContaining("client-id: is missing")
        .hasMessageContaining("organization west-2, client-id: and authorization server are those of the organization west");
  }

  @Test
  void organizationsOfOneIssuer_thatNothingTellsApart_stopTheStart() {
    Map<Setting, String> issuer = Map.of(Setting.ROOT_ORGANIZATION, "", Setting.BASE_URL, "", Setting.ISSUER, "https://idp.example");
    write("east", "client-id=one\nclient-secret=s\n");
    write("west", "client-id=two\nclient-secret=s\n");
    RequestAuthenticator.of(common(issuer)).close();

    Map<Setting, String> shared = new LinkedHashMap<>(issuer);
    shared.put(Setting.ACCEPTED_AUDIENCES, "https://api.example");
    assertThatThrownBy(() -> RequestAuthenticator.of(common(shared))).hasMessageContaining("accepted-audiences")
        .hasMessageContaining("lets tokens of other organizations in");
  }

  @Test
  void headerIsBelieved_fromTrustedProxiesOnly() {
    authenticator.close();
    authenticator = RequestAuthenticator.builder(common(Map.of(
        Setting.ORGANIZATION_FROM, "header:X-Organization", Setting.TRUSTED_PROXIES, "10.0.0.1"))).clock(clock).build();

    assertThat(EngineFixture.location(visit(EngineFixture.page("/orders").from("10.0.0.1").with("X-Organization", "east"))))
        .contains("/o/" + EAST + "/");
    assertThat(EngineFixture.location(visit(EngineFixture.page("/orders").from("10.0.0.1").with("X-Organization", "west"))))
        .contains("/o/" + WEST + "/");
    refused(visit(EngineFixture.page("/orders").from("192.0.2.1").with("X-Organization", "east")), 404);
    refused(visit(EngineFixture.page("/orders").from("10.0.0.1").with("X-Organization", "east").with("X-Organization", "west")), 404);
    refused(visit(EngineFixture.page("/orders").from("10.0.0.1")), 404);
  }

  @Test
  void hostIsTheBrowsers_andAForwardedOneOfTrustedProxiesOnly() {
    write("east.shop.example", east());
    write("west.shop.example", west());
    for (String name : new String[] {"east", "west"}) {
      assertThat(directory.resolve(name + ".properties").toFile().delete()).isTrue();
    }
    authenticator.close();
    authenticator = RequestAuthenticator.builder(common(Map.of(
        Setting.ORGANIZATION_FROM, "host", Setting.TRUSTED_PROXIES, "10.0.0.1"))).clock(clock).build();

    assertThat(EngineFixture.location(visit(EngineFixture.page("/orders").origin("https", "East.Shop.example:8443"))))
        .contains("/o/" + EAST + "/");
    FakeRequest forwarded = EngineFixture.page("/orders").origin("https", "east.shop.example").with("X-Forwarded-Host", "west.shop.example");
    assertThat(EngineFixture.location(visit(forwarded.from("192.0.2.1")))).contains("/o/" + EAST + "/");
    assertThat(EngineFixture.location(visit(forwarded.from("10.0.0.1")))).contains("/o/" + WEST + "/");
    refused(visit(EngineFixture.page("/orders").origin("https", "shop.example")), 404);
  }

  @Test
  void codeOfTheApplication_canSupplyOrganizations_andIsAskedSeldom() {
    AtomicInteger asked = new AtomicInteger();
    OrganizationSource source = name -> {
      asked.incrementAndGet();
      return name.startsWith("o") ? Optional.of(PropertySource.of(Map.of("client-id", name, "client-secret", "s"))) : Optional.empty();
    };
    authenticator.close();
    authenticator = RequestAuthenticator.builder(common(Map.of(Setting.ORGANIZATIONS_DIRECTORY, "", Setting.ORGANIZATION_ID, EAST)))
        .clock(clock).organizationSource(source).build();

    for (int i = 0; i < 20; i++) {
      refused(present("/none/api", "token"), 404);
      present("/o1/api", "token");
    }
    assertThat(asked).hasValue(2);
  }

  @Test
  void sourceThatFails_is503_butDoesNotEndWhatRuns() {
    AtomicInteger asked = new AtomicInteger();
    authenticator.close();
    authenticator = RequestAuthenticator.builder(common(Map.of(Setting.ORGANIZATION_ID, EAST))).clock(clock).organizationSource(name -> {
      if (name.equals("down") || asked.incrementAndGet() > 1) {
        throw new IllegalStateException("the database is down");
      }
      return Optional.of(PropertySource.of(Map.of("client-id", name, "client-secret", "s")));
    }).build();

    assertThat(page("/up/orders")).isInstanceOf(Redirected.class);
    refused(page("/down/orders"), 503);
    clock.advance(Duration.ofSeconds(61));
    assertThat(page("/up/orders")).isInstanceOf(Redirected.class);
    assertThat(asked).hasValue(2);
  }

  @Test
  void aThousandOrganizations_shareConnectionsAndThreads() {
    authenticator.close();
    authenticator = RequestAuthenticator.builder(common(Map.of(Setting.ORGANIZATION_ID, EAST, Setting.MAX_ORGANIZATIONS, "100")))
        .clock(clock).organizationSource(name -> Optional.of(PropertySource.of(Map.of("client-id", name, "client-secret", "s")))).build();
    present("/first/api", "made-up-token");
    int threads = Thread.activeCount();

    IntStream.range(0, 1000).forEach(i -> present("/o" + i + "/api", "made-up-token"));

    assertThat(Thread.activeCount()).isLessThan(threads + 20);
    assertThat(local.journal().entries(entry -> entry.endpoint() == Endpoint.INTROSPECT)).hasSize(1001);
  }

  @Test
  void everythingEndsWithTheApplication() {
    page("/east/orders");
    authenticator.close();

    assertThat(refused(page("/west/orders"), 503).reason()).isEqualTo(Reason.AUTHORIZATION_SERVER_UNAVAILABLE);
  }
}
