package io.asbru.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.contract.Answer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bearer tokens that Keycloak issues, introspected or validated by its keys. */
@ExtendWith(OneKeycloak.class)
final class BearerTest {

  private static final String API = "/api/read";

  private static Realm realm;
  private static GuardedApplication application;

  @BeforeAll
  static void start(Realm given) throws Exception {
    realm = given;
    application = new GuardedApplication(realm, "bearer");
  }

  @AfterAll
  static void stop() throws Exception {
    application.close();
  }

  private static String accessToken(String clientId, String scope) {
    return realm.tokens(clientId, "alice", scope).member("access_token");
  }

  private static Answer present(String token) {
    return application.visitor().program(API, token);
  }

  @Test
  void token_isIntrospected() {
    Answer answer = present(accessToken("bearer", "read_stores")).requireStatus(200);

    assertThat(answer.fact("user")).isEqualTo("alice");
    assertThat(answer.fact("scopes").split(" ")).contains("read_stores");
    assertThat(answer.fact("roles")).contains("store-manager");
  }

  @Test
  void scopeThatWasNotAskedFor_isNotGranted() {
    Answer answer = present(accessToken("bearer", "openid")).requireStatus(403);

    assertThat(answer.header("WWW-Authenticate")).hasValueSatisfying(challenge ->
        assertThat(challenge).contains("insufficient_scope").contains("read_stores"));
  }

  @Test
  void revokedToken_isRefused() {
    String token = accessToken("bearer", "read_stores");
    present(token).requireStatus(200);

    realm.revoke("bearer", token);

    assertThat(present(token).requireStatus(401).member("error")).isEqualTo("invalid_token");
  }

  @Test
  void refreshTokenAndIdToken_areNoAccessTokens() {
    Answer tokens = realm.tokens("bearer", "alice", "openid read_stores");

    for (String kind : List.of("refresh_token", "id_token")) {
      assertThat(present(tokens.member(kind)).requireStatus(401).member("error")).as(kind).isEqualTo("invalid_token");
    }
  }

  @Test
  void tokenOfAnotherClient_isRefused_andSoIsOneWithoutAnAudience() {
    URI nowhere = URI.create("http://localhost:1");
    realm.register("bearer-other", nowhere, Map.of("attributes", Map.of()));
    realm.register("bearer-bare", nowhere, Map.of("attributes", Map.of(), "protocolMappers", List.of()));

    for (String client : List.of("bearer-other", "bearer-bare")) {
      present(accessToken(client, "read_stores")).requireStatus(401);
    }
  }

  @Test
  void serviceAccount_isAUserByName_unlessAMapperSaysThatItIsAnApplication() throws Exception {
    Map<String, String> grant = Map.of("grant_type", "client_credentials", "scope", "read_stores");
    Answer plain = present(realm.token("bearer", grant).requireStatus(200).member("access_token")).requireStatus(200);
    assertThat(plain.fact("kind")).isEqualTo("USER");
    assertThat(plain.fact("user")).isEqualTo("service-account-bearer");

    Map<String, Object> aut = Map.of("name", "aut", "protocol", "openid-connect", "protocolMapper", "oidc-hardcoded-claim-mapper",
        "config", Map.of("claim.name", "aut", "claim.value", "APPLICATION", "jsonType.label", "String", "access.token.claim", "true",
            "introspection.token.claim", "true"));
    realm.register("bearer-program", URI.create("http://localhost:1"), Map.of("attributes", Map.of(), "protocolMappers",
        List.of(Realm.audience("bearer"), aut)));
    Answer mapped = present(realm.token("bearer-program", grant).requireStatus(200).member("access_token")).requireStatus(200);
    assertThat(mapped.fact("kind")).isEqualTo("APPLICATION");
    assertThat(mapped.fact("user")).isEqualTo("bearer-program");
  }

  @Test
  void jwt_isValidatedByKeycloaksKeys_ifItsTypeIsSetUp() throws Exception {
    Map<String, Object> rfc9068 = Map.of("attributes", Map.of("access.token.header.type.rfc9068", "true"));
    Map<String, String> validate = Map.of("jwt-access-tokens", "validate", "principal-name-claims", "preferred_username");
    try (GuardedApplication strict = new GuardedApplication(realm, "bearer-jwt", rfc9068, validate);
        GuardedApplication plain = new GuardedApplication(realm, "bearer-plain-jwt", Map.of(), validate);
        GuardedApplication lenient = new GuardedApplication(realm, "bearer-lenient-jwt", Map.of(), Map.of("jwt-access-tokens", "validate",
            "jwt-types", "at+jwt JWT", "principal-name-claims", "preferred_username"))) {
      assertThat(strict.visitor().program(API, accessToken("bearer-jwt", "openid profile read_stores")).requireStatus(200).fact("user"))
          .isEqualTo("alice");
      plain.visitor().program(API, accessToken("bearer-plain-jwt", "openid profile read_stores")).requireStatus(401);
      Answer tokens = realm.tokens("bearer-lenient-jwt", "alice", "openid profile read_stores");
      assertThat(lenient.visitor().program(API, tokens.member("access_token")).requireStatus(200).fact("user")).isEqualTo("alice");
      // With typ JWT an ID token looks much like an access token.
      lenient.visitor().program(API, tokens.member("id_token")).requireStatus(401);
    }
  }
}
