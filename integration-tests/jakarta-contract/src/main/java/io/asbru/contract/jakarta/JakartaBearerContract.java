package io.asbru.contract.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.contract.Answer;
import io.asbru.contract.Visitor;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The part of the contract on bearer tokens, alone and beside a session. */
public abstract class JakartaBearerContract extends JakartaSignInContract {

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
}
