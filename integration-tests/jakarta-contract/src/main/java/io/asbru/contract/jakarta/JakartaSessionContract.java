package io.asbru.contract.jakarta;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.contract.Answer;
import io.asbru.contract.Visitor;
import io.asbru.local.Endpoint;
import io.asbru.local.TokenLifetimes;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The part of the contract on the life of a session. */
public abstract class JakartaSessionContract extends JakartaRequestContract {

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
}
