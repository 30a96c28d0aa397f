package io.asbru.local;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The API resources that every server has: its own APIs, for the root organization and for those below it. */
final class SystemApis {

  private static final List<String> OPERATIONS = List.of("create", "view", "update", "delete");

  private SystemApis() {}

  /** The resources that were defined, and those of the server that are not among them. */
  static List<ApiResource> completed(List<ApiResource> defined) {
    Set<String> known = defined.stream().map(ApiResource::identifier).collect(Collectors.toSet());
    List<ApiResource> all = new ArrayList<>(defined);
    for (String place : List.of("", "/o")) {
      String prefix = place.isEmpty() ? "internal_" : "internal_org_";
      own(place, prefix).stream().filter(resource -> !known.contains(resource.identifier())).forEach(all::add);
    }
    return all;
  }

  /** The scopes that a management application is authorized for: organizations have nothing to say at the root. */
  static Set<String> scopes(boolean root) {
    Stream<ApiResource> resources = root ? Stream.concat(own("", "internal_").stream(), own("/o", "internal_org_").stream())
        : own("/o", "internal_org_").stream();
    return resources.flatMap(resource -> resource.scopes().stream()).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static List<ApiResource> own(String place, String prefix) {
    return List.of(
        resource(place + "/api/server/v1/applications", "Application Management API",
            scopes(prefix + "application_mgt_", List.of("create", "view", "update", "delete", "client_secret_create",
                "client_secret_view")),
            List.of(prefix + "application_internal_api_update", prefix + "application_business_api_update")),
        resource(place + "/api/server/v1/api-resources", "API Resource Management API",
            scopes(prefix + "api_resource_", OPERATIONS), List.of()),
        resource(place + "/scim2/Users", "SCIM2 Users API",
            scopes(prefix + "user_mgt_", List.of("list", "view", "create", "update", "delete")), List.of()),
        resource(place + "/scim2/Groups", "SCIM2 Groups API", scopes(prefix + "group_mgt_", OPERATIONS), List.of()),
        resource(place + "/scim2/Roles", "SCIM2 Roles API",
            scopes(prefix + "role_mgt_", List.of("create", "view", "update", "delete", "permissions_update",
                "users_update", "groups_update")), List.of()),
        resource(place + "/oauth2/introspect", "Token Introspection API", Set.of(prefix + "oauth2_introspect"),
            List.of()));
  }

  private static ApiResource resource(String identifier, String name, Set<String> scopes, List<String> more) {
    Set<String> all = new LinkedHashSet<>(scopes);
    all.addAll(more);
    return new ApiResource(identifier, name, all);
  }

  private static Set<String> scopes(String prefix, List<String> operations) {
    return operations.stream().map(operation -> prefix + operation).collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
