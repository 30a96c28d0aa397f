package io.asbru.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.local.Endpoint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests with a bearer token.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-3">RFC 6750, section 3</a>
 */
public abstract class BearerContract extends FilterContract {

  private static final String API = "/api/stores/list";

  @Test
  void noCredentials_areChallengedWithoutAnError() {
    Answer answer = visitor().ask("/api/tokens-only").header("Accept", "application/json").send();

    Expect.json(answer, 401, "login_required");
    Expect.bareChallenge(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "bearer ", "Bearer two words", "Bearer a,b", "Bearer =", "Bearer a=b", "Bearer \"quoted\"", "Bearer {}"})
  void malformedCredentials_areABadRequest(String header) {
    Answer answer = visitor().ask(API).header("Authorization", header).send();

    Expect.json(answer, 400, "invalid_request");
    Expect.challenge(answer, "invalid_request");
    assertThat(provider.asked(Endpoint.INTROSPECT)).isZero();
  }

  @Test
  void twoAuthorizationHeaders_areABadRequest() {
    String token = provider.accessToken("Charlie", "read_stores");

    for (String other : List.of("Bearer " + token, "Bearer another", "Basic YTpi")) {
      Answer answer = visitor().ask(API).bearer(token).header("Authorization", other).send();
      Expect.json(answer, 400, "invalid_request");
    }
  }

  @Test
  void tokenInHeaderAndQuery_isABadRequest() {
    String token = provider.accessToken("Charlie", "read_stores");

    Expect.json(visitor().ask(API + "?access_token=" + token).bearer(token).send(), 400, "invalid_request");
    Expect.json(visitor().ask(API + "?a=1&access_token=x").bearer(token).send(), 400, "invalid_request");
  }

  @Test
  void tokenInTheQueryAlone_isNotTaken() {
    Answer answer = visitor().ask(API + "?access_token=" + provider.accessToken("Charlie", "read_stores")).send();

    Expect.json(answer, 401, "login_required");
    assertThat(provider.asked(Endpoint.INTROSPECT)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"BearerX token", "Bearer-Token abc", "Basic YTpi", "DPoP abc", "Token abc"})
  void otherScheme_isNotOurs(String header) {
    Answer answer = visitor().ask("/api/tokens-only").header("Authorization", header).send();

    Expect.json(answer, 401, "login_required");
    Expect.bareChallenge(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "bEaReR ", "Bearer    "})
  void scheme_isTakenInAnyCase(String scheme) {
    Answer answer = visitor().ask(API).header("Authorization", scheme + provider.accessToken("Charlie", "read_stores")).send();

    assertThat(answer.requireStatus(200).fact("auth")).isEqualTo("BEARER");
  }

  @Test
  void unknownToken_isInvalid() {
    Answer answer = visitor().program(API, "6f0c0c2e-unknown");

    invalid(answer);
    assertThat(answer.body() + answer.headers()).doesNotContain("6f0c0c2e");
  }

  @Test
  void refreshToken_isInvalidThoughItIsActive() {
    invalid(visitor().program(API, provider.tokensOf("Charlie", "read_stores").member("refresh_token")));
  }

  @Test
  void idToken_isInvalid() {
    invalid(visitor().program(API, provider.tokensOf("Charlie", "openid read_stores").member("id_token")));
  }

  @Test
  void tokenOfAnotherOrganization_isInvalid() {
    String west = provider.token(Provider.WEST, "fhErtAT2YF_M0Ek3AAYHLI8L25oa", "JirxvtfoecnrS8vBjM7ygOtSIXuCS_uK_9WEC7d1zPEa",
        Map.of("grant_type", "client_credentials", "scope", "read_stores")).member("access_token");

    invalid(visitor().program(API, west));
  }

  @Test
  void tokenForAnotherApplication_isInvalid_unlessItsAudienceIsAccepted() throws StartFailedException {
    String client = "7wYeybBGCVfLxPmS0z66WNMffyMa";
    String token = provider.token(Provider.EAST, client, "WYfwHUsbsEvwtqmDLuaxF_VCQJwa",
        Map.of("grant_type", "client_credentials", "scope", "read_stores")).member("access_token");
    Visitor accepting = new Visitor(start(Deployment.withClock(settings("accepted-audiences", Provider.CLIENT + " " + client))));

    invalid(visitor().program(API, token));
    assertThat(accepting.program(API, token).requireStatus(200).fact("client")).isEqualTo(client);
  }

  private static void invalid(Answer answer) {
    Expect.json(answer, 401, "invalid_token");
    Expect.challenge(answer, "invalid_token");
  }

  @Test
  void missingScope_isForbidden_andTheScopesNeededAreNamed() {
    Answer answer = visitor().ask(API).bearer(provider.accessToken("Charlie", "read_stores"))
        .body("application/json", "{}").method("POST").send();

    Expect.json(answer, 403, "insufficient_scope");
    assertThat(answer.member("scope")).isEqualTo("write_stores");
    Expect.challenge(answer, "insufficient_scope");
    assertThat(answer.header("WWW-Authenticate").orElseThrow()).endsWith(", scope=\"write_stores\"");
  }

  @ParameterizedTest
  @CsvSource({
      "store-manager, read_stores write_stores, /api/both, 200",
      "store-manager, read_stores,              /api/both, 403",
      "store-manager, write_stores,             /api/both, 403",
      "store-manager, read_stores,              /api/any,  200",
      "store-manager, write_stores,             /api/any,  200",
      "store-manager, openid,                   /api/any,  403",
      "Charlie,       read_stores write_stores, /api/both, 403",
      "no-scopes,     read_stores write_stores, /api/any,  403",
      "no-scopes,     openid,                   /api/other, 200",
  })
  void scopes_areThoseGranted(String user, String requested, String path, int status) {
    assertThat(visitor().program(path, provider.accessToken(user, requested)).status()).isEqualTo(status);
  }

  @Test
  void severalScopesMissing_areAllNamed() {
    Answer answer = visitor().program("/api/both", provider.applicationToken(""));

    assertThat(answer.requireStatus(403).member("scope").split(" ")).containsExactlyInAnyOrder("read_stores", "write_stores");
  }

  @Test
  void user_isShown() {
    Answer answer = visitor().program(API, provider.accessToken("Charlie", "openid read_stores write_stores")).requireStatus(200);

    assertThat(answer.fact("principal")).isEqualTo("Charlie@" + Provider.EAST);
    assertThat(answer.fact("kind")).isEqualTo("USER");
    assertThat(answer.fact("auth")).isEqualTo("BEARER");
    assertThat(answer.fact("scopes")).isEqualTo("openid read_stores");
    assertThat(answer.fact("client")).isEqualTo(Provider.CLIENT);
    assertThat(answer.fact("organization")).isEqualTo(Provider.EAST);
    assertThat(answer.fact("subject")).as("an opaque token tells none, and none is made up").isEqualTo("-");
    assertThat(answer.fact("role **")).isEqualTo("true");
  }

  @Test
  void application_isShownAsOne() {
    Answer answer = visitor().program(API, provider.applicationToken("read_stores")).requireStatus(200);

    assertThat(answer.fact("kind")).isEqualTo("APPLICATION");
    assertThat(answer.fact("principal")).isEqualTo(Provider.CLIENT);
    assertThat(answer.fact("scopes")).isEqualTo("read_stores");
    assertThat(answer.fact("caller")).isEqualTo("application " + Provider.CLIENT + " of organization " + Provider.EAST);
  }

  @Test
  void samePerson_looksAlikeBySessionAndByToken() {
    Answer bySession = signedIn("store-manager").script(API).requireStatus(200);
    Answer byToken = visitor().program(API, provider.accessToken("store-manager", Provider.SCOPES)).requireStatus(200);

    for (String fact : List.of("principal", "caller", "kind", "scopes", "client", "organization", "expires")) {
      assertThat(byToken.fact(fact)).as(fact).isEqualTo(bySession.fact(fact));
    }
  }

  @Test
  void jwt_isIntrospectedLikeAnOpaqueToken() throws StartFailedException {
    Visitor visitor = new Visitor(start(Deployment.withClock(settings("accepted-audiences", Provider.JWT_CLIENT))));
    String token = provider.token(Provider.EAST, Provider.JWT_CLIENT, Provider.JWT_SECRET, Map.of("grant_type", "password",
        "username", "Charlie", "password", Provider.password("Charlie"), "scope", "read_stores")).member("access_token");

    Answer answer = visitor.program(API, token).requireStatus(200);

    assertThat(token).startsWith("eyJ");
    assertThat(answer.fact("subject")).isEqualTo(provider.east().user("Charlie").orElseThrow().id());
    assertThat(provider.asked(Endpoint.INTROSPECT)).isEqualTo(1);
  }

  @Test
  void session_isNeitherMadeNorTouched() {
    Visitor program = visitor();
    String token = provider.accessToken("Charlie", "read_stores");

    for (Answer answer : List.of(program.program(API, token), program.program(API, "unknown"), program.program("/api/both", token),
        program.ask(API).bearer(token).navigating().send(), program.program("/public/page", token))) {
      assertThat(answer.headers("Set-Cookie")).isEmpty();
    }
    assertThat(program.program(API, token).fact("session")).isEqualTo("-");
  }

  @Test
  void sessionOfOneAndTokenOfAnother_isTheOtherAlone() {
    Visitor browser = signedIn("store-manager");
    String token = provider.accessToken("Charlie", "read_stores");

    Answer read = browser.program(API, token).requireStatus(200);
    Answer write = browser.ask(API).bearer(token).body("application/json", "{}").method("POST").send();

    assertThat(read.fact("user")).startsWith("Charlie@");
    assertThat(read.fact("scopes")).isEqualTo("read_stores");
    assertThat(read.fact("auth")).isEqualTo("BEARER");
    Expect.json(write, 403, "insufficient_scope");
    assertThat(browser.script(API).requireStatus(200).fact("user")).startsWith("store-manager@");
  }

  @Test
  void sessionAndBadToken_isRefused() {
    Visitor browser = signedIn("store-manager");

    for (String path : List.of(API, "/mixed/page", "/private/page", "/public/page", "/")) {
      invalid(browser.program(path, "unknown"));
    }
    assertThat(browser.go("/private/page").requireStatus(200).fact("user")).startsWith("store-manager@");
  }

  @Test
  void badToken_isRefusedWhereAnyoneMayCome() {
    invalid(visitor().program("/public/page", "unknown"));
    Expect.json(visitor().ask("/public/page").header("Authorization", "Bearer").send(), 400, "invalid_request");
  }

  @Test
  void goodToken_showsTheCallerWhereAnyoneMayCome() {
    Answer answer = visitor().program("/public/page", provider.accessToken("Charlie", "read_stores")).requireStatus(200);

    assertThat(answer.fact("user")).startsWith("Charlie@");
  }

  @Test
  void goodToken_isNotTakenWhereALoginIsNeeded() {
    Answer answer = visitor().program("/private/page", provider.accessToken("Charlie", "read_stores"));

    Expect.json(answer, 403, "login_required");
  }

  @Test
  void whoPresentsAToken_isAProgram_whateverItAccepts() {
    Visitor visitor = visitor();

    Expect.json(visitor.ask(API).bearer("unknown").navigating().send(), 401, "invalid_token");
    Expect.json(visitor.ask(API).header("Authorization", "Bearer").navigating().send(), 400, "invalid_request");
    Expect.json(visitor.ask("/api/both").bearer(provider.accessToken("Charlie", "read_stores")).navigating().send(), 403,
        "insufficient_scope");
  }

  @Test
  void head_isAnsweredLikeGet() {
    String token = provider.accessToken("Charlie", "read_stores");

    assertThat(visitor().ask(API).bearer(token).method("HEAD").send().status()).isEqualTo(200);
    Answer refused = visitor().ask("/api/both").bearer(token).method("HEAD").send().requireStatus(403);
    assertThat(refused.header("WWW-Authenticate")).isPresent();
    assertThat(refused.body()).isEmpty();
  }

  @Test
  void placeOfTheToken_isASetting() throws StartFailedException {
    Visitor visitor = new Visitor(start(Deployment.withClock(settings("bearer-token-from", "header query form"))));
    String token = provider.accessToken("store-manager", "read_stores write_stores");

    Answer byQuery = visitor.ask(API + "?access_token=" + token).send().requireStatus(200);
    assertThat(byQuery.fact("user")).startsWith("store-manager@");
    assertThat(byQuery.headers("Cache-Control")).containsExactly("private");
    assertThat(visitor.program(API + "?a=b", token).requireStatus(200).headers("Cache-Control")).isEmpty();
    assertThat(visitor.ask("/api/stores/new").form(Map.of("access_token", token)).send().requireStatus(200).fact("user"))
        .startsWith("store-manager@");
    Expect.json(visitor.ask(API + "?access_token=" + token).bearer(token).send(), 400, "invalid_request");
    Expect.json(visitor.ask("/api/stores/new?access_token=" + token).form(Map.of("access_token", token)).send(), 400, "invalid_request");
  }

  @Test
  void metadata_tellWhereToGetAToken() throws StartFailedException {
    Visitor visitor = new Visitor(start(deployment().at("/shop")));
    String address = visitor.at("/.well-known/oauth-protected-resource").toString();

    String challenge = visitor.script("/api/tokens-only").header("WWW-Authenticate").orElseThrow();
    Answer document = visitor.script("/.well-known/oauth-protected-resource").requireStatus(200);

    assertThat(challenge).contains("resource_metadata=\"" + address + "\"");
    assertThat(document.member("resource")).isEqualTo(visitor.at("").toString());
    assertThat(document.json().path("authorization_servers").toString()).contains("/t/bestcarmart/");
    assertThat(document.headers("Set-Cookie")).isEmpty();
  }

  @Test
  void metadata_canBeSwitchedOff() throws StartFailedException {
    Visitor visitor = new Visitor(start(Deployment.withClock(settings("protected-resource-metadata", "false"))));

    assertThat(visitor.script("/api/tokens-only").headers("WWW-Authenticate")).containsExactly("Bearer realm=\"asbru\"");
    visitor.script("/.well-known/oauth-protected-resource").requireStatus(403);
  }

  @Test
  void realm_isASetting() throws StartFailedException {
    Visitor visitor = new Visitor(start(Deployment.withClock(settings("realm", "Best Car Mart"))));

    assertThat(visitor.script("/api/tokens-only").headers("WWW-Authenticate")).singleElement().asString()
        .startsWith("Bearer realm=\"Best Car Mart\"");
  }
}
