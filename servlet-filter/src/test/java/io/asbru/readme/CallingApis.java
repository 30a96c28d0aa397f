package io.asbru.readme;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Secret;
import io.asbru.client.OrganizationClient;
import io.asbru.client.TokenResponse;
import io.asbru.client.TokenTypeHint;
import io.asbru.outbound.ApplicationTokens;
import io.asbru.outbound.BearerHttpClient;
import io.asbru.resource.IntrospectionResponse;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** README.md's examples of the client; ReadmeTest compares them, CallingApisTest runs them. */
final class CallingApis {

  private CallingApis() {}

  static OrganizationClient client() {
    OrganizationClient client = OrganizationClient.of(Settings.builder()
        .set(Setting.ROOT_ORGANIZATION, "bestcarmart")
        .set(Setting.ORGANIZATION_ID, "7e98b86f-63c7-41a1-8c56-c909a21a2615")
        .set(Setting.CLIENT_ID, "${env.CLIENT_ID}")
        .set(Setting.CLIENT_SECRET, "${env.CLIENT_SECRET}")
        .build());
    return client;
  }

  static HttpRequest asTheApplication(OrganizationClient client) throws AuthorizationServerUnavailableException {
    TokenResponse.Granted tokens = client.clientCredentials(Set.of("read_stores")).orThrow();
    HttpRequest request = HttpRequest.newBuilder(URI.create("https://api.bestcarmart.example/stores"))
        .header("Authorization", "Bearer " + tokens.accessToken().value())
        .build();
    return request;
  }

  static HttpResponse<String> withRenewal(Settings settings, URI address) throws Exception {
    ApplicationTokens tokens = ApplicationTokens.of(settings);
    BearerHttpClient stores = BearerHttpClient.of(tokens.forScopes("read_stores"));
    HttpResponse<String> response = stores.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    tokens.close();
    return response;
  }

  static String refusal(OrganizationClient client, String name, Secret password) throws AuthorizationServerUnavailableException {
    TokenResponse response = client.password(name, password, Set.of("read_stores", "write_stores"));
    if (response instanceof TokenResponse.Granted granted) {
      return "granted: " + granted.scopes().orElse(Set.of());
    }
    TokenResponse.Refused refused = (TokenResponse.Refused) response;
    return "refused: " + refused.error(); // invalid_grant: wrong name or password
  }

  static Optional<Map<String, Object>> calls(OrganizationClient client, String name, Secret password)
      throws AuthorizationServerUnavailableException {
    TokenResponse.Granted tokens = client.password(name, password, Set.of("openid", "read_stores")).orThrow();
    tokens = client.refresh(tokens.refreshToken().orElseThrow(), Set.of()).orThrow();
    boolean reader = client.introspect(tokens.accessToken()) instanceof IntrospectionResponse.Active active
        && active.caller().hasScope("read_stores");
    Optional<Map<String, Object>> claims = client.userInfo(tokens.accessToken());
    client.revoke(tokens.accessToken(), TokenTypeHint.ACCESS_TOKEN);
    return reader ? claims : Optional.empty();
  }

  static TokenResponse atTheCallback(OrganizationClient client, Secret code, Secret codeVerifier)
      throws AuthorizationServerUnavailableException {
    TokenResponse tokens = client.authorizationCode(code, "https://bestcarmart.com/login", codeVerifier);
    return tokens;
  }

  static TokenResponse intoTheOrganization(OrganizationClient root) throws AuthorizationServerUnavailableException {
    Secret rootToken = root.clientCredentials(Set.of("read_stores")).orThrow().accessToken();
    TokenResponse switched =
        root.switchOrganization(rootToken, "7e98b86f-63c7-41a1-8c56-c909a21a2615", Set.of("read_stores"));
    return switched;
  }
}
