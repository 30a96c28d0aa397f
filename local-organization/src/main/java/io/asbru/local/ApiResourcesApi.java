package io.asbru.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Predicate;

/** API resources, which organizations inherit from the root organization: {@code /api/server/v1/api-resources}. */
final class ApiResourcesApi implements ManagementHandler {

  private static final int DEFAULT_LIMIT = 10;
  private static final int LARGEST_LIMIT = 100;

  private final Organizations organizations;

  ApiResourcesApi(Organizations organizations) {
    this.organizations = organizations;
  }

  @Override
  public Reply handle(ManagementRequest request) throws ManagementRefusal {
    if (!request.asks("GET", request.path().size())) {
      return request.methodNotAllowed("GET");
    }
    request.need("api_resource_view");
    if (request.path().isEmpty()) {
      return list(request);
    }
    String id = request.path().get(0);
    ApiResource resource = organizations.apiResource(id, request.organization())
        .orElseThrow(() -> ApiErrors.apiResourceNotFound(id));
    if (request.path().size() == 1) {
      Map<String, Object> json = item(resource, request.collection());
      json.put("scopes", scopes(resource, resource.scopes()));
      return Reply.json(200, json);
    }
    if (request.path().size() == 2 && request.path().get(1).equals("scopes")) {
      return new Reply(200, List.of(Map.entry("Content-Type", "application/json")),
          Json.write(scopes(resource, resource.scopes())));
    }
    throw ApiErrors.notFound("The sub-resource");
  }

  private Reply list(ManagementRequest request) throws ManagementRefusal {
    Predicate<Filter.Attributes> filter = request.parameter("filter").map(Filter::parse)
        .orElse(Optional.of(all -> true)).orElseThrow(() -> ApiErrors.invalidApiResource("The filter is invalid."));
    OptionalInt limit = request.number("limit");
    if (request.parameter("limit").isPresent() && (limit.isEmpty() || limit.getAsInt() < 1)) {
      throw ApiErrors.invalidApiResource("The limit is not a positive number.");
    }
    int size = Math.min(limit.orElse(DEFAULT_LIMIT), LARGEST_LIMIT);
    List<ApiResource> matching = organizations.apiResources(request.organization()).stream()
        .filter(resource -> filter.test(name -> attribute(resource, name))).toList();
    int from = request.parameter("after").map(cursor -> position(matching, cursor)).orElse(0);
    List<ApiResource> page = matching.subList(from, Math.min(from + size, matching.size()));
    List<Object> links = new ArrayList<>();
    if (from + page.size() < matching.size()) {
      links.add(Json.object("rel", "next", "href", request.collection() + "?limit=" + size + "&after="
          + Base64.getUrlEncoder().withoutPadding().encodeToString(page.get(page.size() - 1).id().getBytes(UTF_8))));
    }
    return Reply.json(200, Json.object("totalResults", matching.size(), "links", links,
        "apiResources", page.stream().map(each -> item(each, request.collection())).toList()));
  }

  /** Where the page begins that a cursor is for; at the start for one that means nothing. */
  private static int position(List<ApiResource> resources, String cursor) {
    try {
      String last = new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
      List<String> ids = resources.stream().map(ApiResource::id).toList();
      return ids.indexOf(last) + 1;
    } catch (IllegalArgumentException e) {
      return 0;
    }
  }

  private static List<String> attribute(ApiResource resource, String name) {
    return switch (name) {
      case "identifier" -> List.of(resource.identifier());
      case "name" -> List.of(resource.name());
      case "type" -> List.of(resource.type());
      case "id" -> List.of(resource.id());
      case "scopes" -> List.copyOf(resource.scopes());
      default -> List.of();
    };
  }

  private static Map<String, Object> item(ApiResource resource, String collection) {
    return Json.object("id", resource.id(), "name", resource.name(), "identifier", resource.identifier(),
        "type", resource.type(), "requiresAuthorization", true, "self", collection + "/" + resource.id());
  }

  /** Those scopes of a resource that are among the given ones. */
  static List<Object> scopes(ApiResource resource, Collection<String> among) {
    List<Object> scopes = new ArrayList<>();
    for (String scope : resource.scopes()) {
      if (among.contains(scope)) {
        scopes.add(Json.object("id", UUID.nameUUIDFromBytes(("scope/" + scope).getBytes(UTF_8)).toString(),
            "name", scope, "displayName", scope));
      }
    }
    return scopes;
  }
}
