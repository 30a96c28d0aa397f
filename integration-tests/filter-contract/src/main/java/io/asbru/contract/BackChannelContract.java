package io.asbru.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.local.Application;
import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.local.JournalEntry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The provider ends sessions by logout tokens.
 *
 * @see <a href="https://openid.net/specs/openid-connect-backchannel-1_0.html">OpenID Connect Back-Channel Logout 1.0</a>
 */
public abstract class BackChannelContract extends FilterContract {

  private static final String PATH = "/oauth2/backchannel-logout";

  @BeforeAll
  final void tellTheProviderWhere() {
    register(application -> application.backChannelLogoutUri(URI.create(application() + PATH)));
  }

  @BeforeEach
  final void endWhatOthersLeft() {
    provider.east().users().forEach(user -> endAll(user.name()));
  }

  /** Ends the sessions of a user at the provider and waits until the application has been told of each. */
  private List<JournalEntry> endAll(String user) {
    provider.journal().clear();
    int sessions = provider.local().endSessions(provider.east(), user);
    return provider.journal().await(Endpoint.BACK_CHANNEL_LOGOUT, sessions, Duration.ofSeconds(10));
  }

  /** Ends the one session of a user. */
  private JournalEntry endSessions(String user) {
    List<JournalEntry> told = endAll(user);
    assertThat(told).hasSize(1);
    return told.get(0);
  }

  /** Posts a logout token again, or another one. */
  private Answer post(String logoutToken) {
    return visitor().ask(PATH).form(Map.of("logout_token", logoutToken)).send();
  }

  @Test
  void sessionEndedByTheProvider_isOver() {
    Visitor browser = signedIn("Charlie");

    JournalEntry told = endSessions("Charlie");

    assertThat(told.status()).isEqualTo(200);
    Expect.json(browser.script("/mixed/data"), 401, "login_required");
    assertThat(browser.open("/private/page").body()).contains("name=\"password\"");
  }

  @Test
  void sessionsOfOthers_goOn() {
    Visitor charlie = signedIn("Charlie");
    Visitor manager = signedIn("store-manager");

    endSessions("Charlie");

    assertThat(manager.go("/private/page").requireStatus(200).fact("user")).startsWith("store-manager@");
    Expect.signIn(charlie.go("/private/page"));
  }

  @Test
  void otherBrowserOfTheSameUser_goesOn() {
    Visitor laptop = signedIn("Charlie");
    Visitor phone = signedIn("Charlie");
    provider.journal().clear();

    laptop.follow(laptop.go(provider.url(Provider.EAST, "/oidc/logout?client_id=" + Provider.CLIENT)));
    provider.journal().await(Endpoint.BACK_CHANNEL_LOGOUT, 1, Duration.ofSeconds(10));

    Expect.signIn(laptop.go("/private/page"));
    assertThat(phone.go("/private/page").requireStatus(200).fact("user")).startsWith("Charlie@");
  }

  @Test
  void sessionWhoseTokensWereRefreshed_isStillTheOneThatItWas() {
    Visitor laptop = signedIn("Charlie");
    Visitor phone = signedIn("Charlie");
    later(Duration.ofMinutes(61));
    phone.go("/private/page").requireStatus(200);
    laptop.go("/private/page").requireStatus(200);
    provider.journal().clear();

    phone.follow(phone.go(provider.url(Provider.EAST, "/oidc/logout?client_id=" + Provider.CLIENT)));
    provider.journal().await(Endpoint.BACK_CHANNEL_LOGOUT, 1, Duration.ofSeconds(10));

    Expect.signIn(phone.go("/private/page"));
    assertThat(laptop.go("/private/page").requireStatus(200).fact("user")).startsWith("Charlie@");
  }

  @Test
  void tokenThatNamesOnlyTheSubject_endsAllOfTheUsersSessions() {
    Visitor laptop = signedIn("Charlie");
    Visitor phone = signedIn("Charlie");
    provider.journal().clear();
    provider.inject(Fault.missingClaim("sid"), Endpoint.BACK_CHANNEL_LOGOUT);

    laptop.follow(laptop.go(provider.url(Provider.EAST, "/oidc/logout?client_id=" + Provider.CLIENT)));
    provider.journal().await(Endpoint.BACK_CHANNEL_LOGOUT, 1, Duration.ofSeconds(10));

    Expect.signIn(laptop.go("/private/page"));
    Expect.signIn(phone.go("/private/page"));
  }

  @Test
  void signInAfterwards_isGood() {
    Visitor browser = signedIn("Charlie");
    endSessions("Charlie");
    later(Duration.ofSeconds(1));

    browser.signIn("/private/page", "Charlie").requireStatus(200);

    assertThat(browser.go("/private/page").requireStatus(200).fact("user")).startsWith("Charlie@");
  }

  @Test
  void sessionIsOver_thoughItsTokensCouldBeRefreshed() {
    Visitor browser = signedIn("Charlie");
    endSessions("Charlie");
    later(Duration.ofMinutes(61));

    Expect.json(browser.script("/mixed/data"), 401, "login_required");
    assertThat(provider.asked(Endpoint.TOKEN, "grant_type", "refresh_token")).isEmpty();
  }

  @Test
  void introspections_areAskedAnewAfterwards() {
    signedIn("Charlie");
    String token = provider.accessToken("Charlie", Provider.SCOPES);
    visitor().program("/api/stores/list", token).requireStatus(200);
    provider.local().revokeTokens(provider.east(), "Charlie");

    endSessions("Charlie");

    visitor().program("/api/stores/list", token).requireStatus(401);
  }

  static List<Fault> forgeries() {
    return List.of(Fault.algNone(), Fault.hmacWithPublicKey(), Fault.badSignature(), Fault.unknownKid(), Fault.otherAlgorithm(),
        Fault.wrongAudience(), Fault.wrongIssuer(), Fault.expired(), Fault.missingExpiry(), Fault.issuedInFuture(),
        Fault.missingClaim("iat"), Fault.missingClaim("jti"), Fault.missingClaim("events"), Fault.claim("events", "logout"),
        Fault.claim("events", Map.of("http://schemas.openid.net/event/other", Map.of())),
        Fault.claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", "")), Fault.claim("nonce", "n"));
  }

  @ParameterizedTest
  @MethodSource("forgeries")
  void forgedToken_isRefused_andEndsNothing(Fault fault) {
    Visitor browser = signedIn("Charlie");
    provider.inject(fault, Endpoint.BACK_CHANNEL_LOGOUT);

    JournalEntry told = endSessions("Charlie");

    assertThat(told.faults()).isNotEmpty();
    assertThat(told.status()).isEqualTo(400);
    assertThat(browser.go("/private/page").requireStatus(200).fact("user")).startsWith("Charlie@");
  }

  @Test
  void tokenThatNamesNobody_isRefused() {
    Visitor browser = signedIn("Charlie");
    provider.inject(Fault.missingClaim("sid"), Endpoint.BACK_CHANNEL_LOGOUT);
    provider.inject(Fault.missingClaim("sub"), Endpoint.BACK_CHANNEL_LOGOUT);

    assertThat(endSessions("Charlie").status()).isEqualTo(400);
    browser.go("/private/page").requireStatus(200);
  }

  @Test
  void replayedToken_isRefused() {
    signedIn("Charlie");
    String token = endSessions("Charlie").parameter("logout_token").orElseThrow();
    later(Duration.ofSeconds(1));
    Visitor again = signedIn("Charlie");

    Expect.json(post(token), 400, "invalid_request");
    again.go("/private/page").requireStatus(200);
  }

  @Test
  void tokenOfAnotherKind_isRefused() {
    Visitor browser = signedIn("Charlie");
    Answer tokens = provider.tokensOf("Charlie", Provider.SCOPES);
    String jwt = provider.token(Provider.EAST, Provider.JWT_CLIENT, Provider.JWT_SECRET,
        Map.of("grant_type", "client_credentials")).member("access_token");

    for (String token : List.of(tokens.member("id_token"), tokens.member("access_token"), jwt, "made-up", "a.b.c", "")) {
      Expect.json(post(token), 400, "invalid_request");
    }
    browser.go("/private/page").requireStatus(200);
  }

  @Test
  void requestThatIsNoLogout_isRefused() {
    signedIn("Charlie");
    String token = endSessions("Charlie").parameter("logout_token").orElseThrow();

    assertThat(visitor().ask(PATH).form(Map.of("other", "x")).send().status()).isEqualTo(400);
    assertThat(visitor().ask(PATH).method("POST").send().status()).isEqualTo(400);
    assertThat(visitor().ask(PATH).method("POST").body("application/json", "{\"logout_token\":\"" + token + "\"}").send().status())
        .isEqualTo(400);
    assertThat(visitor().ask(PATH + "?logout_token=" + token).method("POST").send().status()).isEqualTo(400);
    assertThat(visitor().ask(PATH).method("POST").body("application/x-www-form-urlencoded",
        "logout_token=" + token + "&logout_token=" + token).send().status()).isEqualTo(400);
    assertThat(visitor().ask(PATH).form(Map.of("logout_token", "x".repeat(100_000))).send().status()).isIn(400, 413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE"})
  void otherMethod_isNotAllowed(String method) {
    Answer answer = visitor().ask(PATH).method(method).send();

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).contains("POST");
  }

  @Test
  void keysThatCannotBeHad_areNotTheProvidersFault() throws StartFailedException {
    Visitor browser = signedIn("Charlie");
    URI fresh = start(Deployment.withClock(settings("request-timeout", "1s")));
    provider.inject(Fault.status(500), Endpoint.JWKS);
    String token = endSessions("Charlie").parameter("logout_token").orElseThrow();

    Answer answer = new Visitor(fresh).ask(PATH).form(Map.of("logout_token", token)).send();

    assertThat(answer.status()).isEqualTo(503);
    // A sign-in does not begin without keys of this second, and the application above may have taken longer to start.
    provider.restore();
    Expect.signIn(browser.go("/private/page"));
  }

  @Test
  void answers_areNotStored() {
    signedIn("Charlie");
    register(application -> application.backChannelLogoutUri(URI.create("http://localhost:1/nobody-listens")));
    try {
      String token = endSessions("Charlie").parameter("logout_token").orElseThrow();

      Answer answer = post(token).requireStatus(200);

      assertThat(answer.body()).isEmpty();
      assertThat(answer.header("Cache-Control")).contains("no-store");
      assertThat(answer.headers("Set-Cookie")).isEmpty();
    } finally {
      tellTheProviderWhere();
    }
  }
}
