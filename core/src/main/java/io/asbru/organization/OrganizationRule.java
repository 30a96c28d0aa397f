package io.asbru.organization;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which organizations' tokens are taken, judged by the claims {@code org_id} and {@code org_handle}.
 *
 * @param required the organization that a token must name
 * @param root the root organization that a token may name by its handle
 * @param further ids of other organizations that are taken
 * @param checked whether anything is checked; a general OpenID Provider knows no organizations
 */
public record OrganizationRule(Optional<String> required, Optional<String> root, Set<String> further, boolean checked) {

  /** For a provider without organizations. */
  public static final OrganizationRule UNCHECKED =
      new OrganizationRule(Optional.empty(), Optional.empty(), Set.of(), false);

  public OrganizationRule {
    requireNonNull(required, "required");
    requireNonNull(root, "root");
    further = Set.copyOf(further);
  }

  /** Tokens must name this organization, or one of {@code further}. */
  public static OrganizationRule exactly(String id, Set<String> further) {
    return new OrganizationRule(Optional.of(id), Optional.empty(), further, true);
  }

  /** Tokens name no organization, the root by its handle, or one of {@code further}. */
  public static OrganizationRule rootAlone(String root, Set<String> further) {
    return new OrganizationRule(Optional.empty(), Optional.of(root), further, true);
  }

  /** Tokens of a provider without a root organization must name one of these. */
  public static OrganizationRule listed(Set<String> further) {
    return new OrganizationRule(Optional.empty(), Optional.empty(), further, true);
  }

  /** Whether a token with these claims is taken. */
  public boolean permits(Map<String, Object> claims) {
    if (!checked) {
      return true;
    }
    Object id = claims.get("org_id");
    if (id == null) {
      return root.isPresent() && !claims.containsKey("org_handle");
    }
    if (!(id instanceof String organization)) {
      return false;
    }
    return required.isPresent() && required.get().equals(organization)
        || further.contains(organization)
        || root.isPresent() && root.get().equals(claims.get("org_handle"));
  }
}
