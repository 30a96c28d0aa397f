package io.asbru.keycloak;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.asbru.contract.Answer;
import io.asbru.contract.Visitor;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A realm of Keycloak with two users, and what its administrator does there. */
final class Realm {

  static final String SECRET = "a long secret with % and : and spaces in it";
  static final List<String> DEFAULT_SCOPES = List.of("basic", "profile", "email", "roles", "acr", "web-origins");

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String NAME = "asbru";

  private final KeycloakServer server;

  Realm(KeycloakServer server) {
    this.server = server;
    send("POST", "", Map.of(
        "realm", NAME,
        "enabled", true,
        "revokeRefreshToken", true,
        "refreshTokenMaxReuse", 0,
        "eventsEnabled", true,
        "enabledEventTypes", List.of("LOGIN", "LOGOUT", "REFRESH_TOKEN", "REFRESH_TOKEN_ERROR", "REVOKE_GRANT",
            "CODE_TO_TOKEN"),
        "roles", Map.of("realm", List.of(Map.of("name", "store-manager"))),
        "users", List.of(user("alice", List.of("store-manager")), user("bob", List.of()))));
    send("POST", "/" + NAME + "/client-scopes", Map.of("name", "read_stores", "protocol", "openid-connect",
        "attributes", Map.of("include.in.token.scope", "true")));
  }

  private static Map<String, Object> user(String name, List<String> roles) {
    return Map.of("username", name, "enabled", true, "emailVerified", true, "email", name + "@example.org", "firstName", name,
        "lastName", "Example", "realmRoles", roles, "credentials", List.of(Map.of("type", "password", "value", password(name))));
  }

  static String password(String user) {
    return user + "-pw";
  }

  /** The issuer. */
  String issuer() {
    return server.uri() + "/realms/" + NAME;
  }

  KeycloakServer server() {
    return server;
  }

  /**
   * Registers a confidential client with a web application at this address. Tokens for it name it in {@code aud}, and realm roles in
   * {@code roles}: both are mappers that an administrator of Keycloak has to add.
   *
   * @param changes members that are different
   */
  void register(String clientId, URI application, Map<String, Object> changes) {
    Map<String, Object> client = new LinkedHashMap<>(Map.of(
        "clientId", clientId,
        "secret", SECRET,
        "redirectUris", List.of(application + "/oauth2/callback"),
        "directAccessGrantsEnabled", true,
        "serviceAccountsEnabled", true,
        "defaultClientScopes", DEFAULT_SCOPES,
        "optionalClientScopes", List.of("read_stores"),
        "attributes", attributes(application),
        "protocolMappers", List.of(audience(clientId), roles())));
    client.putAll(changes);
    send("POST", "/" + NAME + "/clients", client);
  }

  /** Attributes of a client that is told of logouts. */
  static Map<String, Object> attributes(URI application) {
    return new LinkedHashMap<>(Map.of(
        "post.logout.redirect.uris", "+",
        "backchannel.logout.url", application + "/oauth2/backchannel-logout",
        "backchannel.logout.session.required", "true"));
  }

  static Map<String, Object> audience(String clientId) {
    return Map.of("name", "audience", "protocol", "openid-connect", "protocolMapper", "oidc-audience-mapper", "config",
        Map.of("included.client.audience", clientId, "access.token.claim", "true", "introspection.token.claim", "true"));
  }

  static Map<String, Object> roles() {
    return Map.of("name", "roles", "protocol", "openid-connect", "protocolMapper", "oidc-usermodel-realm-role-mapper", "config",
        Map.of("claim.name", "roles", "jsonType.label", "String", "multivalued", "true", "access.token.claim", "true",
            "introspection.token.claim", "true", "id.token.claim", "true"));
  }

  /** Adds a signing key that is preferred from now on. */
  void rotateKeys() {
    String realmId = get("/" + NAME).path("id").asText();
    send("POST", "/" + NAME + "/components", Map.of("name", "newer", "providerId", "rsa-generated", "providerType",
        "org.keycloak.keys.KeyProvider", "parentId", realmId, "config", Map.of("priority", List.of("200"))));
  }

  /** Ends all sessions of a user, as an administrator does. */
  void endSessions(String user) {
    String id = get("/" + NAME + "/users?exact=true&username=" + user).path(0).path("id").asText();
    send("POST", "/" + NAME + "/users/" + id + "/logout", Map.of());
  }

  /** How often something has happened to a client. */
  int events(String type, String clientId) {
    return get("/" + NAME + "/events?max=1000&type=" + type + "&client=" + clientId).size();
  }

  /** A token response. */
  Answer token(String clientId, Map<String, String> parameters) {
    Map<String, String> form = new LinkedHashMap<>(parameters);
    form.put("client_id", clientId);
    form.put("client_secret", SECRET);
    URI endpoint = URI.create(issuer() + "/protocol/openid-connect/token");
    return new Visitor(endpoint).ask(endpoint).form(form).send();
  }

  /** Tokens of a user for a client. */
  Answer tokens(String clientId, String user, String scope) {
    return token(clientId, Map.of("grant_type", "password", "username", user, "password", password(user), "scope", scope))
        .requireStatus(200);
  }

  /** Revokes a token by Keycloak's own endpoint. */
  void revoke(String clientId, String token) {
    URI endpoint = URI.create(issuer() + "/protocol/openid-connect/revoke");
    new Visitor(endpoint).ask(endpoint).form(Map.of("client_id", clientId, "client_secret", SECRET, "token", token)).send()
        .requireStatus(200);
  }

  private JsonNode get(String path) {
    URI uri = admin(path);
    return new Visitor(uri).ask(uri).bearer(adminToken()).send().requireStatus(200).json();
  }

  private void send(String method, String path, Map<String, ?> body) {
    URI uri = admin(path);
    try {
      Answer answer = new Visitor(uri).ask(uri).bearer(adminToken()).method(method)
          .body("application/json", JSON.writeValueAsString(body)).send();
      if (answer.status() / 100 != 2) {
        throw new AssertionError("Keycloak's administration refused: " + answer);
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private URI admin(String path) {
    return URI.create(server.uri() + "/admin/realms" + path);
  }

  private String adminToken() {
    URI endpoint = URI.create(server.uri() + "/realms/master/protocol/openid-connect/token");
    return new Visitor(endpoint).ask(endpoint).form(Map.of("grant_type", "password", "client_id", "admin-cli", "username",
        KeycloakServer.ADMIN, "password", KeycloakServer.ADMIN_PASSWORD)).send().requireStatus(200).member("access_token");
  }
}
