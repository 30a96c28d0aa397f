package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.client.OrganizationClient;
import io.asbru.local.Endpoint;
import io.asbru.resource.CacheInMap;
import io.asbru.resource.IntrospectionCache;
import io.asbru.resource.IntrospectionResponse.Inactive;
import io.asbru.resource.TokenDigest;
import io.asbru.session.MemorySessionStore;
import io.asbru.session.SignIn;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** What was ended or used up with an organization does not count again because its engine was replaced, let go or made anew. */
final class OrganizationMemoryTest extends OrganizationsFixture {

  private static final String JWT = "organization-id=" + EAST + "\nclient-id=sample_jwt_client_id\nclient-secret=sample_jwt_client_secret\n"
      + "jwt-access-tokens=validate\n";
  private static final String SHARED = "client-id=shared_client_id\nclient-secret=shared_client_secret\n";

  private SignIn signedIn(String path) {
    return authenticator.session(EngineFixture.page(path), session).load().orElseThrow();
  }

  private void signOut(String path) {
    authenticator.signOut(EngineFixture.page(path), session);
  }

  /** The settings of an organization change in something that matters to none of these tests, so that it gets a new engine. */
  private void replace(String name, String settings) {
    write(name, settings + "principal-name-claims=username sub\n");
    clock.advance(Duration.ofSeconds(61));
  }

  private OrganizationClient client(String clientId, String secret) {
    return OrganizationClient.of(Settings.builder().set(Setting.BASE_URL, local.baseUrl().toString())
        .set(Setting.ROOT_ORGANIZATION, "bestcarmart").set(Setting.ORGANIZATION_ID, EAST).set(Setting.CLIENT_ID, clientId)
        .set(Setting.CLIENT_SECRET, secret).set(Setting.REQUEST_TIMEOUT, "20s").build());
  }

  private int tokenRequests() {
    return local.journal().count(Endpoint.TOKEN);
  }

  @Test
  void tokenOfASignOut_isRefusedByTheNextEngine() throws Exception {
    write("east", JWT);
    serve(Map.of());
    signIn("/east/orders");
    String token = signedIn("/east/orders").accessToken().value();
    assertThat(caller(present("/east/api", token)).organization()).contains(EAST);
    signOut("/east/orders");
    refused(present("/east/api", token), 401);

    replace("east", JWT);

    refused(present("/east/api", token), 401);
  }

  @Test
  void tokenRevokedBeforeTheEngineWasThere_isRefused() throws Exception {
    write("east", JWT);
    serve(Map.of());
    try (OrganizationClient client = client("sample_jwt_client_id", "sample_jwt_client_secret")) {
      Secret revoked = client.password("Charlie", Secret.of(PASSWORD), Set.of("read_stores")).orThrow().accessToken();
      Secret other = client.password("store-reader", Secret.of("store-reader-pw"), Set.of("read_stores")).orThrow().accessToken();
      client.revoke(revoked);

      refused(present("/east/api", revoked.value()), 401);
      assertThat(present("/east/api", other.value())).isInstanceOf(Authenticated.class);
    }
  }

  /** A cache that nodes share may get an answer from another node that asked before the token was ended. */
  @Test
  void answerThatComesBackIntoASharedCache_doesNotBringATokenBack() throws Exception {
    Map<TokenDigest, IntrospectionCache.Kept> shared = new ConcurrentHashMap<>();
    authenticator.close();
    authenticator = RequestAuthenticator.builder(common(Map.of())).clock(clock).introspectionCache(new CacheInMap(shared)).build();
    String token = eastToken();
    assertThat(caller(present("/east/api", token)).organization()).contains(EAST);
    Map<TokenDigest, IntrospectionCache.Kept> ofAnotherNode = Map.copyOf(shared);
    assertThat(ofAnotherNode).hasSize(1);
    try (OrganizationClient client = client("sample_application_client_id", "sample_application_client_secret")) {
      client.revoke(Secret.of(token));
    }

    shared.putAll(ofAnotherNode);

    refused(present("/east/api", token), 401);
    assertThat(shared.values()).noneMatch(kept -> kept.response() instanceof Inactive);
  }

  @Test
  void tokensOfOtherOrganizations_endWithASignOutAtTheNextEngine() throws Exception {
    write("root", SHARED);
    serve(Map.of());
    URI back = new BrowserAtProvider("root-admin", "root-admin-pw").signIn(EngineFixture.location(page("/root/x")), EngineFixture.CLIENT_URL);
    visit(EngineFixture.callback(back));
    Secret switched = switched();

    replace("root", SHARED);
    // This engine has not been asked for the token.
    signOut("/root/x");

    local.journal().await(Endpoint.REVOKE, 3, Duration.ofSeconds(10));
    assertThat(local.journal().entries(entry -> entry.endpoint() == Endpoint.REVOKE))
        .anyMatch(entry -> entry.parameter("token").equals(Optional.of(switched.value())));
  }

  @Test
  void tokenOfAnotherOrganization_isRefusedThereAfterASignOut() throws Exception {
    write("root", SHARED);
    write("east", SHARED + "organization-id=" + EAST + "\nshared-application=true\n");
    serve(Map.of());
    URI back = new BrowserAtProvider("root-admin", "root-admin-pw").signIn(EngineFixture.location(page("/root/x")), EngineFixture.CLIENT_URL);
    visit(EngineFixture.callback(back));
    String switched = switched().value();
    assertThat(caller(present("/east/api", switched)).organization()).contains(EAST);

    signOut("/root/x");

    refused(present("/east/api", switched), 401);
  }

  private Secret switched() throws Exception {
    return authenticator.switchOrganization(EngineFixture.page("/root/x"), session, EAST, Set.of("read_stores")).orElseThrow().orThrow()
        .accessToken();
  }

  @Test
  void logoutToken_worksOnce() throws Exception {
    signIn("/east/orders");
    String token = logoutToken(EAST, "sample_application_client_id");
    FakeRequest logout = EngineFixture.api("/east/oauth2/backchannel-logout").method("POST").form("logout_token", token);
    assertThat(visit(logout)).isInstanceOf(Redirected.class);

    replace("east", east());

    refused(visit(logout), 400);
  }

  @Test
  void state_isGoodOnce() throws Exception {
    URI back = comeBack("/east/orders");
    MemorySessionStore copy = ((MemorySessionStore) session).copyOfCookies();
    assertThat(EngineFixture.location(visit(EngineFixture.callback(back)))).isEqualTo("/east/orders");

    replace("east", east());
    int before = tokenRequests();

    refused(authenticator.authenticate(EngineFixture.callback(back), copy, Requirement.LOGIN), 400);
    assertThat(tokenRequests()).as("the code was not sent again").isEqualTo(before);
  }

  @Test
  void signInOfAPublicClient_isFinishedByTheNextEngine() throws Exception {
    String settings = "organization-id=" + EAST + "\nclient-id=public_client_id\nclient-authentication=none\nintrospect-at-sign-in=false\n";
    write("east", settings);
    serve(Map.of(Setting.JWT_ACCESS_TOKENS, "validate"));
    URI back = comeBack("/east/orders");

    replace("east", settings);

    assertThat(EngineFixture.location(visit(EngineFixture.callback(back)))).isEqualTo("/east/orders");
  }

  @Test
  void frame_endsASessionThatTheEngineBeforeHasSeen() throws Exception {
    signIn("/east/orders");
    page("/east/orders");
    SignIn signIn = signedIn("/east/orders");

    replace("east", east());
    visitElsewhere(EngineFixture.page("/east/oauth2/frontchannel-logout").query("iss=" + signIn.issuer().orElseThrow() + "&sid="
        + signIn.sid().orElseThrow()));

    assertThat(page("/east/orders")).isInstanceOf(Redirected.class);
  }

  /** By another browser. */
  private AuthenticationResult visitElsewhere(FakeRequest request) {
    return authenticator.authenticate(request, new MemorySessionStore(), Requirement.ANYONE);
  }

  @Test
  void cookieFromBeforeARefresh_getsItsTokensFromTheNextEngine() throws Exception {
    serve(Map.of(Setting.SESSION_STORE, "cookie", Setting.SESSION_COOKIE_KEYS, "k".repeat(32), Setting.SESSION_IDLE_TIMEOUT, "3h"));
    signIn("/east/orders");
    clock.advance(Duration.ofSeconds(3540));
    page("/east/orders");
    MemorySessionStore copy = ((MemorySessionStore) session).copyOfCookies();
    write("east", east() + "principal-name-claims=username sub\n");
    clock.advance(Duration.ofSeconds(55));
    int before = tokenRequests();
    assertThat(page("/east/orders")).isInstanceOf(Authenticated.class);
    assertThat(tokenRequests()).isEqualTo(before + 1);

    clock.advance(Duration.ofSeconds(10));

    assertThat(authenticator.authenticate(EngineFixture.page("/east/orders"), copy, Requirement.LOGIN)).isInstanceOf(Authenticated.class);
    assertThat(tokenRequests()).as("the refresh token was not spent again").isEqualTo(before + 1);
  }

  /** The logout token reaches one of them, and speaks of the client that they share. */
  @Test
  void logout_hasTokensAskedForAnewByEveryOrganizationOfTheClient() throws Exception {
    write("east", SHARED + "shared-application=true\norganization-id=" + EAST + "\n");
    write("west", SHARED + "shared-application=true\norganization-id=" + WEST + "\n");
    serve(Map.of());
    signIn("/east/orders");
    SignIn east = signedIn("/east/orders");
    URI back = new BrowserAtProvider("store-reader", "store-reader-pw").signIn(EngineFixture.location(page("/west/orders")),
        EngineFixture.CLIENT_URL);
    visit(EngineFixture.callback(back));
    SignIn west = signedIn("/west/orders");
    FakeRequest api = EngineFixture.api("/west/api").with("Authorization", "Bearer " + west.accessToken().value());
    assertThat(authenticator.authenticate(api, session, Requirement.BEARER)).isInstanceOf(Authenticated.class);
    authenticator.authenticate(api, session, Requirement.BEARER);
    page("/east/orders");
    int before = local.journal().count(Endpoint.INTROSPECT);

    visitElsewhere(EngineFixture.page("/east/oauth2/frontchannel-logout").query("iss=" + east.issuer().orElseThrow() + "&sid="
        + east.sid().orElseThrow()));

    authenticator.authenticate(api, session, Requirement.BEARER);
    assertThat(local.journal().count(Endpoint.INTROSPECT)).isEqualTo(before + 1);
  }
}
