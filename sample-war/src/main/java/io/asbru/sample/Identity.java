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
}
