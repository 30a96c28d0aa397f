package io.asbru.management;

import com.fasterxml.jackson.databind.JsonNode;
import io.asbru.AuthorizationServerUnavailableException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** API resources: {@code /api/server/v1/api-resources}. Needs {@code api_resource_view}. */
public final class ApiResources {

  private static final String PATH = "/api/server/v1/api-resources";
  private static final int MOST_PAGES = 100;

  private final Connection connection;

  ApiResources(Connection connection) {
    this.connection = connection;
  }

  /** The API resource with this identifier, with its scopes; empty if there is none. */
  public Optional<ApiResource> find(String identifier) throws AuthorizationServerUnavailableException {
    for (ApiResource found : list(Connection.equal("identifier", identifier))) {
      if (found.identifier().equals(identifier)) {
        return Optional.of(get(found.id()));
      }
    }
    return Optional.empty();
  }

  /** The API resource with this id, with its scopes. */
  public ApiResource get(String id) throws AuthorizationServerUnavailableException {
    return resource(connection.send("GET", PATH + "/" + Connection.encoded(id), "application/json", null, "api_resource_view").body());
  }

  /** The API resource that has this scope; empty if none has. All of them are looked at, which takes a request for each. */
  public Optional<ApiResource> withScope(String scope) throws AuthorizationServerUnavailableException {
    for (ApiResource listed : list("")) {
      ApiResource resource = get(listed.id());
      if (resource.scopes().contains(scope)) {
        return Optional.of(resource);
      }
    }
    return Optional.empty();
  }

  /**
   * All API resources that match, page after page, without their scopes.
   *
   * @param filter such as {@code name eq Stores}; empty for all
   */
  public List<ApiResource> list(String filter) throws AuthorizationServerUnavailableException {
    List<ApiResource> all = new ArrayList<>();
    String query = "?limit=100" + (filter.isEmpty() ? "" : "&filter=" + Connection.encoded(filter));
    for (int page = 0; page < MOST_PAGES && query != null; page++) {
      JsonNode body = connection.send("GET", PATH + query, "application/json", null, "api_resource_view").body();
      all.addAll(Json.list(body.path("apiResources"), ApiResources::resource));
      query = next(body);
    }
    return all;
  }

  /** The query of the link to the next page. Only the query, so that no answer can lead elsewhere. */
  private static @Nullable String next(JsonNode body) {
    for (JsonNode link : body.path("links")) {
      if (Json.textOrEmpty(link, "rel").equals("next")) {
        String address = Json.textOrEmpty(link, "href");
        int query = address.indexOf('?');
        return query < 0 ? null : "?" + URI.create("/" + address.substring(query).replace(" ", "%20")).getRawQuery();
      }
    }
    return null;
  }

  private static ApiResource resource(JsonNode json) {
    Set<String> scopes = new LinkedHashSet<>();
    json.path("scopes").forEach(scope -> Json.text(scope, "name").ifPresent(scopes::add));
    return new ApiResource(Json.textOrEmpty(json, "id"), Json.textOrEmpty(json, "identifier"), Json.textOrEmpty(json, "name"),
        Json.textOrEmpty(json, "type").equals("BUSINESS"), scopes);
  }
}
