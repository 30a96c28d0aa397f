package io.asbru.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The API resources that an application is authorized for: {@code …/applications/{id}/authorized-apis}. */
final class AuthorizedApis {

  /** Where details keep the identifiers, as an API may be authorized without any scope. */
  private static final String DETAIL = "authorizedApis";

  private final Organizations organizations;
  private final Endings endings;

  AuthorizedApis(Organizations organizations, Endings endings) {
    this.organizations = organizations;
    this.endings = endings;
  }

  Reply handle(ManagementRequest request, Application application) throws ManagementRefusal {
    if (request.asks("GET", 2)) {
      return list(application);
    }
    if (request.asks("POST", 2)) {
      return authorize(request, application);
    }
    if (request.path().size() == 2) {
      return request.methodNotAllowed("GET, POST");
    }
    ApiResource resource = organizations.apiResource(request.path().get(2), request.organization())
        .filter(found -> authorized(application, found))
        .orElseThrow(() -> ApiErrors.apiResourceNotFound(request.path().get(2)));
    if (request.asks("PATCH", 3)) {
      return change(request, application, resource);
    }
    if (request.asks("DELETE", 3)) {
      needForChange(request, resource);
      Set<String> scopes = new LinkedHashSet<>(application.scopes());
      scopes.removeAll(resource.scopes());
      save(request, application, resource, false, scopes);
      return new Reply(204, List.of(), new byte[0]);
    }
    return request.methodNotAllowed("PATCH, DELETE");
  }

  private static void needForChange(ManagementRequest request, ApiResource resource) throws ManagementRefusal {
    request.need(resource.type().equals("BUSINESS") ? "application_business_api_update"
        : "application_internal_api_update");
  }

  private Reply list(Application application) {
    List<Object> authorized = new ArrayList<>();
    for (ApiResource resource : organizations.apiResources()) {
      if (authorized(application, resource)) {
        authorized.add(Json.object("id", resource.id(), "identifier", resource.identifier(),
            "displayName", resource.name(), "policyId", "RBAC", "type", resource.type(),
            "authorizedScopes", ApiResourcesApi.scopes(resource, application.scopes())));
      }
    }
    return new Reply(200, List.of(Map.entry("Content-Type", "application/json")), Json.write(authorized));
  }

  private Reply authorize(ManagementRequest request, Application application) throws ManagementRefusal {
    Input input = request.input(ApiErrors::invalid);
    String id = input.text("id");
    ApiResource resource = organizations.apiResource(id, request.organization())
        .orElseThrow(() -> ApiErrors.apiResourceNotFound(id));
    needForChange(request, resource);
    if (!input.optionalText("policyIdentifier").orElse("RBAC").equals("RBAC")) {
      throw ApiErrors.invalid("'policyIdentifier' is RBAC.");
    }
    if (authorized(application, resource)) {
      throw ManagementRefusal.api(409, "APP-60511", "API resource already authorized.",
          "The API resource with the id: " + resource.id() + " is already authorized for the application.");
    }
    Set<String> scopes = new LinkedHashSet<>(application.scopes());
    scopes.addAll(known(input.texts("scopes"), resource));
    save(request, application, resource, true, scopes);
    return Reply.of(200, "application/json", "");
  }

  private Reply change(ManagementRequest request, Application application, ApiResource resource)
      throws ManagementRefusal {
    needForChange(request, resource);
    Input input = request.input(ApiErrors::invalid);
    Set<String> scopes = new LinkedHashSet<>(application.scopes());
    scopes.addAll(known(input.texts("addedScopes"), resource));
    known(input.texts("removedScopes"), resource).forEach(scopes::remove);
    save(request, application, resource, true, scopes);
    return Reply.of(200, "application/json", "");
  }

  private static List<String> known(List<String> scopes, ApiResource resource) throws ManagementRefusal {
    for (String scope : scopes) {
      if (!resource.scopes().contains(scope)) {
        throw ApiErrors.invalid("The scope '" + ApiErrors.shown(scope) + "' is not one of the API resource "
            + resource.identifier() + ".");
      }
    }
    return scopes;
  }

  private static boolean authorized(Application application, ApiResource resource) {
    return resource.scopes().stream().anyMatch(application.scopes()::contains)
        || identifiers(application).contains(resource.identifier());
  }

  private static Set<Object> identifiers(Application application) {
    return application.details().get(DETAIL) instanceof Set<?> kept ? new LinkedHashSet<>(kept) : new LinkedHashSet<>();
  }

  /** Tokens end if the application loses a scope. */
  private void save(ManagementRequest request, Application application, ApiResource resource, boolean authorized,
      Set<String> scopes) {
    Set<Object> identifiers = identifiers(application);
    if (authorized) {
      identifiers.add(resource.identifier());
    } else {
      identifiers.remove(resource.identifier());
    }
    Map<String, Object> details = new LinkedHashMap<>(application.details());
    details.put(DETAIL, identifiers);
    request.organization().put(application.toBuilder().scopes(scopes).details(details).build());
    if (!scopes.containsAll(application.scopes())) {
      endings.tokensOf(request.organization(), application);
    }
  }
}
