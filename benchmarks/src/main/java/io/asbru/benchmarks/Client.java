package io.asbru.benchmarks;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** One thread's requests, responses, and what the application saw last. */
final class Client {

  /** Coprime to the number of tokens, so that all are used, and far apart in memory. */
  private static final int STRIDE = 4_001;

  private final @Nullable String[] authorizations;
  private final PlainRequest request;
  private final PlainResponse response = new PlainResponse();
  private final PlainView view;
  private final Application application = new Application();
  private int at;
  private @Nullable Object seen;

  Client(Scenario scenario, @Nullable String[] authorizations) {
    this.authorizations = authorizations;
    request = new PlainRequest(scenario.path());
    view = new PlainView(scenario.path());
  }

  /** Goes on to the next request. */
  void next() {
    String authorization = authorizations[at];
    at = (at + STRIDE) % authorizations.length;
    request.next(authorization);
    response.next();
    view.next(authorization);
  }

  PlainRequest request() {
    return request;
  }

  PlainResponse response() {
    return response;
  }

  PlainView view() {
    return view;
  }

  FilterChain application() {
    return application;
  }

  /** Remembers something, so that it has to be made. */
  void seen(@Nullable Object value) {
    seen = value;
  }

  /** The last request or result that arrived. */
  @Nullable Object seen() {
    return seen;
  }

  /** Who made the last request, as the application sees it. */
  @Nullable Principal caller() {
    return application.caller;
  }

  private final class Application implements FilterChain {

    private @Nullable Principal caller;

    @Override
    public void doFilter(ServletRequest served, ServletResponse to) {
      caller = ((HttpServletRequest) served).getUserPrincipal();
      seen(served);
    }
  }
}
