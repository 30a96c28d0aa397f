package io.asbru.security;

import static java.util.Objects.requireNonNull;

import io.asbru.Requirement;
import java.io.Serial;
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
    return new AccessRefusedException(requirement.scopes().isEmpty() ? "a caller is needed"
        : "scopes are needed: " + String.join(" ", requirement.scopesNamed()), requirement, Set.of());
  }

  static AccessRefusedException ofRoles(Requirement credentials, Set<String> roles) {
    return new AccessRefusedException("one of these roles is needed: " + roles, credentials, roles);
  }

  /** What would have been needed. */
  public Requirement requirement() {
    return requirement;
  }

  /** The roles of which one would have been needed; empty if scopes or a caller are missing. */
  public Set<String> roles() {
    return roles;
  }
}
