package io.asbru.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.asbru.contract.Answer;
import io.asbru.contract.Visitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How the client proves to Keycloak who it is: at the token, introspection and revocation endpoints. */
@ExtendWith(OneKeycloak.class)
final class ClientAuthenticationTest {

  private static Realm realm;

  @TempDir
  private Path directory;

  @BeforeAll
  static void start(Realm given) {
    realm = given;
  }

  /** Keycloak looks at no key that does not say that it is for signatures. */
  private static RSAKey newKey() throws JOSEException {
    return new RSAKeyGenerator(2048).keyID("first").keyUse(KeyUse.SIGNATURE).algorithm(JWSAlgorithm.RS256).generate();
  }

  /** Signs in, which redeems a code and introspects, and out, which revokes. */
  private static void assertGoodEverywhere(GuardedApplication application) {
    Visitor browser = application.visitor();
    Answer page = application.signIn(browser, "alice").requireStatus(200);
    assertThat(page.fact("user")).isEqualTo("alice");
    // By introspection alone.
    assertThat(page.fact("client")).isEqualTo(application.clientId);
    int revoked = realm.events("REVOKE_GRANT", application.clientId);
    browser.signOut();
    assertThat(realm.events("REVOKE_GRANT", application.clientId)).isGreaterThan(revoked);
  }

  @Test
  void privateKey_isTakenEverywhere() throws Exception {
    RSAKey key = newKey();
    Path file = Files.writeString(directory.resolve("client-key.json"), key.toJSONString());
    Map<String, Object> client = Map.of("clientAuthenticatorType", "client-jwt", "attributes",
        Map.of("use.jwks.string", "true", "jwks.string", new JWKSet(key.toPublicJWK()).toString()));
    for (String audience : new String[] {"token-endpoint", "issuer"}) {
      try (GuardedApplication application = new GuardedApplication(realm, "private-key-" + audience, client, Map.of("client-secret", "",
          "client-authentication", "private_key_jwt", "client-key", file.toString(), "client-assertion-audience", audience))) {
        assertGoodEverywhere(application);
      }
    }
  }

  @Test
  void assertionByTheSecret_isTakenEverywhere() throws Exception {
    try (GuardedApplication application = new GuardedApplication(realm, "secret-jwt", Map.of("clientAuthenticatorType",
        "client-secret-jwt", "attributes", Map.of()), Map.of("client-authentication", "client_secret_jwt"))) {
      assertGoodEverywhere(application);
    }
  }

  @Test
  void secretInTheBody_isTakenEverywhere() throws Exception {
    try (GuardedApplication application = new GuardedApplication(realm, "secret-post", Map.of(),
        Map.of("client-authentication", "client_secret_post"))) {
      assertGoodEverywhere(application);
    }
  }

  @Test
  void otherKey_isRefused_andTheUserIsToldThatTheApplicationIsSetUpWrongly() throws Exception {
    RSAKey key = newKey();
    Path file = Files.writeString(directory.resolve("other-key.json"), newKey().toJSONString());
    Map<String, Object> client = Map.of("clientAuthenticatorType", "client-jwt", "attributes",
        Map.of("use.jwks.string", "true", "jwks.string", new JWKSet(key.toPublicJWK()).toString()));
    try (GuardedApplication application = new GuardedApplication(realm, "private-key-other", client, Map.of("client-secret", "",
        "client-authentication", "private_key_jwt", "client-key", file.toString()))) {
      assertThat(application.signIn(application.visitor(), "alice").requireStatus(500).body())
          .contains("This application is not set up correctly");
    }
  }
}
