package io.asbru.contract.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.contract.Answer;
import io.asbru.contract.Visitor;
import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The part of the contract on signing in, and on who the caller is then. */
public abstract class JakartaSignInContract extends StepUpContract {

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

  @Test
  void openIdContext_isFilled() {
    Answer page = visitor.signIn("/private/", "Charlie").requireStatus(200);
    assertThat(page.fact("openid-subject")).isNotEqualTo("-");
    assertThat(page.fact("openid-access")).isNotEqualTo("-");
    assertThat(page.fact("openid-type")).isEqualTo("Bearer");
    assertThat(Long.parseLong(page.fact("openid-expires-in"))).isBetween(60L, 3600L);
    assertThat(Long.parseLong(page.fact("openid-expiration"))).isBetween(60L, 3600L);
    assertThat(page.fact("openid-expired")).isEqualTo("false");
    assertThat(page.fact("openid-stored")).isEqualTo("-");
    assertThat(page.fact("openid-scopes")).contains("read_stores");
    assertThat(page.fact("openid-refresh")).isEqualTo("true");
    assertThat(page.fact("openid-issuer")).endsWith("/t/bestcarmart/oauth2/token");
    assertThat(page.fact("openid-given-name")).isEqualTo("Charlie");
    assertThat(page.fact("openid-org")).isEqualTo(Provider.EAST);
    assertThat(page.fact("openid-token-endpoint")).endsWith("/oauth2/token");
  }
}
