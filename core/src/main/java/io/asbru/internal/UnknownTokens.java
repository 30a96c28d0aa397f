package io.asbru.internal;

import dev.failsafe.RateLimiter;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.settings.Setting;
import java.lang.System.Logger;
import java.time.Duration;

/**
 * How many tokens that nobody has seen before the provider is asked about in a second, so that a flood of made-up tokens does not become
 * one there, and the provider does not shut out this application for it.
 */
final class UnknownTokens {

  private static final Logger LOG = System.getLogger(UnknownTokens.class.getName());
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final RateLimiter<Object> rate;
  private final OccasionalLog log;

  UnknownTokens(int perSecond, OccasionalLog log) {
    rate = RateLimiter.burstyBuilder(perSecond, SECOND).build();
    this.log = log;
  }

  /**
   * Admits one more.
   *
   * @throws AuthorizationServerUnavailableException if there were enough in this second
   */
  void admit() throws AuthorizationServerUnavailableException {
    if (!rate.tryAcquirePermit()) {
      log.warn(LOG, "rate", () -> "More unknown tokens are presented than " + Setting.MAX_INTROSPECTIONS_PER_SECOND.key()
          + " allows to ask for; the others are answered 503.");
      throw new AuthorizationServerUnavailableException("more unknown tokens are presented than "
          + Setting.MAX_INTROSPECTIONS_PER_SECOND.key() + " allows to ask for", null, SECOND);
    }
  }
}
