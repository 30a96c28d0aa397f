package io.asbru.contract.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.contract.Answer;
import io.asbru.contract.Visitor;
import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.local.TokenLifetimes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** What the mechanism promises on every server. A module for a server extends this and adds nothing. */
public abstract class JakartaSecurityContract extends StepUpContract {

  @Deployment(testable = false)
  public static WebArchive war() {
    return ContractApplication.war(PROVIDER);
  }

  // --- sign-in ---

  @Test
  void browser_isSentToSignInAndBackToThePageItAskedFor() {
    Answer redirect = visitor.go("/private/page?tab=2").requireStatus(302);
    assertThat(redirect.location().getPath()).endsWith("/o/" + Provider.EAST + "/oauth2/authorize");
    assertThat(redirect.location().getQuery()).contains("code_challenge_method=S256").contains("scope=openid");

    Answer page = visitor.signIn(visitor.follow(redirect), "store-manager").requireStatus(200);

    assertThat(page.uri()).isEqualTo(visitor.at("/private/page?tab=2"));
    assertThat(page.fact("user")).startsWith("store-manager");
  }

  @Test
  void signedIn_isTheSameCallerForEveryPartOfTheContainer() {
    Answer page = visitor.signIn("/private/", "store-manager").requireStatus(200);

    String user = page.fact("user");
    assertThat(page.fact("caller")).isEqualTo("true");
    assertThat(page.fact("remote")).isEqualTo(user);
    assertThat(page.fact("bean")).isEqualTo(user);
    assertThat(page.fact("current")).isEqualTo(user);
    assertThat(page.fact("injected")).isEqualTo(user);
    assertThat(page.fact("context-callers")).isEqualTo("1");
    assertThat(page.fact("context-name")).isEqualTo(Difference.NO_CALLER_PRINCIPAL.here() ? "-" : user);
    assertThat(page.fact("scopes")).contains("read_stores", "write_stores");
    assertThat(page.fact("may-write")).isEqualTo("true");
    assertThat(page.fact("expires")).isEqualTo("true");
  }

  @Test
  void groupsOfTheOrganization_areRolesEverywhere() {
    Answer manager = visitor.signIn("/private/", "store-manager").requireStatus(200);
    assertThat(List.of(manager.fact("staff"), manager.fact("managers"), manager.fact("context-staff"), manager.fact("bean-staff")))
        .containsOnly("true");
    assertThat(manager.fact("role-of-scope")).as("scopes are no roles unless that is set").isEqualTo("false");
    visitor.go("/staff/").requireStatus(200);
    visitor.go("/managers/").requireStatus(200);
    assertThat(visitor.go("/annotated").requireStatus(200).body()).startsWith("manager store-manager");

    Visitor staff = new Visitor(application);
    Answer charlie = staff.signIn("/private/", "Charlie").requireStatus(200);
    assertThat(List.of(charlie.fact("staff"), charlie.fact("bean-staff"))).containsOnly("true");
    assertThat(charlie.fact("managers")).isEqualTo("false");
    staff.go("/staff/").requireStatus(200);
    staff.go("/managers/").requireStatus(403);
    staff.go("/annotated").requireStatus(403);
  }

  @Test
  void identityStoreOfTheApplication_addsGroups() {
    assertThat(visitor.signIn("/known/", "Charlie").requireStatus(200).fact("known")).isEqualTo("true");
    new Visitor(application).signIn("/known/", "store-manager").requireStatus(403);
    visitor.program("/known/", PROVIDER.accessToken("Charlie", "read_stores")).requireStatus(200);
  }

  @Test
  void twoTabs_finishTheirSignInsIndependently() {
    Answer first = visitor.open("/private/first");
    Answer second = visitor.open("/private/second");

    assertThat(visitor.signIn(second, "Charlie").requireStatus(200).uri()).isEqualTo(visitor.at("/private/second"));
    Answer finished = visitor.follow(visitor.post(first, Map.of("username", "Charlie", "password", Provider.password("Charlie"))));
    assertThat(visitor.consent(finished).requireStatus(200).uri()).isEqualTo(visitor.at("/private/first"));
  }

  @Test
  void sessionId_changesAtSignInAndTheSessionKeepsItsContent() {
    visitor.go("/do/remember?what=basket").requireStatus(200);
    String before = visitor.sessionCookie();

    visitor.signIn("/private/", "Charlie").requireStatus(200);

    assertThat(visitor.sessionCookie()).isNotEqualTo(before);
    assertThat(visitor.go("/do/recall").fact("remembered")).isEqualTo("basket");
  }

  @Test
  void callbackThatNobodyAskedFor_isRefusedAndHarmsNobody() {
    visitor.signIn("/private/", "Charlie").requireStatus(200);

    assertThat(visitor.go("/oauth2/callback?code=x&state=forged").requireStatus(400).body()).contains("cannot be completed");

    visitor.go("/private/").requireStatus(200);
  }

  @Test
  void deniedSignIn_endsOnAPageThatSaysSo() {
    PROVIDER.local().inject(Fault.error(400, "invalid_grant", "no"), Endpoint.TOKEN);
    assertThat(visitor.signIn("/private/", "Charlie").requireStatus(400).body()).contains("cannot be completed");
    assertThat(visitor.go("/public/").fact("user")).isEqualTo("-");
  }

  @Test
  void forgedIdToken_signsNobodyIn() {
    for (Fault forgery : List.of(Fault.wrongNonce(), Fault.wrongAudience(), Fault.wrongIssuer(), Fault.expired(), Fault.wrongOrganization())) {
      PROVIDER.reset();
      PROVIDER.local().inject(forgery, Endpoint.TOKEN);
      Visitor victim = new Visitor(application);
      victim.signIn("/private/", "Charlie").requireStatus(502);
      assertThat(victim.go("/public/").fact("user")).isEqualTo("-");
    }
  }

  @Test
  void script_isToldInsteadOfBeingSentAway() {
    Answer answer = visitor.script("/private/").requireStatus(401);
    assertThat(answer.header("WWW-Authenticate")).hasValueSatisfying(
        challenge -> assertThat(challenge).startsWith("Bearer realm=\"contract\"").doesNotContain("error="));
    assertThat(answer.member("error")).isEqualTo("login_required");
  }

  @Test
  void publicPage_knowsWhoIsSignedInAndAsksNobodyElse() {
    Answer anonymous = visitor.go("/public/").requireStatus(200);
    assertThat(anonymous.fact("user")).isEqualTo("-");
    assertThat(anonymous.fact("current")).isEqualTo("-");
    assertThat(anonymous.fact("context-callers")).isEqualTo("0");
    assertThat(anonymous.fact("session")).isEqualTo("false");
    assertThat(anonymous.fact("openid-access")).isEqualTo("-");

    visitor.signIn("/private/", "Charlie").requireStatus(200);
    assertThat(visitor.go("/public/").fact("user")).startsWith("Charlie");
  }

  @Test
  void codeOfTheApplication_asksForASignIn() {
    assertThat(visitor.signIn("/ask/request", "Charlie").requireStatus(200).body()).startsWith("asked Charlie");

    Visitor other = new Visitor(application);
    assertThat(other.signIn("/ask/context", "store-reader").requireStatus(200).body()).startsWith("asked store-reader");
    other.script("/ask/request").requireStatus(200);
    new Visitor(application).script("/ask/request").requireStatus(401);
  }

  @Test
  void codeOfTheApplication_asksForANewSignIn() {
    visitor.signIn("/private/", "Charlie").requireStatus(200);
    if (Difference.NO_NEW_AUTHENTICATION.here()) {
      visitor.go("/ask/again").requireStatus(200);
      return;
    }
    assertThat(visitor.go("/ask/again").requireStatus(302).location().getPath()).endsWith("/oauth2/authorize");
  }

  // --- bearer tokens ---

  @Test
  void bearerToken_isTheSameCallerForEveryPartOfTheContainerAndMakesNoSession() {
    String token = PROVIDER.accessToken("store-manager", BOTH);
    Answer answer = visitor.program("/private/", token).requireStatus(200);

    String user = answer.fact("user");
    assertThat(user).startsWith("store-manager");
    assertThat(List.of(answer.fact("remote"), answer.fact("bean"), answer.fact("current"), answer.fact("injected"))).containsOnly(user);
    assertThat(answer.fact("context-callers")).isEqualTo("1");
    assertThat(answer.fact("openid-access")).isEqualTo(Integer.toHexString(token.hashCode()));
    assertThat(answer.fact("session")).isEqualTo("false");
    assertThat(answer.headers("Set-Cookie")).isEmpty();
  }

  @Test
  void statistics_countWhatWasAskedOfTheProvider() {
    int before = Integer.parseInt(visitor.go("/public/").fact("introspections"));

    String first = visitor.program("/public/", PROVIDER.accessToken("Charlie", "read_stores")).fact("introspections");
    visitor.program("/public/", "forged").requireStatus(401);

    assertThat(first).isEqualTo(Integer.toString(before + 1));
    assertThat(visitor.go("/public/").fact("introspections")).isEqualTo(Integer.toString(before + 2));
  }

  @Test
  void applicationsOwnToken_isTakenToo() {
    Answer answer = visitor.program("/private/", PROVIDER.applicationToken("read_stores")).requireStatus(200);
    assertThat(answer.fact("user")).isEqualTo(Provider.CLIENT);
  }

  @Test
  void tokenThatIsNotGood_isRefused() {
    String revoked = PROVIDER.accessToken("Charlie", "read_stores");
    PROVIDER.local().revokeTokens(PROVIDER.east(), "Charlie");

    for (String token : List.of("forged", revoked, PROVIDER.foreignToken())) {
      for (String path : List.of("/private/", "/public/", "/rest/plain", "/scoped/")) {
        Answer answer = visitor.program(path, token).requireStatus(401);
        assertThat(answer.header("WWW-Authenticate")).hasValueSatisfying(
            challenge -> assertThat(challenge).contains("error=\"invalid_token\""));
        assertThat(answer.headers("Set-Cookie")).isEmpty();
      }
    }
  }

  @Test
  void refusedRequest_neverReachesTheApplication() {
    visitor.go("/do/remember?what=good").requireStatus(200);
    visitor.program("/do/remember?what=evil", "forged").requireStatus(401);
    assertThat(visitor.go("/do/recall").fact("remembered")).isEqualTo("good");
  }

  @Test
  void expiredToken_isRefused() {
    String token = PROVIDER.accessToken("Charlie", "read_stores");
    PROVIDER.later(Duration.ofHours(2));
    visitor.program("/private/", token).requireStatus(401);
  }

  @Test
  void malformedCredentials_areRefused() {
    visitor.ask("/private/").header("Authorization", "Bearer").send().requireStatus(400);
    visitor.ask("/private/?access_token=x").bearer("x").send().requireStatus(400);
    visitor.ask("/private/").header("Authorization", "Basic eDp5").scripted().send().requireStatus(401);
  }

  @Test
  void replyToATokenInTheQuery_isForNoSharedCache() {
    String token = PROVIDER.accessToken("Charlie", "read_stores");

    Answer byQuery = visitor.ask("/public/?access_token=" + token).send().requireStatus(200);
    assertThat(byQuery.fact("user")).startsWith("Charlie");
    assertThat(cacheControl(byQuery)).contains("private");
    assertThat(cacheControl(visitor.ask("/private/?access_token=" + token).send().requireStatus(200))).containsAnyOf("private", "no-store");
    assertThat(cacheControl(visitor.ask("/do/cached?access_token=" + token).send().requireStatus(200))).contains("private", "max-age=60")
        .doesNotContain("public");
    assertThat(cacheControl(visitor.ask("/rest/plain?access_token=" + token).send().requireStatus(200))).contains("private");
    assertThat(cacheControl(visitor.program("/do/cached", token).requireStatus(200))).as("by header").isEqualTo("public, max-age=60");
  }

  private static String cacheControl(Answer answer) {
    return String.join(", ", answer.headers("Cache-Control"));
  }

  @Test
  void bearerTokenOfAnother_winsOverTheSessionAndLeavesItAlone() {
    visitor.signIn("/private/", "store-manager").requireStatus(200);

    Answer other = visitor.program("/private/", PROVIDER.accessToken("store-reader", "read_stores")).requireStatus(200);
    assertThat(other.fact("user")).startsWith("store-reader");
    assertThat(List.of(other.fact("bean"), other.fact("current"), other.fact("injected"))).containsOnly(other.fact("user"));
    assertThat(other.fact("scopes")).isEqualTo("read_stores");
    assertThat(other.fact("managers")).isEqualTo("false");
    assertThat(other.fact("openid-refresh")).as("the session's tokens are somebody else's").isEqualTo("false");
    visitor.program("/managers/", PROVIDER.accessToken("store-reader", "read_stores")).requireStatus(403);
    visitor.program("/private/", "forged").requireStatus(401);

    assertThat(visitor.go("/managers/").requireStatus(200).fact("user")).startsWith("store-manager");
  }

  @Test
  void identities_neverLeakFromOneRequestToTheNext() {
    visitor.signIn("/private/", "store-manager").requireStatus(200);
    String token = PROVIDER.accessToken("store-reader", "read_stores");
    Visitor stranger = new Visitor(application);

    // Many more requests than the server has threads at the ready, over connections that are kept alive.
    for (int i = 0; i < 40; i++) {
      assertThat(visitor.go("/public/").fact("user")).startsWith("store-manager");
      Answer nobody = stranger.go("/public/");
      assertThat(List.of(nobody.fact("user"), nobody.fact("current"), nobody.fact("openid-access"))).containsOnly("-");
      assertThat(nobody.fact("bean")).doesNotStartWith("store-");
      assertThat(stranger.program("/public/", token).fact("bean")).startsWith("store-reader");
      assertThat(stranger.script("/rest/bean/who").requireStatus(200).body()).isEqualTo("who -");
    }
  }

  // --- scopes ---

  @Test
  void scopes_protectServlets() {
    String reading = PROVIDER.accessToken("Charlie", "read_stores");
    assertThat(visitor.program("/scoped/", reading).requireStatus(200).body()).startsWith("read Charlie");
    insufficient(visitor.ask("/scoped/").bearer(reading).form(Map.of("name", "north")).send(), "write_stores");
    Answer written = visitor.ask("/scoped/").bearer(PROVIDER.accessToken("store-manager", BOTH)).form(Map.of("name", "north")).send();
    assertThat(written.requireStatus(200).body()).startsWith("written store-manager").endsWith("north");
    visitor.ask("/scoped/").bearer(PROVIDER.accessToken("store-manager", "write_stores")).form(Map.of("name", "north")).send()
        .requireStatus(200);
    challenged(visitor.script("/scoped/"));
    insufficient(visitor.program("/scoped/", PROVIDER.accessToken("no-scopes", "read_stores")), "read_stores");
  }

  @Test
  void scopes_protectServletsForBrowsersToo() {
    assertThat(visitor.signIn("/scoped/", "store-reader").requireStatus(200).body()).startsWith("read store-reader");
    assertThat(visitor.post("/scoped/", Map.of("name", "north")).requireStatus(403).body()).contains("write_stores");
    Visitor without = new Visitor(application);
    assertThat(without.signIn("/scoped/", "no-scopes").requireStatus(403).body()).contains("read_stores");
  }

  @Test
  void scopes_protectResources() {
    String reading = PROVIDER.accessToken("Charlie", "read_stores");
    String both = PROVIDER.accessToken("store-manager", BOTH);
    assertThat(visitor.program("/rest/plain", reading).requireStatus(200).body()).startsWith("read Charlie");
    insufficient(visitor.ask("/rest/plain").bearer(reading).method("POST").body("text/plain", "x").send(), "read_stores write_stores");
    assertThat(visitor.ask("/rest/plain").bearer(both).method("POST").body("text/plain", "x").send().requireStatus(200).body())
        .startsWith("written store-manager").endsWith("x");
    challenged(visitor.script("/rest/plain"));
    challenged(visitor.script("/rest/bean/either"));
    insufficient(visitor.program("/rest/bean/either", reading), "internal_login write_stores");
    assertThat(visitor.program("/rest/bean/either", both).requireStatus(200).body()).startsWith("either store-manager");
    insufficient(visitor.program("/rest/bean/inner", reading), "read_stores write_stores");
    challenged(visitor.script("/rest/bean/inner"));
    challenged(visitor.script("/rest/bean/injected"));
    assertThat(visitor.program("/rest/bean/injected", reading).requireStatus(200).body()).startsWith("injected Charlie");
  }

  @Test
  void resourceThatABrowserOpens_leadsToTheSignIn() {
    assertThat(visitor.signIn("/rest/plain", "store-reader").requireStatus(200).body()).startsWith("read store-reader");
  }

  @Test
  void scopes_protectBeans() {
    String reading = PROVIDER.accessToken("Charlie", "read_stores");
    String both = PROVIDER.accessToken("store-manager", BOTH);
    for (String path : List.of("/beans/someone", "/beans/both", "/beans/either", "/beans/programmatic", "/beans/session-writing")) {
      challenged(visitor.script(path));
      assertThat(visitor.program(path, both).requireStatus(200).body()).contains("store-manager");
    }
    assertThat(visitor.program("/beans/someone", reading).requireStatus(200).body()).startsWith("someone Charlie");
    insufficient(visitor.program("/beans/both", reading), "read_stores write_stores");
    insufficient(visitor.program("/beans/either", reading), "internal_login write_stores");
    insufficient(visitor.program("/beans/programmatic", reading), "write_stores");
    insufficient(visitor.program("/beans/session-writing", reading), "write_stores");
  }

  @Test
  void beanThatABrowserReaches_leadsToTheSignIn() {
    assertThat(visitor.signIn("/beans/both", "store-manager").requireStatus(200).body()).startsWith("both store-manager");
  }

  // --- roles ---

  @Test
  void roles_protectBeansAndResources() {
    visitor.signIn("/private/", "Charlie").requireStatus(200);
    assertThat(visitor.go("/beans/staff").requireStatus(200).body()).startsWith("staff Charlie");
    assertThat(visitor.go("/beans/session-staff").requireStatus(200).body()).startsWith("staff Charlie");
    if (Difference.NO_CALLER_PRINCIPAL.here()) {
      visitor.go("/rest/bean/staff").requireStatus(401);
    } else {
      assertThat(visitor.go("/rest/bean/staff").requireStatus(200).body()).startsWith("staff Charlie");
    }
    visitor.go("/beans/nobody").requireStatus(403);

    Visitor reader = new Visitor(application);
    reader.signIn("/private/", "store-reader").requireStatus(200);
    reader.go("/beans/staff").requireStatus(403);
    assertThat(reader.go("/beans/session-staff").body()).isEqualTo("refused by the container");
    reader.go("/rest/bean/staff").requireStatus(Difference.NO_CALLER_PRINCIPAL.here() ? 401 : 403);
    reader.go("/staff/").requireStatus(403);

    challenged(new Visitor(application).script("/beans/staff"));
    assertThat(new Visitor(application).script("/rest/bean/staff").status()).as("some servers answer themselves").isIn(401, 403);
  }

  // --- what the container does with requests ---

  @Test
  void forwardAsyncAndErrorPages_keepTheCaller() {
    String token = PROVIDER.accessToken("store-reader", "read_stores");
    assertThat(visitor.program("/do/forward", token).requireStatus(200).fact("user")).startsWith("store-reader");
    Answer async = visitor.program("/do/async", token).requireStatus(200);
    assertThat(async.fact("user")).startsWith("store-reader");
    assertThat(async.fact("current")).startsWith("store-reader");
    assertThat(async.fact("staff").equals("failed")).isEqualTo(Difference.NO_ROLES_IN_DISPATCHES.here());
    Answer error = visitor.program("/do/error", token).requireStatus(409);
    assertThat(error.fact("dispatcher")).isEqualTo("ERROR");
    assertThat(error.fact("current")).startsWith("store-reader");
    Answer exception = visitor.program("/do/exception", token).requireStatus(500);
    assertThat(exception.fact("current")).startsWith("store-reader");
  }

  @Test
  void bodyOfTheApplication_staysUnread() {
    Answer answer = visitor.ask("/do/body").bearer(PROVIDER.accessToken("Charlie", "read_stores")).form(Map.of("what", "ä+b")).send();
    assertThat(answer.requireStatus(200).fact("parameter")).isEqualTo("ä+b");
  }

  @Test
  void webSocket_knowsTheCallerAndTheExpiry() throws Exception {
    String token = PROVIDER.accessToken("store-reader", "read_stores");
    CompletableFuture<String> answer = new CompletableFuture<>();
    WebSocket socket = HttpClient.newHttpClient().newWebSocketBuilder().header("Authorization", "Bearer " + token)
        .buildAsync(URI.create(application.toString().replace("http:", "ws:") + "/private/socket"), new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            answer.complete(data.toString());
            return WebSocket.Listener.super.onText(webSocket, data, last);
          }
        }).get(20, TimeUnit.SECONDS);
    socket.sendText("who", true).get(20, TimeUnit.SECONDS);

    assertThat(answer.get(20, TimeUnit.SECONDS)).startsWith("store-reader").endsWith(" true");
    socket.abort();
  }

  @Test
  void requestFromAnotherSite_doesNotUseTheSession() {
    visitor.signIn("/private/", "store-manager").requireStatus(200);
    Answer answer = visitor.ask("/private/").header("Sec-Fetch-Site", "cross-site").header("Sec-Fetch-Mode", "navigate")
        .form(Map.of("name", "evil")).send();
    answer.requireStatus(403);
    assertThat(answer.body()).contains("another site");
    visitor.ask("/scoped/").header("Origin", "https://evil.example").form(Map.of("name", "evil")).send().requireStatus(403);
    visitor.ask("/beans/both").header("Sec-Fetch-Site", "cross-site").form(Map.of()).send().requireStatus(403);
    visitor.post("/private/", Map.of("name", "good")).requireStatus(200);
  }

  // --- the life of a session ---

  @Test
  void expiringTokens_areRefreshedOnceAndTheNewOnesAreUsed() {
    PROVIDER.register(client -> client.lifetimes(TokenLifetimes.DEFAULT.withAccessToken(Duration.ofSeconds(8))));
    String first = visitor.signIn("/private/", "Charlie").requireStatus(200).fact("openid-access");
    PROVIDER.register(client -> client);

    Answer refreshed = visitor.go("/private/").requireStatus(200);

    assertThat(refreshed.fact("user")).startsWith("Charlie");
    assertThat(refreshed.fact("openid-access")).isNotEqualTo("-");
    assertThat(PROVIDER.journal().entries(entry -> entry.endpoint() == Endpoint.TOKEN
        && entry.parameter("grant_type").filter("refresh_token"::equals).isPresent())).isNotEmpty();
    assertThat(first).isNotEqualTo("-");
  }

  @Test
  void signOut_endsTheSessionHereAndThere() {
    visitor.signIn("/private/", "Charlie").requireStatus(200);
    String session = visitor.sessionCookie();

    visitor.signOut();

    assertThat(visitor.go("/public/").fact("user")).isEqualTo("-");
    assertThat(PROVIDER.asked(Endpoint.REVOKE)).isPositive();
    assertThat(PROVIDER.asked(Endpoint.LOGOUT)).isPositive();
    Visitor thief = new Visitor(application);
    thief.ask("/private/").header("Cookie", "JSESSIONID=" + session).scripted().send().requireStatus(401);
    assertThat(visitor.open("/private/").body()).contains("name=\"password\"");
  }

  @Test
  void logoutByCode_endsTheSessionHere() {
    visitor.signIn("/private/", "Charlie").requireStatus(200);
    assertThat(visitor.post("/do/logout", Map.of()).requireStatus(200).fact("user")).isEqualTo("-");
    assertThat(visitor.go("/public/").fact("user")).isEqualTo("-");
    assertThat(PROVIDER.asked(Endpoint.REVOKE)).isPositive();
  }

  @Test
  void logoutByCodeOfABearerCaller_leavesTheSessionAlone() {
    visitor.signIn("/private/", "store-manager").requireStatus(200);
    visitor.ask("/do/logout").bearer(PROVIDER.accessToken("store-reader", "read_stores")).form(Map.of()).send().requireStatus(200);
    if (Difference.LOGOUT_ENDS_EVERY_SESSION.here()) {
      visitor.go("/private/").requireStatus(302);
      return;
    }
    assertThat(visitor.go("/private/").requireStatus(200).fact("user")).startsWith("store-manager");
  }

  @Test
  void backChannelLogout_endsTheSession() {
    PROVIDER.register(client -> client.backChannelLogoutUri(visitor.at("/oauth2/backchannel-logout")));
    visitor.signIn("/private/", "Charlie").requireStatus(200);

    PROVIDER.local().endSessions(PROVIDER.east(), "Charlie");

    assertThat(PROVIDER.journal().await(Endpoint.BACK_CHANNEL_LOGOUT, 1, Duration.ofSeconds(20)).get(0).status()).isEqualTo(200);
    assertThat(visitor.go("/public/").fact("user")).isEqualTo("-");
    visitor.script("/private/").requireStatus(401);
  }

  @Test
  void logoutTokenThatIsForged_isRefused() {
    visitor.signIn("/private/", "Charlie").requireStatus(200);
    new Visitor(application).ask("/oauth2/backchannel-logout").form(Map.of("logout_token", "forged")).send().requireStatus(400);
    visitor.go("/private/").requireStatus(200);
  }

  @Test
  void providerDown_isNoReasonToSignAnybodyOut() {
    visitor.signIn("/private/", "Charlie").requireStatus(200);
    String token = PROVIDER.accessToken("store-reader", "read_stores");

    PROVIDER.local().stop();

    Answer refused = visitor.program("/private/", token).requireStatus(503);
    assertThat(refused.header("Retry-After")).isPresent();
    visitor.program("/rest/plain", token).requireStatus(503);
    visitor.go("/private/").requireStatus(200);
    PROVIDER.local().restart();
    visitor.program("/private/", token).requireStatus(200);
  }

  // --- the standard's OpenIdContext ---

  @Test
  void openIdContext_isFilled() {
    Answer page = visitor.signIn("/private/", "Charlie").requireStatus(200);
    assertThat(page.fact("openid-subject")).isNotEqualTo("-");
    assertThat(page.fact("openid-access")).isNotEqualTo("-");
    assertThat(page.fact("openid-scopes")).contains("read_stores");
    assertThat(page.fact("openid-refresh")).isEqualTo("true");
    assertThat(page.fact("openid-issuer")).endsWith("/t/bestcarmart/oauth2/token");
    assertThat(page.fact("openid-given-name")).isEqualTo("Charlie");
    assertThat(page.fact("openid-org")).isEqualTo(Provider.EAST);
    assertThat(page.fact("openid-token-endpoint")).endsWith("/oauth2/token");
  }
}
