package io.asbru.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What the granted scopes tell about a user, in ID tokens and by UserInfo. */
final class UserClaims {

  private static final Map<String, String> SCOPE_OF_CLAIM =
      Map.of("email", "email", "email_verified", "email", "phone_number", "phone", "address", "address");

  private UserClaims() {}

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
