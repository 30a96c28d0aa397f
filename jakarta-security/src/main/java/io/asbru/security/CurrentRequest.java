package io.asbru.security;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * The request that this thread works on: the one that CDI knows, and in an asynchronous dispatch, for which some servers have no request
 * scope, the one that came by the filter.
 */
@Singleton
public class CurrentRequest {

  private static final ThreadLocal<HttpServletRequest> DISPATCHED = new ThreadLocal<>();

  @Inject
  Instance<HttpServletRequest> requests;

  /** Notes the request of an asynchronous dispatch until what is returned is closed. */
  static Noted dispatched(HttpServletRequest request) {
    DISPATCHED.set(request);
    return DISPATCHED::remove;
  }

  /** Ends what {@link #dispatched} began. */
  interface Noted extends AutoCloseable {

    @Override
    void close();
  }

  /** The request; empty on a thread that works on none. */
  Optional<HttpServletRequest> find() {
    HttpServletRequest dispatched = DISPATCHED.get();
    if (dispatched != null) {
      return Optional.of(dispatched);
    }
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
