package io.asbru.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What all SCIM resources have in common.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7644">RFC 7644</a>
 */
final class Scim {

  static final String CONTENT_TYPE = "application/scim+json";
  static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";
  static final String ENTERPRISE_USER = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
  static final String GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";
  static final String ROLE = "urn:ietf:params:scim:schemas:extension:2.0:Role";
  private static final String LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
  private static final int LARGEST_PAGE = 100;

  private Scim() {}

  static ManagementRefusal invalid(String detail) {
    return ManagementRefusal.scim(400, Optional.of("invalidValue"), detail);
  }

  static ManagementRefusal notFound() {
    return ManagementRefusal.scim(404, Optional.empty(), "Specified resource (e.g., User) or endpoint does not exist.");
  }

  static ManagementRefusal exists(String detail) {
    return ManagementRefusal.scim(409, Optional.of("uniqueness"), detail);
  }

  static Reply reply(int status, Map<String, Object> resource) {
    return Reply.of(status, CONTENT_TYPE, new String(Json.write(resource), UTF_8)).notStored();
  }

  /** A resource that was made, with its place. */
  static Reply created(Map<String, Object> resource) {
    return reply(201, resource).header("Location", resource.get("meta") instanceof Map<?, ?> meta
        ? String.valueOf(meta.get("location")) : "");
  }

  static Reply deleted() {
    return new Reply(204, List.of(), new byte[0]);
  }

  /** A page of those resources that the request's filter lets pass. */
  static Reply list(ManagementRequest request, List<Map<String, Object>> resources, Set<String> always)
      throws ManagementRefusal {
    Predicate<Filter.Attributes> filter = request.parameter("filter").map(Filter::parse)
        .orElse(Optional.of(all -> true)).orElseThrow(() -> ManagementRefusal.scim(400, Optional.of("invalidFilter"),
            "The filter is invalid."));
    List<Map<String, Object>> matching = resources.stream()
        .filter(resource -> filter.test(name -> ScimAttributes.values(resource, name))).toList();
    OptionalInt count = request.number("count");
    int size = Math.max(0, Math.min(count.orElse(LARGEST_PAGE), LARGEST_PAGE));
    int start = Math.max(1, request.number("startIndex").orElse(1));
    int from = Math.min(start - 1, matching.size());
    List<Map<String, Object>> page = matching.subList(from, Math.min(from + size, matching.size())).stream()
        .map(resource -> selected(request, resource, always)).toList();
    return reply(200, Json.object("totalResults", matching.size(), "startIndex", start,
        "itemsPerPage", page.size(), "schemas", List.of(LIST), "Resources", page));
  }

  /** The attributes that the request asks for, by {@code attributes} or {@code excludedAttributes}. */
  static Map<String, Object> selected(ManagementRequest request, Map<String, Object> resource, Set<String> always) {
    Set<String> wanted = names(request, "attributes");
    Set<String> unwanted = names(request, "excludedAttributes");
    if (wanted.isEmpty() && unwanted.isEmpty()) {
      return resource;
    }
    Map<String, Object> selected = new LinkedHashMap<>();
    resource.forEach((name, value) -> {
      boolean named = wanted.isEmpty() ? !unwanted.contains(name.toLowerCase(Locale.ROOT))
          : wanted.contains(name.toLowerCase(Locale.ROOT));
      if (named || always.contains(name)) {
        selected.put(name, value);
      }
    });
    return selected;
  }

  /** Names of attributes as far as their first point, in lower case. */
  private static Set<String> names(ManagementRequest request, String parameter) {
    return Arrays.stream(request.parameter(parameter).orElse("").split(",")).map(String::trim)
        .filter(name -> !name.isEmpty()).map(ScimAttributes::withoutCoreSchema)
        .map(name -> name.startsWith("urn:") ? name : name.replaceFirst("\\..*", ""))
        .map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }
}
