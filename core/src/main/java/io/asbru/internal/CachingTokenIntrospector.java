package io.asbru.internal;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.resource.BearerCredentials;
import io.asbru.resource.IntrospectionCache;
import io.asbru.resource.IntrospectionCache.Kept;
import io.asbru.resource.IntrospectionResponse;
import io.asbru.resource.IntrospectionResponse.Active;
import io.asbru.resource.IntrospectionResponse.Inactive;
import io.asbru.resource.IntrospectionStatistics;
import io.asbru.resource.TokenDigest;
import io.asbru.resource.TokenIntrospector;
import io.asbru.settings.ResourceServerSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Remembers definite answers for a while: active ones for min(exp − now, ttl), inactive ones shortly. Failures are not remembered. However
 * many requests bring the same unknown token, one introspection is made.
 *
 * <p>A token that was {@linkplain #forget(String) forgotten} is inactive from then on, even for those who wait for an introspection
 * that began before.
 */
final class CachingTokenIntrospector implements TokenIntrospector {

  /** A token ended here stays refused for this long, whatever the provider says; the provider has ended it too by then. */
  private static final Duration FORGOTTEN = Duration.ofHours(1);

  private final TokenIntrospector delegate;
  private final IntrospectionCache cache;
  private final TokenDigester digester;
  private final Clock clock;
  private final long ttl;
  private final long inactiveTtl;
  private final long grace;
  private final Duration patience;
  private final ConcurrentMap<TokenDigest, Introspection> inFlight = new ConcurrentHashMap<>();
  private final LongAdder activeHits = new LongAdder();
  private final LongAdder inactiveHits = new LongAdder();
  private final LongAdder introspections = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder graceUses = new LongAdder();

  CachingTokenIntrospector(TokenIntrospector delegate, IntrospectionCache cache, String provider, ResourceServerSettings settings,
      Duration patience, Clock clock) {
    this.delegate = delegate;
    this.cache = cache;
    this.digester = new TokenDigester(provider);
    this.clock = clock;
    this.ttl = settings.ttl().toMillis();
    this.inactiveTtl = settings.inactiveTtl().toMillis();
    this.grace = settings.grace().toMillis();
    this.patience = patience;
  }

  @Override
  public IntrospectionResponse introspect(String token) throws AuthorizationServerUnavailableException {
    return introspect(digester.digest(token), token, 0, token.length());
  }

  /** The same for a token that has not been cut out of its header: on a hit, it never is. */
  IntrospectionResponse introspect(BearerCredentials.Token token) throws AuthorizationServerUnavailableException {
    String text = token.text();
    return introspect(digester.digest(text, token.start(), token.end()), text, token.start(), token.end());
  }

  private IntrospectionResponse introspect(TokenDigest digest, String text, int start, int end)
      throws AuthorizationServerUnavailableException {
    Optional<Kept> kept = cache.get(digest);
    if (kept.isEmpty()) {
      return ask(digest, text.substring(start, end));
    }
    long now = clock.millis();
    if (now < kept.get().freshUntil()) {
      (kept.get().inactive() ? inactiveHits : activeHits).increment();
      return kept.get().response();
    }
    try {
      return ask(digest, text.substring(start, end));
    } catch (AuthorizationServerUnavailableException e) {
      if (now < kept.get().usableUntil() && kept.equals(cache.get(digest))) {
        graceUses.increment();
        return kept.get().response();
      }
      throw e;
    }
  }

  private IntrospectionResponse ask(TokenDigest digest, String token) throws AuthorizationServerUnavailableException {
    Introspection own = new Introspection();
    Introspection earlier = inFlight.putIfAbsent(digest, own);
    if (earlier != null) {
      return earlier.await(patience);
    }
    try {
      // Looked at once more: forget() may have run, or another introspection have ended, since the look-up.
      Optional<Kept> kept = cache.get(digest).filter(answer -> clock.millis() < answer.freshUntil());
      if (kept.isPresent()) {
        own.complete(kept.get().response(), response -> { });
      } else {
        own.complete(delegate.introspect(token), response -> keep(digest, response));
        introspections.increment();
      }
    } catch (AuthorizationServerUnavailableException e) {
      failures.increment();
      own.fail(e);
    } catch (RuntimeException | Error e) {
      own.fail(new AuthorizationServerUnavailableException("the introspection broke off", e));
      throw e;
    } finally {
      inFlight.remove(digest, own);
    }
    return own.await(Duration.ZERO);
  }

  private void keep(TokenDigest digest, IntrospectionResponse response) {
    long now = clock.millis();
    if (response instanceof Active active) {
      long end = active.caller().expiresAt().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
      long freshUntil = Math.min(now + ttl, end);
      if (freshUntil > now) {
        cache.put(digest, new Kept(active, freshUntil, Math.min(freshUntil + grace, end)));
      }
    } else {
      cache.put(digest, inactiveFor(inactiveTtl));
    }
  }

  private Kept inactiveFor(long millis) {
    long until = clock.millis() + millis;
    return new Kept(Inactive.INSTANCE, until, until);
  }

  /**
   * Ends the use of this token here and now. It is marked before and after introspections under way are told: before, so that one that
   * begins now sees the mark; after, because one that ended in between may have kept its answer.
   */
  void forget(String token) {
    TokenDigest digest = digester.digest(token);
    cache.put(digest, inactiveFor(FORGOTTEN.toMillis()));
    Introspection running = inFlight.get(digest);
    if (running != null) {
      running.forget();
    }
    cache.put(digest, inactiveFor(FORGOTTEN.toMillis()));
  }

  /** Asks anew for every token, introspections under way included. */
  void forgetAnswers() {
    inFlight.values().forEach(Introspection::keepNothing);
    cache.dropActive();
  }

  IntrospectionStatistics statistics() {
    return new IntrospectionStatistics(activeHits.sum(), inactiveHits.sum(), introspections.sum(), failures.sum(), graceUses.sum(),
        cache.size());
  }
}
