package io.asbru.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the granted scopes tell about a user, in ID tokens and by UserInfo. */
final class UserClaims {

  private static final Map<String, String> SCOPE_OF_CLAIM =
      Map.of("email", "email", "email_verified", "email", "phone_number", "phone", "address", "address");

  private static final Map<String, String> CLAIM_OF_ATTRIBUTE = Map.of("emailaddress", "email", "givenname", "given_name",
      "lastname", "family_name", "fullname", "name", "mobile", "phone_number", "url", "profile", "timeZone", "zoneinfo");

  private UserClaims() {}

  /** Those claims that an application's attributes are about, given by the ends of their URIs in the local dialect. */
  static Map<String, Object> only(Set<String> attributes, Map<String, Object> claims) {
    Set<String> names = attributes.stream().map(each -> CLAIM_OF_ATTRIBUTE.getOrDefault(each, each)).collect(Collectors.toSet());
    Map<String, Object> only = new LinkedHashMap<>(claims);
    only.keySet().retainAll(names);
    return only;
  }

  static Map<String, Object> of(User user, Collection<String> roles, Set<String> scopes) {
    Map<String, Object> claims = new LinkedHashMap<>();
    if (scopes.contains("profile")) {
      claims.put("username", user.name());
    }
    user.claims().forEach((name, value) -> {
      if (scopes.contains(SCOPE_OF_CLAIM.getOrDefault(name, "profile"))) {
        claims.put(name, value);
      }
    });
    if (scopes.contains("roles") && !roles.isEmpty()) {
      claims.put("roles", new ArrayList<>(roles));
    }
    if (scopes.contains("groups") && !user.groups().isEmpty()) {
      claims.put("groups", user.groups());
    }
    return claims;
  }
}
