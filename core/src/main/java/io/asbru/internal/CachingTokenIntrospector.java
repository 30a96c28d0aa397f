package io.asbru.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.resource.IntrospectionResponse;
import io.asbru.resource.IntrospectionResponse.Active;
import io.asbru.resource.IntrospectionResponse.Inactive;
import io.asbru.resource.TokenIntrospector;
import io.asbru.settings.ResourceServerSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Remembers definite answers for a while: active ones for min(exp − now, ttl), inactive ones shortly and in a pool of their own, so
 * that a flood of random tokens cannot drive out good ones. Failures are not remembered. However many requests bring the same
 * unknown token, one introspection is made.
 *
 * <p>A token that was {@linkplain #forget(String) forgotten} is inactive from then on, even for those who wait for an introspection
 * that began before.
 */
final class CachingTokenIntrospector implements TokenIntrospector {

  private static final int INACTIVE_SHARE = 10;
  /** A token ended here stays refused for this long, whatever the provider says; the provider has ended it too by then. */
  private static final Duration FORGOTTEN = Duration.ofHours(1);

  private final TokenIntrospector delegate;
  private final TokenDigest.Maker digests;
  private final Clock clock;
  private final Duration ttl;
  private final Duration inactiveTtl;
  private final Duration patience;
  private final Cache<TokenDigest, Remembered> active;
  private final Cache<TokenDigest, Long> inactive;
  private final ConcurrentMap<TokenDigest, Introspection> inFlight = new ConcurrentHashMap<>();

  /** An answer and the instant, in milliseconds of the epoch, from which it is not used any more. */
  private record Remembered(Active response, long until) {}

  CachingTokenIntrospector(TokenIntrospector delegate, String provider, ResourceServerSettings settings, Duration patience,
      Clock clock) {
    this.delegate = delegate;
    this.digests = new TokenDigest.Maker(provider);
    this.clock = clock;
    this.ttl = settings.ttl();
    this.inactiveTtl = settings.inactiveTtl();
    this.patience = patience;
    this.active = Caffeine.newBuilder().maximumSize(settings.cacheSize()).build();
    this.inactive = Caffeine.newBuilder().maximumSize(Math.max(1, settings.cacheSize() / INACTIVE_SHARE)).build();
  }

  @Override
  public IntrospectionResponse introspect(String token) throws AuthorizationServerUnavailableException {
    TokenDigest digest = digests.of(token);
    long now = clock.millis();
    Remembered good = active.getIfPresent(digest);
    if (good != null && now < good.until()) {
      return good.response();
    }
    return knownInactive(digest, now) ? Inactive.INSTANCE : ask(digest, token);
  }

  private boolean knownInactive(TokenDigest digest, long now) {
    Long until = inactive.getIfPresent(digest);
    return until != null && now < until;
  }

  private IntrospectionResponse ask(TokenDigest digest, String token) throws AuthorizationServerUnavailableException {
    Introspection own = new Introspection();
    Introspection earlier = inFlight.putIfAbsent(digest, own);
    if (earlier != null) {
      return earlier.await(patience);
    }
    try {
      // Looked at once more: forget() may have run between the look-up and the registration above.
      own.complete(knownInactive(digest, clock.millis()) ? Inactive.INSTANCE : delegate.introspect(token),
          response -> remember(digest, response));
    } catch (AuthorizationServerUnavailableException e) {
      own.fail(e);
    } catch (RuntimeException | Error e) {
      own.fail(new AuthorizationServerUnavailableException("the introspection broke off", e));
      throw e;
    } finally {
      inFlight.remove(digest, own);
    }
    return own.await(Duration.ZERO);
  }

  private void remember(TokenDigest digest, IntrospectionResponse response) {
    long now = clock.millis();
    if (response instanceof Active good) {
      long until = Math.min(now + ttl.toMillis(), good.caller().expiresAt().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE));
      if (until > now) {
        active.put(digest, new Remembered(good, until));
      }
    } else {
      active.invalidate(digest);
      inactive.asMap().merge(digest, now + inactiveTtl.toMillis(), Math::max);
    }
  }

  /** Ends the use of this token here and now. */
  void forget(String token) {
    TokenDigest digest = digests.of(token);
    inactive.put(digest, clock.millis() + FORGOTTEN.toMillis());
    Introspection running = inFlight.get(digest);
    if (running != null) {
      running.forget();
    }
    active.invalidate(digest);
  }

  /** Asks anew for every token, introspections under way included. */
  void forgetAnswers() {
    inFlight.values().forEach(Introspection::keepNothing);
    active.invalidateAll();
  }

  /** How many answers are kept, for statistics. */
  long size() {
    active.cleanUp();
    inactive.cleanUp();
    return active.estimatedSize() + inactive.estimatedSize();
  }
}
