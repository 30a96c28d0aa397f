package io.asbru.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Sends requests to the management APIs with an access token. */
final class ManagementWire {

  static final String MANAGEMENT = Wire.basic("management_client_id", "management_client_secret");

  private final String prefix;
  private final String token;

  private ManagementWire(String prefix, String token) {
    this.prefix = prefix;
    this.token = token;
  }

  /** At the root, with these scopes. */
  static ManagementWire root(LocalOrganization local, String scopes) {
    return new ManagementWire(local.url(local.root()).toString(), rootToken(local, scopes));
  }

  /** In an organization, by organization switch, with these scopes. */
  static ManagementWire organization(LocalOrganization local, String organization, String scopes) {
    Answer answer = new Wire(local, local.root().handle()).token(MANAGEMENT, "grant_type", "organization_switch", "token",
        rootToken(local, scopes), "switching_organization", organization, "scope", scopes);
    return new ManagementWire(local.url(local.root()) + "/o", answer.text("access_token"));
  }

  static String rootToken(LocalOrganization local, String scopes) {
    return new Wire(local, local.root().handle()).token(MANAGEMENT, "grant_type", "client_credentials", "scope", scopes)
        .text("access_token");
  }

  ManagementWire with(String otherToken) {
    return new ManagementWire(prefix, otherToken);
  }

  String token() {
    return token;
  }

  Answer get(String path) {
    return send("GET", path, "");
  }

  Answer post(String path, Object json) {
    return send("POST", path, json);
  }

  Answer patch(String path, Object json) {
    return send("PATCH", path, json);
  }

  Answer put(String path, Object json) {
    return send("PUT", path, json);
  }

  Answer delete(String path) {
    return send("DELETE", path, "");
  }

  /** The last segment of the address of what was created. */
  static String created(Answer answer) {
    if (answer.status() != 201) {
      throw new IllegalStateException(answer.status() + " " + answer.body());
    }
    return answer.header("Location").replaceFirst(".*/", "");
  }

  /** Sends a body as it stands if it is text, anything else as JSON. */
  Answer send(String method, String path, Object body) {
    byte[] bytes = body instanceof String text ? text.getBytes(java.nio.charset.StandardCharsets.UTF_8) : Json.write(body);
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(prefix + path)).timeout(Duration.ofSeconds(20))
        .header("Content-Type", path.startsWith("/scim2") ? "application/scim+json" : "application/json")
        .method(method, bytes.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return Wire.send(request.build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An application as the documentation creates it. */
  static Map<String, Object> application(String name, String... grants) {
    return Json.object("name", name, "inboundProtocolConfiguration", Json.object("oidc", Json.object(
        "grantTypes", List.of(grants), "callbackURLs", List.of("https://bestcarmart.com/login"))));
  }
}
