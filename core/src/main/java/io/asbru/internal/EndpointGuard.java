package io.asbru.internal;

import dev.failsafe.CircuitBreaker;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.settings.HttpSettings;
import io.asbru.settings.Setting;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Stands before one endpoint of the provider and keeps an outage small: only so many requests at once, none for a while after several
 * failures in a row, none before the time that the provider asked to wait, and one line in the log at its beginning and one at its end.
 */
final class EndpointGuard {

  private static final System.Logger LOG = System.getLogger(EndpointGuard.class.getName());
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final URI endpoint;
  private final Clock clock;
  private final ProviderLimits.Requests requests;
  private final CircuitBreaker<Object> breaker;
  private final Outage outage;
  private final OccasionalLog log;
  private volatile Instant notBefore = Instant.MIN;

  EndpointGuard(URI endpoint, HttpSettings settings, ProviderLimits limits, Clock clock) {
    this.endpoint = endpoint;
    this.clock = clock;
    outage = new Outage(clock);
    log = new OccasionalLog(clock);
    requests = limits.new Requests(settings);
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

  /** What is made of a response. */
  interface Judge<T, E extends Exception> {
    T judge(ProviderResponse response) throws AuthorizationServerUnavailableException, E;
  }

  /**
   * Sends, unless it is better not to. A response that is of no use counts as an outage in the log, but does not open the circuit breaker:
   * somebody could bring about such a response by a strange token, and so shut out everybody else.
   */
  <T, E extends Exception> T send(Exchange exchange, Judge<T, E> judge) throws AuthorizationServerUnavailableException, E {
    Duration wait = toWait();
    if (wait.compareTo(Duration.ZERO) > 0) {
      throw unavailable("has asked to be left alone", wait);
    }
    // Judged without a permit, because a judge may have to ask for keys, and no thread is to count twice.
    return judged(limited(exchange), judge);
  }

  private ProviderResponse limited(Exchange exchange) throws AuthorizationServerUnavailableException {
    if (!requests.begin()) {
      log.warn(LOG, "full", () -> endpoint + ", or another endpoint of the provider, answers so slowly that further requests are refused; see "
          + Setting.MAX_CONCURRENT_REQUESTS.key() + ".");
      throw unavailable("or its provider has as many requests under way as " + Setting.MAX_CONCURRENT_REQUESTS.key() + " allows",
          Duration.ofSeconds(1));
    }
    try {
      if (!breaker.tryAcquirePermit()) {
        throw unavailable("has failed repeatedly and is not asked for a while", breaker.getRemainingDelay());
      }
      return recorded(exchange);
    } finally {
      requests.end();
    }
  }

  private ProviderResponse recorded(Exchange exchange) throws AuthorizationServerUnavailableException {
    boolean good = false;
    try {
      ProviderResponse response = exchange.send();
      good = !response.failure();
      if (response.overloaded()) {
        leaveAlone(response.retryAfter().orElse(Duration.ofSeconds(1)));
      }
      return response;
    } catch (AuthorizationServerUnavailableException e) {
      failed(e);
      throw e;
    } finally {
      // Whatever happens, because a breaker that probes has to get its permit back.
      if (good) {
        breaker.recordSuccess();
      } else {
        breaker.recordFailure();
      }
    }
  }

  private Duration toWait() {
    Duration wait = Duration.between(clock.instant(), notBefore);
    // Beyond the longest wait is only what a clock that was set back makes of it.
    return wait.compareTo(LONGEST_WAIT) <= 0 ? wait : Duration.ZERO;
  }

  /** Of several answers that come together, the longest time counts. */
  private synchronized void leaveAlone(Duration asked) {
    Duration wait = shorter(asked, LONGEST_WAIT);
    if (wait.compareTo(toWait()) > 0) {
      notBefore = clock.instant().plus(wait);
    }
  }

  private <T, E extends Exception> T judged(ProviderResponse response, Judge<T, E> judge)
      throws AuthorizationServerUnavailableException, E {
    T result;
    try {
      result = judge.judge(response);
    } catch (AuthorizationServerUnavailableException e) {
      failed(e);
      throw e;
    }
    if (breaker.isClosed()) {
      outage.ends().ifPresent(lasted -> LOG.log(Level.INFO, "{0} works again after {1} s.", endpoint, lasted.toSeconds()));
    }
    return result;
  }

  private void failed(AuthorizationServerUnavailableException e) {
    if (outage.begins()) {
      LOG.log(Level.WARNING, "Outage: {0}. This is said once until {1} works again.", e.getMessage(), endpoint);
    }
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private AuthorizationServerUnavailableException unavailable(String why, Duration retryAfter) {
    return new AuthorizationServerUnavailableException(endpoint + " " + why, null, retryAfter);
  }
}
