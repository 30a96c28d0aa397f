package io.asbru.management;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * An API resource: an API with scopes that applications can be authorized for. They are made in the root organization and inherited.
 *
 * @param id its id
 * @param identifier its identifier, such as {@code /o/scim2/Users} or a URL
 * @param name its name
 * @param business whether it is an API of the organization's own business; the service's own APIs are not
 * @param scopes its scopes; <strong>empty in a list</strong>, which does not tell them
 */
public record ApiResource(String id, String identifier, String name, boolean business, Set<String> scopes) {

  public ApiResource {
    requireNonNull(id, "id");
    requireNonNull(identifier, "identifier");
    requireNonNull(name, "name");
    scopes = Set.copyOf(scopes);
  }
}
