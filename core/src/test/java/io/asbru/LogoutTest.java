package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthenticationResult.Anonymous;
import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.local.Endpoint;
import io.asbru.session.MemorySessionStore;
import io.asbru.session.SessionEvent;
import io.asbru.session.SessionEvent.Kind;
import io.asbru.session.SessionStore;
import io.asbru.session.SignIn;
import io.asbru.settings.Setting;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign-out by frames of the provider's page, the way back from its logout, and what an application is told of all that. */
@Timeout(60)
class LogoutTest {

  private final List<SessionEvent> events = new ArrayList<>();
  private EngineFixture fixture;
  private RequestAuthenticator engine;

  private void start(String store) {
    fixture = new EngineFixture(Map.of(Setting.SESSION_STORE, store, Setting.SESSION_COOKIE_KEYS, "k".repeat(32)));
    engine = RequestAuthenticator.builder(fixture.settings).clock(fixture.clock).sessionListener(events::add).build();
  }

  @AfterEach
  void stop() {
    engine.close();
    fixture.close();
  }

  private MemorySessionStore signedIn(String user, String password) throws Exception {
    MemorySessionStore browser = new MemorySessionStore();
    String url = EngineFixture.location(visit(EngineFixture.page("/account"), browser));
    URI back = new BrowserAtProvider(user, password).signIn(url, EngineFixture.CLIENT_URL);
    assertThat(visit(EngineFixture.callback(back), browser)).isInstanceOf(Redirected.class);
    return browser;
  }

  private AuthenticationResult visit(FakeRequest request, SessionStore browser) {
    return engine.authenticate(request, browser, Requirement.LOGIN);
  }

  private SignIn signIn(MemorySessionStore browser) {
    assertThat(visit(EngineFixture.page("/account"), browser)).isInstanceOf(Authenticated.class);
    return engine.session(EngineFixture.page("/account"), browser).load().orElseThrow();
  }

  private boolean known(MemorySessionStore browser) {
    return visit(EngineFixture.api("/x"), browser) instanceof Authenticated;
  }

  private static FakeRequest frame(String issuer, String sid) {
    return EngineFixture.page("/oauth2/frontchannel-logout").query("iss=" + encoded(issuer) + "&sid=" + encoded(sid));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"container", "cookie"})
  void frameOfTheProvider_endsTheSessionThatItNames_withoutItsCookie(String store) throws Exception {
    start(store);
    MemorySessionStore browser = signedIn("Charlie", "jG9A5KrX");
    MemorySessionStore other = signedIn("Charlie", "jG9A5KrX");
    SignIn signIn = signIn(browser);
    assertThat(known(other)).isTrue();

    Redirected reply = (Redirected) visit(frame(signIn.issuer().orElseThrow(), signIn.sid().orElseThrow()), new MemorySessionStore());

    assertThat(reply.reply().status()).isEqualTo(200);
    assertThat(reply.reply().header("Cache-Control").orElseThrow()).contains("no-store");
    assertThat(reply.reply().header("Content-Security-Policy").orElseThrow()).contains("frame-ancestors *");
    assertThat(known(browser)).isFalse();
    assertThat(known(other)).as("another session of the same user").isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"container", "cookie"})
  void frameWithTheCookie_endsTheSessionAtOnce(String store) throws Exception {
    start(store);
    MemorySessionStore browser = signedIn("Charlie", "jG9A5KrX");
    SignIn signIn = signIn(browser);
    visit(frame(signIn.issuer().orElseThrow(), signIn.sid().orElseThrow()), browser);
    assertThat(browser.ends()).isEqualTo(1);
    assertThat(browser.jar()).isEmpty();
  }

  @Test
  void frameThatNamesNoSession_endsNothing_andDoesNotSaySo() throws Exception {
    start("container");
    MemorySessionStore browser = signedIn("Charlie", "jG9A5KrX");
    SignIn signIn = signIn(browser);
    String issuer = signIn.issuer().orElseThrow();
    String sid = signIn.sid().orElseThrow();

    assertThat(((Redirected) visit(frame(issuer, "unknown"), browser)).reply().status()).isEqualTo(200);
    for (FakeRequest defect : List.of(frame("https://evil.example", sid), frame(issuer + "/", sid), frame(issuer, ""), frame("", sid),
        EngineFixture.page("/oauth2/frontchannel-logout"), EngineFixture.page("/oauth2/frontchannel-logout").query("sid=" + sid),
        EngineFixture.page("/oauth2/frontchannel-logout").query("iss=" + encoded(issuer)),
        EngineFixture.page("/oauth2/frontchannel-logout").query("iss=" + encoded(issuer) + "&sid=" + sid + "&sid=other"))) {
      assertThat(((Refused) visit(defect, browser)).reply().status()).isEqualTo(400);
    }
    assertThat(((Refused) visit(frame(issuer, sid).method("POST"), browser)).reply().status()).isEqualTo(405);
    assertThat(known(browser)).isTrue();
    assertThat(events).extracting(SessionEvent::kind).containsExactly(Kind.SIGNED_IN);
  }

  @Test
  void frame_hasBearerTokensAskedForAnew() throws Exception {
    start("container");
    MemorySessionStore browser = signedIn("Charlie", "jG9A5KrX");
    SignIn signIn = signIn(browser);
    FakeRequest bearer = EngineFixture.api("/api").with("Authorization", "Bearer " + signIn.accessToken().value());
    engine.authenticate(bearer, new MemorySessionStore(), Requirement.BEARER);
    fixture.organization.journal().clear();
    engine.authenticate(bearer, new MemorySessionStore(), Requirement.BEARER);
    assertThat(fixture.introspections()).isZero();
    visit(frame(signIn.issuer().orElseThrow(), signIn.sid().orElseThrow()), new MemorySessionStore());
    engine.authenticate(bearer, new MemorySessionStore(), Requirement.BEARER);
    assertThat(fixture.introspections()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"container", "cookie"})
  void frameWithACookieFromBeforeItsEnd_doesNotEmptyTheCacheAgain(String store) throws Exception {
    start(store);
    MemorySessionStore browser = signedIn("Charlie", "jG9A5KrX");
    SignIn signIn = signIn(browser);
    MemorySessionStore copy = browser.copyOfCookies();
    FakeRequest frame = frame(signIn.issuer().orElseThrow(), signIn.sid().orElseThrow());
    visit(frame, browser);
    FakeRequest bearer = EngineFixture.api("/api").with("Authorization",
        "Bearer " + fixture.token("store-manager", "store-manager-pw", "openid", "read_stores"));
    engine.authenticate(bearer, new MemorySessionStore(), Requirement.BEARER);
    fixture.organization.journal().clear();
    visit(frame, copy);
    assertThat(engine.authenticate(bearer, new MemorySessionStore(), Requirement.BEARER)).isInstanceOf(Authenticated.class);
    assertThat(fixture.introspections()).isZero();
  }

  private static FakeRequest signOut() {
    return EngineFixture.page("/oauth2/sign-out").method("POST").without("Sec-Fetch-Site").with("Sec-Fetch-Site", "same-origin");
  }

  @ParameterizedTest
  @ValueSource(strings = {"container", "cookie"})
  void stateOfTheLogout_isCheckedOnTheWayBack(String store) throws Exception {
    start(store);
    MemorySessionStore browser = signedIn("Charlie", "jG9A5KrX");
    String form = ((Redirected) visit(signOut(), browser)).reply().body();
    String state = form.replaceAll("(?s).*name=\"state\" value=\"([^\"]+)\".*", "$1");
    assertThat(state).hasSizeGreaterThanOrEqualTo(32);

    Refused wrong = (Refused) visit(EngineFixture.page("/oauth2/callback").query("state=" + (state.startsWith("x") ? "y" : "x") + state.substring(1)), browser);
    assertThat(wrong.reply().status()).isEqualTo(400);
    assertThat(wrong.reply().body()).contains("This sign-out was not begun here");
    assertThat(visit(EngineFixture.page("/oauth2/callback").query("state=" + state), new MemorySessionStore())).isInstanceOf(Refused.class);
    assertThat(EngineFixture.location(visit(EngineFixture.page("/oauth2/callback").query("state=" + state), browser))).isEqualTo("/");
    assertThat(browser.jar().keySet()).noneMatch(name -> name.endsWith("-o"));
    assertThat(visit(EngineFixture.page("/oauth2/callback").query("state=" + state), browser)).as("a second time").isInstanceOf(Refused.class);
    assertThat(EngineFixture.location(visit(EngineFixture.page("/oauth2/callback"), browser))).as("a provider that leaves it out").isEqualTo("/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"container", "cookie"})
  void applicationIsTold_ofEachSignInAndItsEnd(String store) throws Exception {
    start(store);
    MemorySessionStore browser = signedIn("Charlie", "jG9A5KrX");
    SignIn first = signIn(browser);
    assertThat(events).containsExactly(new SessionEvent(Kind.SIGNED_IN, fixture.clock.instant(), first.provider(), Optional.of(first.id()),
        Optional.of(first.caller()), first.caller().subject(), first.sid()));

    HttpReply again = engine.signIn(EngineFixture.page("/account"), browser);
    visit(EngineFixture.callback(new BrowserAtProvider("store-reader", "store-reader-pw").signIn(
        again.header("Location").orElseThrow(), EngineFixture.CLIENT_URL)), browser);
    SignIn second = signIn(browser);
    visit(signOut(), browser);
    assertThat(events).extracting(SessionEvent::kind).containsExactly(Kind.SIGNED_IN, Kind.REPLACED, Kind.SIGNED_IN, Kind.SIGNED_OUT);
    assertThat(events.get(1).signInId()).contains(first.id());
    assertThat(events.get(3).caller()).contains(second.caller());

    events.clear();
    MemorySessionStore third = signedIn("Charlie", "jG9A5KrX");
    SignIn ended = signIn(third);
    visit(frame(ended.issuer().orElseThrow(), ended.sid().orElseThrow()), new MemorySessionStore());
    assertThat(known(third)).isFalse();
    assertThat(events).extracting(SessionEvent::kind).containsExactly(Kind.SIGNED_IN, Kind.ENDED_BY_PROVIDER);
    assertThat(events.get(1).sid()).isEqualTo(ended.sid());

    events.clear();
    MemorySessionStore fourth = signedIn("Charlie", "jG9A5KrX");
    signIn(fourth);
    fixture.clock.advance(Duration.ofHours(25));
    assertThat(known(fourth)).isFalse();
    assertThat(known(fourth)).isFalse();
    assertThat(events).extracting(SessionEvent::kind).containsExactly(Kind.SIGNED_IN, Kind.EXPIRED);
    assertThat(events.toString()).doesNotContain(ended.accessToken().value());
  }

  @Test
  void listenerThatFails_changesNothing() throws Exception {
    start("container");
    engine.close();
    engine = RequestAuthenticator.builder(fixture.settings).clock(fixture.clock).sessionListener(event -> {
      throw new IllegalStateException("the application's own fault");
    }).build();
    MemorySessionStore browser = signedIn("Charlie", "jG9A5KrX");
    assertThat(known(browser)).isTrue();
    visit(signOut(), browser);
    assertThat(known(browser)).isFalse();
    assertThat(fixture.organization.journal().count(Endpoint.REVOKE)).isEqualTo(2);
  }

  @Test
  void whereAnyoneMayCome_aSessionThatIsOverIsNobodys() throws Exception {
    start("container");
    MemorySessionStore browser = signedIn("Charlie", "jG9A5KrX");
    fixture.clock.advance(Duration.ofHours(24));
    assertThat(engine.authenticate(EngineFixture.api("/public"), browser, Requirement.ANYONE)).isInstanceOf(Anonymous.class);
  }
}
