package io.asbru.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The least that a filter can do: read the header, look the raw token up in Caffeine, wrap the request. <strong>No protection</strong>: it
 * keeps raw tokens, and judges neither path nor scope, audience or expiry.
 */
final class LeastFilter implements Filter {

  private final Cache<String, Principal> callers = Caffeine.newBuilder()
      .maximumSize(Shop.CACHE_SIZE)
      .expireAfterWrite(Duration.ofHours(1))
      .build();

  /** Takes the tokens of these headers. */
  LeastFilter(@Nullable String[] authorizations) {
    for (String authorization : authorizations) {
      if (authorization != null) {
        Principal caller = () -> "somebody";
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
      if (caller != null) {
        chain.doFilter(new RequestOf(http, caller), response);
        return;
      }
    }
    ((HttpServletResponse) response).setStatus(401);
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
