package io.asbru.local;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** The root organization, the organizations below it, and the API resources they share. */
final class Organizations {

  private final Organization root;
  private final Map<String, Organization> byId = new LinkedHashMap<>();
  private final List<ApiResource> apiResources;

  Organizations(Definition definition) {
    this.root = new Organization(definition.root(), true);
    for (OrganizationDefinition each : definition.organizations()) {
      if (byId.put(each.id(), new Organization(each, false)) != null) {
        throw new IllegalArgumentException("Two organizations have the id " + each.id());
      }
    }
    this.apiResources = new CopyOnWriteArrayList<>(SystemApis.completed(definition.apiResources()));
  }

  Organization root() {
    return root;
  }

  List<Organization> belowRoot() {
    return List.copyOf(byId.values());
  }

  /** An organization below the root. */
  Optional<Organization> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Any organization, the root included. */
  Optional<Organization> byIdOrHandle(String idOrHandle) {
    if (root.id().equals(idOrHandle) || root.handle().equals(idOrHandle)) {
      return Optional.of(root);
    }
    return byId(idOrHandle).or(() -> byHandle(idOrHandle));
  }

  Optional<Organization> byHandle(String handle) {
    return byId.values().stream().filter(organization -> organization.handle().equals(handle)).findFirst();
  }

  Optional<Organization> byName(String name) {
    return byId.values().stream().filter(organization -> organization.name().equalsIgnoreCase(name)).findFirst();
  }

  Optional<Organization> byEmail(String address) {
    String domain = address.substring(address.indexOf('@') + 1);
    return byId.values().stream().filter(organization -> organization.emailDomains().contains(domain)).findFirst();
  }

  List<ApiResource> apiResources() {
    return apiResources;
  }

  /** The API resources that applications of an organization can be authorized for. */
  List<ApiResource> apiResources(Organization organization) {
    return apiResources.stream().filter(resource -> organization.root() || !resource.type().equals("TENANT")).toList();
  }

  Optional<ApiResource> apiResource(String id, Organization organization) {
    return apiResources(organization).stream().filter(resource -> resource.id().equals(id)).findFirst();
  }

  Set<String> apiScopes() {
    return apiResources.stream().flatMap(resource -> resource.scopes().stream()).collect(Collectors.toSet());
  }
}
