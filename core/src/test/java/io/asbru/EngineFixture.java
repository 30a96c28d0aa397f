package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.client.OrganizationClient;
import io.asbru.internal.MutableClock;
import io.asbru.local.Definition;
import io.asbru.local.Endpoint;
import io.asbru.local.LocalOrganization;
import io.asbru.session.MemorySessionStore;
import io.asbru.session.SessionStore;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** The engine against a local organization, with a clock that both share, and a browser that is moved step by step. */
final class EngineFixture implements AutoCloseable {

  static final String ORGANIZATION = "7e98b86f-63c7-41a1-8c56-c909a21a2615";
  static final String CLIENT_URL = "http://localhost:8080";

  final MutableClock clock = new MutableClock(Instant.now());
  final LocalOrganization organization;
  final Settings settings;
  final RequestAuthenticator authenticator;
  /** The same client, to get tokens by. */
  final OrganizationClient client;

  EngineFixture() {
    this(Map.of());
  }

  EngineFixture(Map<Setting, String> settings) {
    this(Definition.demo(), settings);
  }

  EngineFixture(Definition definition, Map<Setting, String> settings) {
    organization = LocalOrganization.builder().definition(definition).clock(clock).start();
    Settings.Builder builder = Settings.builder()
        .set(Setting.BASE_URL, organization.baseUrl().toString())
        .set(Setting.ROOT_ORGANIZATION, "bestcarmart")
        .set(Setting.ORGANIZATION_ID, ORGANIZATION)
        .set(Setting.CLIENT_ID, "sample_application_client_id")
        .set(Setting.CLIENT_SECRET, "sample_application_client_secret")
        .set(Setting.SCOPES, "openid profile read_stores write_stores")
        .set(Setting.KEY_SET_MIN_INTERVAL, "0s")
        // Long enough for a machine that is busy with other things.
        .set(Setting.REQUEST_TIMEOUT, "20s")
        .set(Setting.CONNECT_TIMEOUT, "20s");
    settings.forEach(builder::set);
    this.settings = builder.build();
    authenticator = RequestAuthenticator.builder(this.settings).clock(clock).build();
    client = OrganizationClient.of(this.settings);
  }

  static FakeRequest page(String path) {
    return FakeRequest.navigation().origin("http", "localhost:8080").contextPath("").path(path);
  }

  static FakeRequest api(String path) {
    return FakeRequest.script().origin("http", "localhost:8080").contextPath("").path(path);
  }

  static FakeRequest callback(URI uri) {
    return page(uri.getPath()).query(uri.getRawQuery()).without("Sec-Fetch-Site").with("Sec-Fetch-Site", "cross-site");
  }

  /** An access token of this user. */
  String token(String user, String password, String... scopes) throws AuthorizationServerUnavailableException {
    return client.password(user, Secret.of(password), Set.of(scopes)).orThrow().accessToken().value();
  }

  /** What becomes of a request with this token where bearer tokens are taken. */
  AuthenticationResult present(String token) {
    return present(api("/api").with("Authorization", "Bearer " + token));
  }

  AuthenticationResult present(FakeRequest request) {
    return authenticator.authenticate(request, new MemorySessionStore(), Requirement.BEARER);
  }

  /** How often the introspection endpoint was asked. */
  int introspections() {
    return organization.journal().count(Endpoint.INTROSPECT);
  }

  AuthenticationResult visit(FakeRequest request, SessionStore session) {
    return authenticator.authenticate(request, session, Requirement.LOGIN);
  }

  /** Begins a sign-in and goes through the provider's pages; what is returned is the callback, not yet carried out. */
  FakeRequest comeBack(SessionStore session, String user, String password) throws Exception {
    return comeBack(session, new BrowserAtProvider(user, password));
  }

  FakeRequest comeBack(SessionStore session, BrowserAtProvider browser) throws Exception {
    AuthenticationResult begun = visit(page("/account").query("a=b"), session);
    assertThat(begun).isInstanceOf(Redirected.class);
    return callback(browser.signIn(location(begun), CLIENT_URL));
  }

  /** The same for a browser that is signed in as somebody already, because the application asks for a sign-in. */
  FakeRequest comeBackSignedIn(SessionStore session, String user, String password) throws Exception {
    HttpReply begun = authenticator.signIn(page("/account"), session);
    return callback(new BrowserAtProvider(user, password).signIn(begun.header("Location").orElseThrow(), CLIENT_URL));
  }

  MemorySessionStore signedIn(String user, String password) throws Exception {
    MemorySessionStore session = new MemorySessionStore();
    AuthenticationResult finished = visit(comeBack(session, user, password), session);
    assertThat(finished).isInstanceOf(Redirected.class);
    assertThat(location(finished)).isEqualTo("/account?a=b");
    return session;
  }

  Caller caller(SessionStore session) {
    AuthenticationResult result = visit(page("/account"), session);
    assertThat(result).isInstanceOf(Authenticated.class);
    return ((Authenticated) result).caller();
  }

  static String location(AuthenticationResult result) {
    return ((Redirected) result).reply().header("Location").orElseThrow();
  }

  @Override
  public void close() {
    authenticator.close();
    client.close();
    organization.close();
  }
}
