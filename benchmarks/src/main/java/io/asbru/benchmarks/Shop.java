package io.asbru.benchmarks;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.asbru.local.Definition;
import io.asbru.local.Endpoint;
import io.asbru.local.LocalOrganization;
import io.asbru.local.Switch;
import io.asbru.settings.Setting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A local organization, an application that it protects, and the credentials of the clients that come. */
final class Shop implements AutoCloseable {

  static final String CLIENT_ID = "sample_application_client_id";
  static final String CLIENT_SECRET = "sample_application_client_secret";

  private static final String JWT_CLIENT_ID = "sample_jwt_client_id";
  private static final String JWT_CLIENT_SECRET = "sample_jwt_client_secret";
  private static final String ORGANIZATION = "7e98b86f-63c7-41a1-8c56-c909a21a2615";
  /** How many tokens are in use where there are many. */
  static final int MANY = 10_000;
  /** For every candidate. A full cache would rightly refuse some of the tokens. */
  static final int CACHE_SIZE = 2 * MANY;

  /** Each request for a token gets a new one. */
  private final LocalOrganization organization = LocalOrganization.builder()
      .definition(Definition.demo().toBuilder().with(Switch.SAME_TOKEN_WHILE_ACTIVE, false).build())
      .start();
  private final HttpClient client = HttpClient.newHttpClient();

  /**
   * The header fields {@code Authorization} that clients send in this scenario, {@code null} where they send none.
   *
   * @param many how many tokens are many
   */
  @Nullable String[] authorizations(Scenario scenario, int many) throws IOException, InterruptedException {
    switch (scenario) {
      case NO_TOKEN, NO_TOKEN_NEEDED -> {
        return new String[] {null};
      }
      case BAD_TOKEN -> {
        return new String[] {"Bearer " + UUID.randomUUID()};
      }
      case JWT, VALIDATED_JWT -> {
        return new String[] {"Bearer " + token(JWT_CLIENT_ID, JWT_CLIENT_SECRET)};
      }
      default -> {
        String[] headers = new String[scenario == Scenario.MANY_TOKENS ? many : 1];
        for (int i = 0; i < headers.length; i++) {
          headers[i] = "Bearer " + token(CLIENT_ID, CLIENT_SECRET);
        }
        return headers;
      }
    }
  }

  private String token(String clientId, String clientSecret) throws IOException, InterruptedException {
    String basic = Base64.getEncoder().encodeToString((clientId + ":" + clientSecret).getBytes(StandardCharsets.UTF_8));
    HttpRequest request = HttpRequest.newBuilder(endpoint("/oauth2/token"))
        .header("Authorization", "Basic " + basic)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=read_stores"))
        .build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    try {
      return JSONObjectUtils.getString(JSONObjectUtils.parse(response.body()), "access_token");
    } catch (ParseException e) {
      throw new IOException("no token response but " + response.body(), e);
    }
  }

  URI endpoint(String path) {
    return URI.create(organization.url(organization.organization(ORGANIZATION)) + path);
  }

  /** What Asbru is configured with. Answers are kept for as long as a measurement may take. */
  Map<Setting, String> settings(Scenario scenario) {
    return Map.ofEntries(
        Map.entry(Setting.BASE_URL, organization.baseUrl().toString()),
        Map.entry(Setting.ROOT_ORGANIZATION, "bestcarmart"),
        Map.entry(Setting.ORGANIZATION_ID, ORGANIZATION),
        Map.entry(Setting.CLIENT_ID, CLIENT_ID),
        Map.entry(Setting.CLIENT_SECRET, CLIENT_SECRET),
        Map.entry(Setting.ACCEPTED_AUDIENCES, scenario == Scenario.WRONG_AUDIENCE ? "another application" : CLIENT_ID + " " + JWT_CLIENT_ID),
        Map.entry(Setting.JWT_ACCESS_TOKENS, scenario == Scenario.VALIDATED_JWT ? "validate" : "introspect"),
        Map.entry(Setting.INTROSPECTION_TTL, "1h"),
        Map.entry(Setting.INTROSPECTION_INACTIVE_TTL, "1h"),
        Map.entry(Setting.INTROSPECTION_CACHE_SIZE, Integer.toString(CACHE_SIZE)),
        // The tokens are made known at once.
        Map.entry(Setting.MAX_INTROSPECTIONS_PER_SECOND, "100000"));
  }

  /** How many introspections there have been. */
  int introspections() {
    return organization.journal().count(Endpoint.INTROSPECT);
  }

  @Override
  public void close() {
    organization.close();
  }
}
