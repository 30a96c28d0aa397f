package io.asbru.contract.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.contract.Answer;
import io.asbru.contract.Visitor;
import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The part of the contract on step-up by annotation.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9470">RFC 9470</a>
 */
public abstract class StepUpContract extends DeployedContract {

  /** A servlet, a resource, a resource that calls a bean, a bean, and code: all demand the same. */
  private static final List<String> VAULTS =
      List.of("/vault/", "/rest/plain/vault", "/rest/bean/vault", "/beans/vault", "/beans/session-vault", "/beans/programmatic-vault");

  private static long secondsAgo(long seconds) {
    return Instant.now().getEpochSecond() - seconds;
  }

  private static void tokensSay(String acr, long authTime) {
    PROVIDER.local().clearFaults();
    PROVIDER.local().inject(Fault.member("acr", acr), Endpoint.INTROSPECT);
    PROVIDER.local().inject(Fault.member("auth_time", authTime), Endpoint.INTROSPECT);
  }

  private static void stepUpNeeded(Answer answer, String further) {
    answer.requireStatus(401);
    assertThat(answer.header("WWW-Authenticate")).hasValueSatisfying(challenge -> assertThat(challenge)
        .startsWith("Bearer realm=\"contract\"").contains("error=\"insufficient_user_authentication\"").endsWith(further));
  }

  @Test
  void bearerToken_isChallengedWithWhatIsNeeded() {
    String token = PROVIDER.accessToken("Charlie", "read_stores");
    for (String path : VAULTS) {
      Answer answer = visitor.program(path, token);
      stepUpNeeded(answer, ", acr_values=\"gold platinum\", max_age=\"300\"");
      assertThat(answer.member("error")).isEqualTo("insufficient_user_authentication");
    }
    stepUpNeeded(visitor.program("/beans/fresh", token), ", max_age=\"300\"");
  }

  @Test
  void bearerToken_ofAUserWhoAuthenticatedSo_isTaken() {
    String token = PROVIDER.accessToken("Charlie", "read_stores");
    for (String path : VAULTS) {
      tokensSay("platinum", secondsAgo(60));
      assertThat(visitor.program(path, token).requireStatus(200).body()).contains("vault Charlie");
      tokensSay("platinum", secondsAgo(600));
      stepUpNeeded(visitor.program(path, token), "max_age=\"300\"");
      tokensSay("silver", secondsAgo(60));
      stepUpNeeded(visitor.program(path, token), "max_age=\"300\"");
    }
  }

  @Test
  void scopeThatIsMissing_countsBeforeTheAuthentication() {
    insufficient(visitor.program("/beans/scoped-vault", PROVIDER.accessToken("Charlie", "read_stores")), "write_stores");
    stepUpNeeded(visitor.program("/beans/scoped-vault", PROVIDER.accessToken("store-manager", BOTH)), "max_age=\"300\"");
    challenged(visitor.script("/beans/scoped-vault"));
  }

  @Test
  void browser_isSentToSignInAgain_andComesBackToThePage() {
    for (String path : VAULTS) {
      PROVIDER.reset();
      visitor = new Visitor(application);
      visitor.signIn("/private/", "Charlie").requireStatus(200);

      Answer redirect = visitor.go(path + "?tab=2").requireStatus(302);

      assertThat(redirect.location().getPath()).endsWith("/oauth2/authorize");
      assertThat(redirect.location().getQuery()).containsAnyOf("acr_values=gold platinum", "acr_values=gold+platinum")
          .contains("max_age=300");
      PROVIDER.local().inject(Fault.claim("acr", "gold"), Endpoint.TOKEN);
      Answer page = visitor.signIn(visitor.follow(redirect), "Charlie").requireStatus(200);
      assertThat(page.uri()).isEqualTo(visitor.at(path + "?tab=2"));
      assertThat(page.body()).contains("vault Charlie");
    }
  }

  @Test
  void visitorWhoIsNotSignedIn_isAskedForAllAtOnce() {
    for (String path : VAULTS) {
      // Code asks when it runs, which is after the annotation of its class has asked for somebody.
      if (!path.contains("programmatic")) {
        assertThat(visitor.go(path).requireStatus(302).location().getQuery()).contains("acr_values=gold").contains("max_age=300");
      }
    }
  }

  @Test
  void providerThatFallsShort_isAPageAndNoLoop() {
    for (String path : VAULTS) {
      PROVIDER.reset();
      visitor = new Visitor(application);

      Answer page = visitor.signIn(path, "Charlie");

      stepUpNeeded(page, "max_age=\"300\"");
      assertThat(page.body()).contains("A stronger sign-in is needed");
      assertThat(visitor.go("/public/").fact("user")).as("signed in all the same").startsWith("Charlie");
    }
  }

  @Test
  void signInThatIsTooOld_isRepeated() {
    PROVIDER.local().inject(Fault.claim("auth_time", secondsAgo(600)), Endpoint.TOKEN);
    visitor.signIn("/private/", "Charlie").requireStatus(200);
    PROVIDER.local().clearFaults();

    Answer redirect = visitor.go("/beans/fresh").requireStatus(302);

    assertThat(redirect.location().getQuery()).contains("max_age=300").doesNotContain("acr_values");
    assertThat(visitor.signIn(visitor.follow(redirect), "Charlie").requireStatus(200).body()).startsWith("fresh Charlie");
    visitor.go("/beans/fresh").requireStatus(200);
  }

  @Test
  void scriptAndForm_areToldInsteadOfBeingSentAway() {
    visitor.signIn("/private/", "Charlie").requireStatus(200);
    for (String path : VAULTS) {
      Answer script = visitor.script(path);
      stepUpNeeded(script, "max_age=\"300\"");
      assertThat(script.member("error")).isEqualTo("insufficient_user_authentication");
    }
    Answer form = visitor.post("/vault/", Map.of("name", "north"));
    stepUpNeeded(form, "acr_values=\"gold\"");
    assertThat(form.body()).contains("Please sign in again", "has not been carried out");
  }
}
