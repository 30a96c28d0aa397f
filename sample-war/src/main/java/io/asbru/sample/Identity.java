package io.asbru.sample;

import io.asbru.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Who makes a request, as the container tells every application. */
final class Identity {

  private Identity() {}

  /** The caller; empty for somebody who is not signed in. */
  static Optional<Caller> of(HttpServletRequest request) {
    return request.getUserPrincipal() instanceof Caller caller ? Optional.of(caller) : Optional.empty();
  }

  /**
   * The caller of a place that nobody reaches anonymously.
   *
   * @throws IllegalStateException if somebody did: the deployment descriptor does not protect this place
   */
  static Caller required(HttpServletRequest request) {
    return of(request).orElseThrow(() ->
        new IllegalStateException("No caller at " + request.getServletPath() + ": no rule protects it."));
  }

  /**
   * The name that people know themselves by: an organization appends its id to the names of its users, as in
   * {@code Charlie@7e98b86f-63c7-41a1-8c56-c909a21a2615}. For greetings only: another user may be called the same.
   */
  static String shortName(Caller caller) {
    String name = caller.getName();
    String suffix = caller.organization().map(id -> "@" + id).orElse("");
    return name.length() > suffix.length() && name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
  }
}
