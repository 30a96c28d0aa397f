package io.asbru.benchmarks;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One thread's requests and responses, and the application that gets them. */
final class Client {

  /** Coprime to the number of tokens, so that all are used, and far apart in memory. */
  private static final int STRIDE = 4_001;

  private final @Nullable String[] authorizations;
  private final PlainRequest request;
  private final PlainResponse response = new PlainResponse();
  private final PlainView view;
  private final Consumer<@Nullable Object> seen;
  private final FilterChain application = this::answer;
  /** One number: which header comes next. */
  private final Written at = new Written(1, 0);

  /** Requests with these headers in turn; {@code seen} takes what has to be made: requests, callers and results as they arrive. */
  Client(Scenario scenario, @Nullable String[] authorizations, Consumer<@Nullable Object> seen) {
    this.authorizations = authorizations;
    this.seen = seen;
    request = new PlainRequest(scenario.path());
    view = new PlainView(scenario.path());
  }

  /** Goes on to the next request. */
  void next() {
    String authorization = authorizations[at.number(0)];
    at.number(0, (at.number(0) + STRIDE) % authorizations.length);
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

  /** Takes what has arrived, so that it has to be made. */
  void seen(@Nullable Object value) {
    seen.accept(value);
  }

  private void answer(ServletRequest served, ServletResponse to) throws IOException {
    Principal caller = ((HttpServletRequest) served).getUserPrincipal();
    seen.accept(served);
    seen.accept(caller);
    StockReply.send(caller != null, (HttpServletResponse) to);
  }
}
