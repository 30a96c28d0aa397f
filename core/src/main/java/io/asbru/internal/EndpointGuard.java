package io.asbru.internal;

import dev.failsafe.Bulkhead;
import dev.failsafe.CircuitBreaker;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.settings.HttpSettings;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands before one endpoint of the provider and keeps an outage small: only so many requests at once, none for a while after several
 * failures in a row, none before the time that the provider asked to wait, and one line in the log at its beginning and one at its end.
 */
final class EndpointGuard {

  private static final System.Logger LOG = System.getLogger(EndpointGuard.class.getName());
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final URI endpoint;
  private final Clock clock;
  private final Bulkhead<Object> bulkhead;
  private final CircuitBreaker<Object> breaker;
  private final AtomicReference<Optional<Instant>> downSince = new AtomicReference<>(Optional.empty());
  private volatile Instant notBefore = Instant.MIN;

  EndpointGuard(URI endpoint, HttpSettings settings, Clock clock) {
    this.endpoint = endpoint;
    this.clock = clock;
    bulkhead = Bulkhead.of(settings.maxConcurrentRequests());
    breaker = CircuitBreaker.builder()
        .withFailureThreshold(settings.circuitBreakerFailures())
        .withDelay(settings.circuitBreakerDelay())
        .withSuccessThreshold(1)
        .build();
  }

  /** What is guarded. */
  interface Exchange {
    ProviderResponse send() throws AuthorizationServerUnavailableException;
  }

  /** Sends, unless it is better not to. */
  ProviderResponse send(Exchange exchange) throws AuthorizationServerUnavailableException {
    Duration wait = Duration.between(clock.instant(), notBefore);
    if (!wait.isNegative() && !wait.isZero()) {
      throw unavailable("has asked to be left alone", wait);
    }
    if (!bulkhead.tryAcquirePermit()) {
      throw unavailable("has as many requests under way as max-concurrent-requests allows", Duration.ofSeconds(1));
    }
    try {
      if (!breaker.tryAcquirePermit()) {
        throw unavailable("has failed repeatedly and is not asked for a while", breaker.getRemainingDelay());
      }
      return judged(exchange);
    } finally {
      bulkhead.releasePermit();
    }
  }

  private ProviderResponse judged(Exchange exchange) throws AuthorizationServerUnavailableException {
    boolean recorded = false;
    try {
      ProviderResponse response = exchange.send();
      recorded = true;
      if (response.overloaded()) {
        notBefore = clock.instant().plus(shorter(response.retryAfter().orElse(Duration.ofSeconds(1)), LONGEST_WAIT));
      }
      if (response.failure()) {
        failed("status " + response.status());
      } else {
        succeeded();
      }
      return response;
    } catch (AuthorizationServerUnavailableException e) {
      recorded = true;
      failed(String.valueOf(e.getMessage()));
      throw e;
    } finally {
      if (!recorded) {
        // A permit of a breaker that probes has to be given back, whatever happens.
        breaker.recordFailure();
      }
    }
  }

  private void failed(String reason) {
    breaker.recordFailure();
    if (downSince.compareAndSet(Optional.empty(), Optional.of(clock.instant()))) {
      LOG.log(Level.WARNING, "{0} does not work: {1}. This is said once until it works again.", endpoint, reason);
    }
  }

  private void succeeded() {
    breaker.recordSuccess();
    Optional<Instant> since = downSince.get();
    if (since.isPresent() && downSince.compareAndSet(since, Optional.empty())) {
      LOG.log(Level.INFO, "{0} works again after {1} s.", endpoint, Duration.between(since.get(), clock.instant()).toSeconds());
    }
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private AuthorizationServerUnavailableException unavailable(String why, Duration retryAfter) {
    return new AuthorizationServerUnavailableException(endpoint + " " + why, null, retryAfter);
  }
}
