package io.asbru.security;

import static java.util.Objects.requireNonNull;

import io.asbru.Requirement;
import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The caller may not do this, or there is no caller. The library turns it into a sign-in, a challenge or a refusal, once it has left the
 * application; <strong>do not catch it</strong> but to add something.
 */
public final class AccessRefusedException extends RuntimeException {

  @Serial
  private static final long serialVersionUID = 1L;

  private final transient Requirement requirement;
  private final transient Set<String> roles;

  private AccessRefusedException(String message, Requirement requirement, Set<String> roles) {
    super(message);
    this.requirement = requireNonNull(requirement, "requirement");
    this.roles = Set.copyOf(roles);
  }

  static AccessRefusedException of(Requirement requirement) {
    List<String> needed = new ArrayList<>();
    if (!requirement.scopes().isEmpty()) {
      needed.add("scopes " + String.join(" ", requirement.scopesNamed()));
    }
    if (!requirement.stepUp().acrValues().isEmpty()) {
      needed.add("acr_values " + String.join(" ", requirement.stepUp().acrValues()));
    }
    requirement.stepUp().maxAge().ifPresent(age -> needed.add("max_age " + age.toSeconds()));
    return new AccessRefusedException(
        "what is needed: " + (needed.isEmpty() ? "a caller" : String.join(", ", needed)), requirement, Set.of());
  }

  static AccessRefusedException ofRoles(Requirement credentials, Set<String> roles) {
    return new AccessRefusedException("one of these roles is needed: " + roles, credentials, roles);
  }

  /** What would have been needed. */
  public Requirement requirement() {
    return requirement;
  }

  /** The roles of which one would have been needed; empty if something else is missing. */
  public Set<String> roles() {
    return roles;
  }
}
