package io.asbru.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.asbru.resource.TokenDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The access tokens that were ended here, by a sign-out or a revocation, and the caches that have to hear of it. It outlasts the engines: what
 * was ended stays so when the engine of its organization is replaced, or let go and made anew.
 */
final class EndedTokens {

  /**
   * A token ended here stays refused for this long, whatever the provider says. By then the provider has ended it too. A JWT, which may be
   * validated by the provider's keys alone, stays refused for as long after its expiry.
   */
  static final Duration REFUSED = Duration.ofDays(1);
  /** Only who signs out adds to them, so that made-up tokens drive out none. */
  private static final int MOST = 100_000;

  private final Clock clock;
  private final Cache<TokenDigest, Instant> ended;
  /** Weak, because an engine that was let go may have introspections under way, and nobody tells when they are over. */
  private final Map<CachingTokenIntrospector, Owner> caches = new WeakHashMap<>();

  private record Owner(String address, String client) {}

  EndedTokens(Clock clock) {
    this.clock = clock;
    ended = Caffeine.newBuilder()
        .maximumSize(MOST)
        .expireAfter(Expiry.<TokenDigest, Instant>writing((token, until) -> Duration.between(clock.instant(), until)))
        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
        // Not the common pool, whose threads would outlive the application.
        .executor(Runnable::run)
        .build();
  }

  /** Those of one authorization server, whose tokens are nobody's elsewhere. */
  final class At {

    private final TokenDigester digester;

    private At(String address) {
      digester = TokenDigester.shared(address);
    }

    void add(String token) {
      Instant now = clock.instant();
      ended.put(digest(token), expiry(token).filter(now::isBefore).orElse(now).plus(REFUSED));
    }

    boolean contains(String token) {
      return ended.getIfPresent(digest(token)) != null;
    }

    /** Of a JWT without its signature: who has one signature by ECDSA can make another that is as good. */
    private TokenDigest digest(String token) {
      return withoutSignature(token).orElseGet(() -> digester.digest(token));
    }

    /** The digest of what is signed in a JWT; empty for other tokens. */
    Optional<TokenDigest> withoutSignature(String token) {
      int end = SignedToken.endOfSigned(token);
      return end < 0 ? Optional.empty() : Optional.of(digester.digest(token, 0, end));
    }
  }

  /**
   * Those of one authorization server.
   *
   * @param address as {@code ProviderSettings.address()} names it
   */
  At at(String address) {
    return new At(address);
  }

  /**
   * Tells this cache from now on.
   *
   * @param address the authorization server whose tokens it keeps
   * @param client the client that a logout by that server speaks to
   */
  void tell(CachingTokenIntrospector cache, String address, String client) {
    synchronized (caches) {
      caches.put(cache, new Owner(address, client));
    }
  }

  /** Ends a token, in all caches that may hold it. */
  void end(String address, String token) {
    Set<CachingTokenIntrospector> told = new HashSet<>(caches(address));
    List<Runnable> rest = new ArrayList<>();
    Optional<RuntimeException> failure = Optional.empty();
    for (CachingTokenIntrospector cache : told) {
      try {
        rest.add(cache.forgetting(token));
      } catch (RuntimeException e) {
        // An application's own cache. The others are told all the same.
        failure = Optional.of(e);
      }
    }
    at(address).add(token);
    rest.forEach(Runnable::run);
    // Those that were made meanwhile may have the token from before the mark.
    caches(address).stream().filter(cache -> !told.contains(cache)).forEach(cache -> cache.forget(token));
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  private List<CachingTokenIntrospector> caches(String address) {
    return of(owner -> owner.address.equals(address));
  }

  /** Has every token asked for anew that the client's caches hold: which ones a session had is not told by a logout. */
  void forgetAnswers(String client) {
    of(owner -> owner.client.equals(client)).forEach(CachingTokenIntrospector::forgetAnswers);
  }

  /** As the token itself says; whether that is true does not matter, since it only lets the mark stay longer. */
  private static Optional<Instant> expiry(String token) {
    try {
      return SignedToken.looksLikeOne(token) ? SignedToken.parse(token).claims().time("exp") : Optional.empty();
    } catch (InvalidTokenException e) {
      return Optional.empty();
    }
  }

  private List<CachingTokenIntrospector> of(Predicate<Owner> which) {
    synchronized (caches) {
      return caches.entrySet().stream().filter(entry -> which.test(entry.getValue())).map(Map.Entry::getKey).toList();
    }
  }
}
