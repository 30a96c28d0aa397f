package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.session.MemorySessionStore;
import io.asbru.session.SessionEvent;
import io.asbru.session.SessionEvent.Kind;
import io.asbru.session.SignIn;
import io.asbru.settings.Setting;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-outs from one of several organizations, by the user, the application and the provider. */
final class OrganizationLogoutTest extends OrganizationsFixture {

  private final List<SessionEvent> events = new ArrayList<>();

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

  @ParameterizedTest
  @ValueSource(strings = {"x.y.z", "", "eyJhbGciOiJub25lIn0.eyJhdWQiOlsiYSJdfQ."})
  void nonsenseAtTheLogoutAddressOfAll_isRefused(String token) {
    refused(visit(EngineFixture.api("/oauth2/backchannel-logout").method("POST").form("logout_token", token)), 400);
    refused(visit(EngineFixture.api("/oauth2/backchannel-logout")), 405);
  }

  private static FakeRequest change(String path) {
    return EngineFixture.api(path).method("POST");
  }

  private void serve(String store, Map<Setting, String> changes) {
    Map<Setting, String> settings = new LinkedHashMap<>(Map.of(Setting.SESSION_STORE, store, Setting.SESSION_COOKIE_KEYS, "k".repeat(32),
        Setting.SESSION_IDLE_TIMEOUT, "3h"));
    settings.putAll(changes);
    authenticator.close();
    authenticator = RequestAuthenticator.builder(common(settings)).sessionListener(events::add).clock(clock).build();
  }

  /** The settings of an organization cannot be had, and it has not been used for so long that its engine is gone. */
  private void loseSettings() throws Exception {
    clock.advance(Duration.ofMinutes(61));
    write("east", "organization-id=nonsense\n");
    refused(page("/east/orders"), 503);
  }

  private void findSettingsAgain() {
    write("east", east());
    clock.advance(Duration.ofSeconds(11));
  }

  @ParameterizedTest
  @ValueSource(strings = {"container", "cookie"})
  void signOutByTheApplication_endsTheSession_whileTheSettingsCannotBeHad(String store) throws Exception {
    serve(store, Map.of());
    signIn("/east/orders");
    signIn("/west/orders");
    MemorySessionStore copy = ((MemorySessionStore) session).copyOfCookies();
    loseSettings();

    authenticator.signOut(change("/east/orders").with("Sec-Fetch-Site", "same-origin"), session);

    assertThat(events).extracting(SessionEvent::kind).containsExactly(Kind.SIGNED_IN, Kind.SIGNED_IN, Kind.SIGNED_OUT);
    assertThat(events.get(2).provider()).startsWith("east ");
    findSettingsAgain();
    assertThat(page("/east/orders")).isInstanceOf(Redirected.class);
    assertThat(authenticator.authenticate(EngineFixture.page("/east/orders"), copy, Requirement.LOGIN)).as("a copy of the cookies")
        .isInstanceOf(Redirected.class);
    assertThat(caller(page("/west/orders")).organization()).contains(WEST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"container", "cookie"})
  void signOutByTheApplication_endsTheSession_whileTheOrganizationIsGone(String store) throws Exception {
    serve(store, Map.of());
    signIn("/east/orders");
    signIn("/west/orders");
    Files.delete(directory.resolve("east.properties"));
    clock.advance(Duration.ofMinutes(61));
    refused(page("/east/orders"), 404);

    authenticator.signOut(change("/east/orders").with("Sec-Fetch-Site", "cross-site"), session);
    findSettingsAgain();
    assertThat(caller(page("/east/orders")).organization()).contains(EAST);

    Files.delete(directory.resolve("east.properties"));
    clock.advance(Duration.ofSeconds(61));
    authenticator.signOut(change("/east/orders").with("Sec-Fetch-Site", "same-origin"), session);
    findSettingsAgain();
    assertThat(page("/east/orders")).isInstanceOf(Redirected.class);
    assertThat(caller(page("/west/orders")).organization()).contains(WEST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"container", "cookie"})
  void signOutByTheUser_endsTheSession_whileTheSettingsCannotBeHad(String store) throws Exception {
    serve(store, Map.of());
    signIn("/east/orders");
    signIn("/west/orders");
    loseSettings();
    FakeRequest signOut = change("/east/oauth2/sign-out");
    refused(visit(signOut.with("Sec-Fetch-Site", "cross-site")), 503);
    findSettingsAgain();
    assertThat(caller(page("/east/orders")).organization()).contains(EAST);
    loseSettings();

    refused(visit(change("/east/oauth2/sign-out").with("Sec-Fetch-Site", "same-origin")), 503);

    findSettingsAgain();
    assertThat(page("/east/orders")).isInstanceOf(Redirected.class);
    assertThat(caller(page("/west/orders")).organization()).contains(WEST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"container", "cookie"})
  void signOutThatAnotherSiteCauses_endsNothing_whileTheSettingsCannotBeHad(String store) throws Exception {
    serve(store, Map.of());
    signIn("/east/orders");
    loseSettings();

    authenticator.signOut(change("/east/orders").with("Sec-Fetch-Site", "cross-site"), session);
    authenticator.signOut(change("/east/orders").with("Origin", "https://evil.example"), session);
    authenticator.signOut(change("/east/orders"), session);

    findSettingsAgain();
    assertThat(caller(page("/east/orders")).organization()).contains(EAST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"container", "cookie"})
  void signOutNeedsTheCrossSiteToken_whileTheSettingsCannotBeHad(String store) throws Exception {
    serve(store, Map.of(Setting.CROSS_SITE_TOKEN, "true"));
    signIn("/east/orders");
    String token = ((Authenticated) page("/east/orders")).crossSiteToken().orElseThrow().value();
    loseSettings();
    FakeRequest own = change("/east/orders").with("Sec-Fetch-Site", "same-origin");

    authenticator.signOut(own, session);
    findSettingsAgain();
    assertThat(page("/east/orders")).isInstanceOf(Authenticated.class);
    loseSettings();
    authenticator.signOut(own.with("X-CSRF-Token", token), session);
    findSettingsAgain();
    assertThat(page("/east/orders")).isInstanceOf(Redirected.class);
  }

  private static FakeRequest frame(SignIn signIn) {
    return frame(signIn.issuer().orElseThrow(), signIn.sid().orElseThrow());
  }

  private static FakeRequest frame(String issuer, String sid) {
    return EngineFixture.page("/oauth2/frontchannel-logout").query("iss=" + issuer + "&sid=" + sid);
  }

  private SignIn signedIn(String path) {
    assertThat(page(path)).isInstanceOf(Authenticated.class);
    return authenticator.session(EngineFixture.page(path), session).load().orElseThrow();
  }

  private AuthenticationResult elsewhere(FakeRequest request) {
    return authenticator.authenticate(request, new MemorySessionStore(), Requirement.ANYONE);
  }

  /** The address that they share; the issuer, too, so that only the session tells which is meant. */
  @ParameterizedTest
  @CsvSource({"container, true", "container, false", "cookie, true", "cookie, false"})
  void frameAtTheAddressOfAll_endsTheSessionThatItNames_withAndWithoutItsCookie(String store, boolean withCookie) throws Exception {
    serve(store, Map.of());
    signIn("/east/orders");
    signIn("/west/orders");
    SignIn east = signedIn("/east/orders");
    SignIn west = signedIn("/west/orders");
    assertThat(west.issuer()).isEqualTo(east.issuer());

    AuthenticationResult answer = withCookie ? visit(frame(east)) : elsewhere(frame(east));

    assertThat(answer).isInstanceOfSatisfying(Redirected.class, redirected -> assertThat(redirected.reply().status()).isEqualTo(200));
    assertThat(page("/east/orders")).isInstanceOf(Redirected.class);
    assertThat(caller(page("/west/orders")).organization()).contains(WEST);
    assertThat(events).extracting(SessionEvent::kind).containsExactly(Kind.SIGNED_IN, Kind.SIGNED_IN, Kind.ENDED_BY_PROVIDER);
  }

  /** A node that has not seen the session in use knows it by what the browser brings, if browsers send it. */
  @ParameterizedTest
  @ValueSource(strings = {"container", "cookie"})
  void frameAtTheAddressOfAll_endsASessionThatOnlyTheBrowserShows(String store) throws Exception {
    serve(store, Map.of());
    signIn("/east/orders");
    signIn("/west/orders");
    SignIn east = authenticator.session(EngineFixture.page("/east/orders"), session).load().orElseThrow();

    visit(frame(east));

    assertThat(page("/east/orders")).isInstanceOf(Redirected.class);
    assertThat(caller(page("/west/orders")).organization()).contains(WEST);
  }

  @Test
  void frameAtTheAddressOfAll_thatMatchesNothing_endsNothing_andDoesNotSaySo() throws Exception {
    serve("container", Map.of());
    signIn("/east/orders");
    SignIn east = signedIn("/east/orders");
    String issuer = east.issuer().orElseThrow();
    String sid = east.sid().orElseThrow();
    HttpReply ended = ((Redirected) elsewhere(frame(issuer, "unknown"))).reply();

    assertThat(((Redirected) visit(frame("https://evil.example", sid))).reply()).isEqualTo(ended);
    assertThat(((Redirected) visit(frame(issuer + "/", sid))).reply()).isEqualTo(ended);
    refused(visit(frame(issuer, "")), 400);
    refused(visit(EngineFixture.page("/oauth2/frontchannel-logout").query("sid=" + sid)), 400);
    refused(visit(EngineFixture.page("/oauth2/frontchannel-logout").query("iss=" + issuer + "&sid=" + sid + "&sid=" + sid)), 400);
    refused(visit(frame(east).method("POST")), 405);

    assertThat(caller(page("/east/orders")).organization()).contains(EAST);
    assertThat(((Redirected) elsewhere(frame(east))).reply()).isEqualTo(ended);
    assertThat(page("/east/orders")).isInstanceOf(Redirected.class);
  }

  @Test
  void frameAtTheAddressOfAll_is503_whileTheSettingsOfAnOrganizationThatItMeansCannotBeHad() throws Exception {
    serve("container", Map.of());
    signIn("/east/orders");
    SignIn east = signedIn("/east/orders");
    loseSettings();

    refused(elsewhere(frame(east)), 503);
    findSettingsAgain();
    elsewhere(frame(east));

    assertThat(page("/east/orders")).isInstanceOf(Redirected.class);
  }
}
