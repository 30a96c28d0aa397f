package io.asbru.outbound;

import java.io.Serial;
import java.util.Set;
import java.util.TreeSet;

/** A call needs scopes that were not granted. The message names them and says who can grant them. */
public final class InsufficientScopeException extends RuntimeException {

  @Serial
  private static final long serialVersionUID = 1L;

  private final transient Set<String> missing;

  private InsufficientScopeException(String message, Set<String> missing) {
    super(message);
    this.missing = Set.copyOf(missing);
  }

  /** The authorization server granted fewer scopes than were asked for. */
  static InsufficientScopeException notGranted(String clientId, Set<String> missing) {
    return new InsufficientScopeException("not granted to the application " + clientId + ": " + words(missing)
        + "; authorize the application for the API resource that has this scope, in the organization whose token it asks for", missing);
  }

  /**
   * An API refused a token (RFC 6750, section 3.1).
   *
   * @param named the scopes that its challenge names; may be empty
   */
  static InsufficientScopeException refused(String address, Set<String> named) {
    return new InsufficientScopeException(address + " refused the token for lack of scope"
        + (named.isEmpty() ? " and does not say which it needs" : ": it needs " + words(named)), named);
  }

  /** The scopes that are missing, or that the API says it needs; empty if it does not say. */
  public Set<String> missing() {
    return missing;
  }

  private static String words(Set<String> scopes) {
    return String.join(" ", new TreeSet<>(scopes));
  }
}
