package io.asbru.security;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** The request that this thread works on, as far as CDI knows it. */
@Singleton
public class CurrentRequest {

  @Inject
  Instance<HttpServletRequest> requests;

  /** The request; empty on another thread, and on some servers after an asynchronous dispatch. */
  Optional<HttpServletRequest> find() {
    try {
      HttpServletRequest request = requests.get();
      // What is injected may be a proxy, which tells only when it is called.
      request.getMethod();
      return Optional.of(request);
    } catch (ContextNotActiveException | IllegalStateException outsideOfRequests) {
      return Optional.empty();
    }
  }
}
