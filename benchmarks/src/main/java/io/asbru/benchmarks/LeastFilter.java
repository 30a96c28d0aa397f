package io.asbru.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.asbru.HttpReply;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The least that a filter can do: read the header, look the raw token up in Caffeine, wrap the request, or refuse it. <strong>No
 * protection</strong>: it keeps raw tokens, and judges neither path nor scope, audience or expiry.
 */
final class LeastFilter implements Filter {

  /** Who has a token that is known to be bad. */
  private static final Principal NOBODY = () -> "";

  private final Cache<String, Principal> callers = Caffeine.newBuilder()
      .maximumSize(Shop.CACHE_SIZE)
      .expireAfterWrite(Duration.ofHours(1))
      .build();

  private final Filter otherwise;

  /** Takes the tokens of these headers. */
  LeastFilter(@Nullable String[] authorizations) {
    this(authorizations, () -> "somebody", (request, response, chain) -> {
      throw new IllegalStateException("an unknown token");
    });
  }

  /** Refuses the tokens of these headers, which it knows as well. */
  LeastFilter(@Nullable String[] authorizations, HttpReply refusal) {
    this(authorizations, NOBODY, new FixedReply(refusal));
  }

  private LeastFilter(@Nullable String[] authorizations, Principal caller, Filter otherwise) {
    this.otherwise = otherwise;
    for (String authorization : authorizations) {
      if (authorization != null) {
        callers.put(authorization.substring("Bearer ".length()), caller);
      }
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    String authorization = http.getHeader("Authorization");
    if (authorization != null && authorization.startsWith("Bearer ")) {
      Principal caller = callers.getIfPresent(authorization.substring("Bearer ".length()));
      if (caller != null && caller != NOBODY) {
        chain.doFilter(new RequestOf(http, caller), response);
        return;
      }
    }
    otherwise.doFilter(request, response, chain);
  }

  private static final class RequestOf extends HttpServletRequestWrapper {

    private final Principal caller;

    RequestOf(HttpServletRequest request, Principal caller) {
      super(request);
      this.caller = caller;
    }

    @Override
    public Principal getUserPrincipal() {
      return caller;
    }
  }
}
