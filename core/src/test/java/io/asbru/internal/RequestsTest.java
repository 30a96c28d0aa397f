package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Secret;
import io.asbru.client.TokenTypeHint;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What each call puts on the wire, to the letter. */
class RequestsTest extends TokenTestBase {

  private static final String TOKEN = KEYS.replace("jwks", "token");
  private static final String BASIC = "Basic Y2xpZW50X29mX3N0b3JlczpzZWNyZXQ=";
  private static final Secret CODE = Secret.of("c/o+d e");
  private static final Set<String> SCOPES = new LinkedHashSet<>(List.of("openid", "read_stores"));

  @Test
  void authorizationCode() throws Exception {
    authorizationServer().tokenEndpoint().authorizationCode(CODE, "https://app.example/cb?x=1", Secret.of("verifier"));
    assertAsked(TOKEN, "grant_type=authorization_code&code=c%2Fo%2Bd+e&redirect_uri=https%3A%2F%2Fapp.example%2Fcb%3Fx%3D1"
        + "&code_verifier=verifier");
  }

  @Test
  void refresh() throws Exception {
    authorizationServer().tokenEndpoint().refresh(Secret.of("rt"), Set.of());
    assertAsked(TOKEN, "grant_type=refresh_token&refresh_token=rt");
  }

  @Test
  void refreshWithScopes() throws Exception {
    authorizationServer().tokenEndpoint().refresh(Secret.of("rt"), SCOPES);
    assertAsked(TOKEN, "grant_type=refresh_token&scope=openid+read_stores&refresh_token=rt");
  }

  @Test
  void password() throws Exception {
    authorizationServer().tokenEndpoint().password("charlie", Secret.of("p&w"), SCOPES);
    assertAsked(TOKEN, "grant_type=password&scope=openid+read_stores&username=charlie&password=p%26w");
  }

  @Test
  void clientCredentials() throws Exception {
    authorizationServer().tokenEndpoint().clientCredentials(Set.of("read_stores"));
    assertAsked(TOKEN, "grant_type=client_credentials&scope=read_stores");
  }

  @Test
  void organizationSwitch_goesToTheRoot() throws Exception {
    String root = "/t/bestcarmart/oauth2/token";
    server.on(root, 200, "{\"access_token\":\"at\",\"token_type\":\"Bearer\"}");
    authorizationServer().tokenEndpoint().switchOrganization(Secret.of("at"), ORGANIZATION, Set.of("read_stores"));
    assertThat(server.only(root).body())
        .isEqualTo("grant_type=organization_switch&scope=read_stores&token=at&switching_organization=" + ORGANIZATION);
    assertThat(server.requests(TOKEN)).isEmpty();
  }

  @Test
  void introspection() throws Exception {
    String path = KEYS.replace("jwks", "introspect");
    server.on(path, 200, "{\"active\":false}");
    authorizationServer().introspectionEndpoint().introspect("at");
    assertAsked(path, "token=at");
  }

  @Test
  void introspectionWithHint() throws Exception {
    String path = KEYS.replace("jwks", "introspect");
    server.on(path, 200, "{\"active\":false}");
    authorizationServer().introspectionEndpoint().introspect("at", Optional.of(TokenTypeHint.REFRESH_TOKEN));
    assertAsked(path, "token=at&token_type_hint=refresh_token");
  }

  @Test
  void introspectionByAClientOfItsOwn() throws Exception {
    String path = KEYS.replace("jwks", "introspect");
    server.on(path, 200, "{\"active\":false}");
    Settings settings = Settings.builder().set(Setting.BASE_URL, server.url()).set(Setting.ROOT_ORGANIZATION, "bestcarmart")
        .set(Setting.ORGANIZATION_ID, ORGANIZATION).set(Setting.CLIENT_ID, "public").set(Setting.INTROSPECTION_CLIENT_ID, CLIENT)
        .set(Setting.INTROSPECTION_CLIENT_SECRET, "secret").build();
    try (AuthorizationServer own = AuthorizationServer.of(settings, clock)) {
      own.introspectionEndpoint().introspect("at");
    }
    assertAsked(path, "token=at");
  }

  @Test
  void introspectionWithoutASecret_isNotTried() {
    Settings settings = Settings.builder().set(Setting.BASE_URL, server.url()).set(Setting.ROOT_ORGANIZATION, "bestcarmart")
        .set(Setting.CLIENT_ID, "public").build();
    try (AuthorizationServer own = AuthorizationServer.of(settings, clock)) {
      assertThatThrownBy(() -> own.introspectionEndpoint().introspect("at"))
          .isInstanceOf(AuthorizationServerUnavailableException.class).hasMessageContaining("introspection-client-id");
    }
  }

  @Test
  void revocation() throws Exception {
    String path = KEYS.replace("jwks", "revoke");
    server.on(path, 200, "");
    authorizationServer().revocationEndpoint().revoke(Secret.of("rt"), TokenTypeHint.REFRESH_TOKEN);
    assertAsked(path, "token=rt&token_type_hint=refresh_token");
  }

  @Test
  void revocationWithoutHint() throws Exception {
    String path = KEYS.replace("jwks", "revoke");
    server.on(path, 200, "");
    authorizationServer().revocationEndpoint().revoke(Secret.of("at"), Optional.empty());
    assertAsked(path, "token=at");
  }

  private void assertAsked(String path, String body) {
    StubServer.Request request = server.only(path);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.body()).isEqualTo(body);
    assertThat(request.header("Authorization")).isEqualTo(BASIC);
    assertThat(request.header("Content-type")).isEqualTo("application/x-www-form-urlencoded");
  }

  RequestsTest() {
    server.on(TOKEN, 200, "{\"access_token\":\"at\",\"token_type\":\"Bearer\"}");
  }
}
