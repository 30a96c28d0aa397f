package io.asbru;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a protected resource demands of a request. Made once, at start, from the filter's rules or the container's
 * constraints, and used by many threads.
 *
 * @param login whether a session from a sign-in is taken
 * @param bearer whether a bearer token is taken
 * @param scopes groups of scopes: of <em>each</em> group <em>one</em> scope must have been granted
 * @param stepUp how the user must have authenticated
 */
public record Requirement(boolean login, boolean bearer, List<Set<String>> scopes, StepUp stepUp) {

  /** No credentials are needed; those that are presented must be valid all the same. */
  public static final Requirement ANYONE = new Requirement(false, false, List.of());
  /** A sign-in. */
  public static final Requirement LOGIN = new Requirement(true, false, List.of());
  /** A bearer token. */
  public static final Requirement BEARER = new Requirement(false, true, List.of());
  /** Either of the two. */
  public static final Requirement LOGIN_OR_BEARER = new Requirement(true, true, List.of());

  public Requirement {
    scopes = scopes.stream().map(Set::copyOf).toList();
    if (!login && !bearer && !(scopes.isEmpty() && stepUp.equals(StepUp.NONE))) {
      throw new IllegalArgumentException("scopes and step-up can be demanded only of somebody: add login or bearer");
    }
  }

  /** Without step-up. */
  public Requirement(boolean login, boolean bearer, List<Set<String>> scopes) {
    this(login, bearer, scopes, StepUp.NONE);
  }

  /** This requirement, of a user who has authenticated so. */
  public Requirement stepUp(StepUp demanded) {
    return new Requirement(login, bearer, scopes, demanded);
  }

  /** This requirement and these scopes, all of them. */
  public Requirement allScopes(String... all) {
    List<Set<String>> groups = new ArrayList<>(scopes);
    for (String scope : all) {
      groups.add(Set.of(scope));
    }
    return new Requirement(login, bearer, groups, stepUp);
  }

  /** This requirement and any one of these scopes. */
  public Requirement anyScope(String... any) {
    List<Set<String>> groups = new ArrayList<>(scopes);
    groups.add(Set.copyOf(List.of(any)));
    return new Requirement(login, bearer, groups, stepUp);
  }

  /** Whether anybody may, known or not. */
  public boolean anyone() {
    return !login && !bearer;
  }

  /** Whether these granted scopes are enough. */
  public boolean satisfiedBy(Set<String> granted) {
    for (int i = 0; i < scopes.size(); i++) {
      if (!containsAny(granted, scopes.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean containsAny(Set<String> granted, Set<String> wanted) {
    for (String scope : requireNonNull(wanted)) {
      if (granted.contains(scope)) {
        return true;
      }
    }
    return false;
  }

  /** Of the first scopes alone: requirements are few, and looked up often. */
  @Override
  public int hashCode() {
    return scopes.isEmpty() ? 0 : scopes.get(0).hashCode();
  }

  /** All scopes named here, for the {@code scope} attribute of a challenge (RFC 6750, section 3). */
  public Set<String> scopesNamed() {
    Set<String> named = new LinkedHashSet<>();
    scopes.forEach(group -> group.stream().sorted().forEach(named::add));
    return named;
  }
}
