package io.asbru.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.contract.Answer;
import io.asbru.contract.Visitor;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Keycloak changes its keys, or is away for a while. */
@ExtendWith(OneKeycloak.class)
final class ProviderTroubleTest {

  private static Realm realm;

  @BeforeAll
  static void start(Realm given) {
    realm = given;
  }

  @Test
  void newKey_isFetched_andWhatTheOldOneSignedStaysGood() throws Exception {
    Map<String, String> validate = Map.of("jwt-access-tokens", "validate", "jwt-types", "JWT", "principal-name-claims",
        "preferred_username");
    try (GuardedApplication application = new GuardedApplication(realm, "trouble-keys", Map.of(), validate)) {
      Visitor before = application.signedIn("alice");
      String oldToken = realm.tokens("trouble-keys", "alice", "openid profile read_stores").member("access_token");
      application.visitor().program("/api/read", oldToken).requireStatus(200);

      realm.rotateKeys();
      // The time that has to pass between two fetches of the key set.
      application.clock.offset(Duration.ofSeconds(31));

      String newToken = realm.tokens("trouble-keys", "alice", "openid profile read_stores").member("access_token");
      assertThat(newToken.split("\\.")[0]).isNotEqualTo(oldToken.split("\\.")[0]);
      application.visitor().program("/api/read", newToken).requireStatus(200);
      application.signedIn("bob").go("/private/page").requireStatus(200);
      application.visitor().program("/api/read", oldToken).requireStatus(200);
      before.script("/private/page").requireStatus(200);
    }
  }

  @Test
  void outage_staysAnOutage_andEndsWithoutARestart() throws Exception {
    Map<String, String> settings = Map.of("introspection-ttl", "10m", "circuit-breaker-delay", "1s", "request-timeout", "5s");
    Map<String, Object> longLived = Map.of("attributes", Map.of("access.token.lifespan", "3600"));
    try (GuardedApplication application = new GuardedApplication(realm, "trouble-outage", longLived, settings)) {
      Visitor browser = application.signedIn("alice");
      String known = realm.tokens("trouble-outage", "alice", "read_stores").member("access_token");
      String unknown = realm.tokens("trouble-outage", "bob", "read_stores").member("access_token");
      application.visitor().program("/api/read", known).requireStatus(200);

      realm.server().stop();
      browser.script("/private/page").requireStatus(200);
      application.visitor().program("/api/read", known).requireStatus(200);
      Answer notJudged = application.visitor().program("/api/read", unknown).requireStatus(503);
      assertThat(notJudged.header("Retry-After")).isPresent();
      Answer sorry = application.visitor().go("/private/page").requireStatus(503);
      assertThat(sorry.body()).contains("Sign-in is not available right now");

      realm.server().start();
      application.clock.offset(Duration.ofMinutes(2));
      application.visitor().program("/api/read", unknown).requireStatus(200);
      application.signedIn("bob").script("/private/page").requireStatus(200);
      browser.script("/private/page").requireStatus(200);
    }
  }
}
