package io.asbru.management;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asbru.AuthorizationServerUnavailableException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The part of SCIM 2.0 that users and roles have in common (RFC 7644). */
final class Scim {

  private static final String TYPE = "application/scim+json";
  private static final String PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
  private static final int PAGE = 100;

  private final Connection connection;
  private final String path;

  Scim(Connection connection, String path) {
    this.connection = connection;
    this.path = path;
  }

  JsonNode create(ObjectNode resource, String scope) throws AuthorizationServerUnavailableException {
    return connection.send("POST", path, TYPE, resource, scope).body();
  }

  Optional<JsonNode> get(String id, String scope) throws AuthorizationServerUnavailableException {
    try {
      return Optional.of(connection.send("GET", path + "/" + Connection.encoded(id), TYPE, null, scope).body());
    } catch (ManagementException e) {
      if (e.status() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  JsonNode replace(String id, ObjectNode resource, String scope) throws AuthorizationServerUnavailableException {
    return connection.send("PUT", path + "/" + Connection.encoded(id), TYPE, resource, scope).body();
  }

  void delete(String id, String scope) throws AuthorizationServerUnavailableException {
    connection.send("DELETE", path + "/" + Connection.encoded(id), TYPE, null, scope);
  }

  <T> Page<T> list(String filter, int startIndex, int count, Function<JsonNode, T> make, String scope)
      throws AuthorizationServerUnavailableException {
    JsonNode body = connection.send("GET", path + "?startIndex=" + startIndex + "&count=" + count
        + (filter.isEmpty() ? "" : "&filter=" + Connection.encoded(filter)), TYPE, null, scope).body();
    return new Page<>(Json.list(body.path("Resources"), make), Json.number(body, "totalResults", 0),
        Json.number(body, "startIndex", startIndex));
  }

  <T> List<T> all(String filter, Function<JsonNode, T> make, String scope) throws AuthorizationServerUnavailableException {
    List<T> all = new ArrayList<>();
    Page<T> page;
    do {
      page = list(filter, all.size() + 1, PAGE, make, scope);
      all.addAll(page.items());
    } while (!page.items().isEmpty() && all.size() < page.total());
    return all;
  }

  /** One operation on one attribute (RFC 7644, section 3.5.2). */
  JsonNode patch(String id, String operation, String attribute, @Nullable JsonNode value, String scope)
      throws AuthorizationServerUnavailableException {
    ObjectNode body = Json.object();
    body.putArray("schemas").add(PATCH);
    ObjectNode change = body.putArray("Operations").addObject().put("op", operation).put("path", attribute);
    if (value != null) {
      change.set("value", value);
    }
    return connection.send("PATCH", path + "/" + Connection.encoded(id), TYPE, body, scope).body();
  }

  /** References, as {@code [{"value": "…"}]}. */
  static ArrayNode references(Set<String> ids) {
    ArrayNode references = Json.array(Set.of());
    ids.forEach(id -> references.addObject().put("value", id));
    return references;
  }

  static Set<String> values(JsonNode references) {
    Set<String> values = new LinkedHashSet<>();
    references.forEach(reference -> Json.text(reference, "value").ifPresent(values::add));
    return values;
  }
}
