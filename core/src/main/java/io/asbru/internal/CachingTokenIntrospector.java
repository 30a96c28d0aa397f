package io.asbru.internal;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.resource.BearerCredentials;
import io.asbru.resource.IntrospectionCache.Kept;
import io.asbru.resource.IntrospectionResponse;
import io.asbru.resource.IntrospectionResponse.Active;
import io.asbru.resource.IntrospectionResponse.Inactive;
import io.asbru.resource.IntrospectionStatistics;
import io.asbru.resource.TokenDigest;
import io.asbru.resource.TokenIntrospector;
import io.asbru.settings.ResourceServerSettings;
import io.asbru.settings.Setting;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Remembers definite answers for a while: active ones for min(exp − now, ttl), inactive ones shortly. Failures are not remembered. However
 * many requests bring the same unknown token, one introspection is made.
 *
 * <p>A token that was {@linkplain #forget(String) forgotten} is inactive from then on, even for those who wait for an introspection
 * that began before.
 */
final class CachingTokenIntrospector implements TokenIntrospector {

  private static final Logger LOG = System.getLogger(CachingTokenIntrospector.class.getName());

  private final TokenIntrospector delegate;
  private final Answers answers;
  private final TokenDigester digester;
  private final Clock clock;
  private final long ttl;
  private final long inactiveTtl;
  private final long grace;
  private final long skew;
  private final boolean validateJwts;
  private final Duration patience;
  private final WaitingRoom waitingRoom;
  private final UnknownTokens unknownTokens;
  private final Outage graceful;
  private final EndedTokens.At ended;
  private final ConcurrentMap<TokenDigest, Introspection> inFlight = new ConcurrentHashMap<>();
  private final LongAdder activeHits = new LongAdder();
  private final LongAdder inactiveHits = new LongAdder();
  private final LongAdder introspections = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder graceUses = new LongAdder();

  CachingTokenIntrospector(TokenIntrospector delegate, Answers answers, TokenDigester digester,
      ResourceServerSettings settings, EndedTokens.At ended, Duration patience, WaitingRoom waitingRoom, Clock clock) {
    this.delegate = delegate;
    this.answers = answers;
    this.digester = digester;
    this.clock = clock;
    this.ttl = settings.ttl().toMillis();
    this.inactiveTtl = settings.inactiveTtl().toMillis();
    this.grace = settings.grace().toMillis();
    this.skew = settings.clockSkew().toMillis();
    this.validateJwts = settings.validateJwts();
    this.patience = patience;
    this.waitingRoom = waitingRoom;
    unknownTokens = new UnknownTokens(settings.maxIntrospectionsPerSecond(), new OccasionalLog(clock));
    graceful = new Outage(clock);
    this.ended = ended;
  }

  /**
   * The answer that is kept of this token, if it still counts. The token is not cut out of its header, nor are its characters looked at:
   * only what was a token is kept.
   */
  Optional<Answer> fresh(BearerCredentials.Token token) {
    Optional<Answer> fresh = fresh(answers.get(digester.digest(token.text(), token.start(), token.end())));
    return fresh.isPresent() && answers.mayBeOfOthers() && ended.contains(token.value()) ? Optional.of(Answer.ENDED) : fresh;
  }

  private Optional<Answer> fresh(Optional<Answer> known) {
    if (known.isEmpty()) {
      return known;
    }
    long now = clock.millis();
    if (now >= known.get().freshUntil()) {
      return Optional.empty();
    }
    answers.used(known.get(), now);
    (known.get().inactive() ? inactiveHits : activeHits).increment();
    return known;
  }

  @Override
  public IntrospectionResponse introspect(String token) throws AuthorizationServerUnavailableException {
    IntrospectionResponse response = answer(token);
    // Looked at last: an introspection that forgetAnswers() has let go of is not told by forget().
    return response instanceof Active && ended.contains(token) ? Inactive.INSTANCE : response;
  }

  private IntrospectionResponse answer(String token) throws AuthorizationServerUnavailableException {
    TokenDigest digest = digester.digest(token);
    Optional<Answer> known = answers.get(digest);
    Optional<Answer> fresh = fresh(known);
    if (fresh.isPresent()) {
      return fresh.get().response();
    }
    return known.isPresent() ? askAgain(digest, token, known.get()) : ask(digest, token, false);
  }

  /** Asks because {@code old} is no longer fresh, and makes do with it if it may be used during an outage. */
  private IntrospectionResponse askAgain(TokenDigest digest, String token, Answer old) throws AuthorizationServerUnavailableException {
    try {
      return ask(digest, token, !old.inactive());
    } catch (AuthorizationServerUnavailableException e) {
      // The time is looked at only now, because the attempt may have taken long.
      long now = clock.millis();
      if (now < old.usableUntil() && answers.get(digest).filter(old::same).isPresent()) {
        answers.used(old, now);
        graceUses.increment();
        if (graceful.begins()) {
          LOG.log(Level.WARNING, "Tokens that were active are taken for up to {0} s longer ({1}), because they cannot be asked for: {2}",
              TimeUnit.MILLISECONDS.toSeconds(grace), Setting.INTROSPECTION_GRACE.key(), e.getMessage());
        }
        return old.response();
      }
      throw e;
    }
  }

  private IntrospectionResponse ask(TokenDigest digest, String token, boolean knownAsActive)
      throws AuthorizationServerUnavailableException {
    Introspection own = new Introspection();
    Introspection earlier = inFlight.putIfAbsent(digest, own);
    if (earlier != null) {
      return waitFor(earlier);
    }
    try {
      // Looked at once more: forget() may have run, or another introspection have ended, since the look-up.
      Optional<IntrospectionResponse> known = known(digest, token);
      if (known.isPresent()) {
        own.complete(known.get(), response -> { });
      } else {
        if (!knownAsActive && !validatedHere(token)) {
          unknownTokens.admit();
        }
        own.complete(unexpired(delegate.introspect(token)), response -> keep(digest, token, response));
        introspections.increment();
        graceful.ends().ifPresent(lasted -> LOG.log(Level.INFO, "Tokens can be asked for again after {0} s.", lasted.toSeconds()));
      }
    } catch (AuthorizationServerUnavailableException e) {
      failures.increment();
      own.fail(e);
      throw e;
    } catch (RuntimeException | Error e) {
      own.fail(new AuthorizationServerUnavailableException("the introspection broke off", e));
      throw e;
    } finally {
      inFlight.remove(digest, own);
    }
    return own.await(Duration.ZERO);
  }

  private IntrospectionResponse waitFor(Introspection earlier) throws AuthorizationServerUnavailableException {
    waitingRoom.enter();
    try {
      return earlier.await(patience);
    } finally {
      waitingRoom.leave();
    }
  }

  /** What has become known meanwhile, or was ended: the cache may lose what it was told, that does not. */
  private Optional<IntrospectionResponse> known(TokenDigest digest, String token) {
    if (ended.contains(token)) {
      return Optional.of(Inactive.INSTANCE);
    }
    return answers.get(digest).filter(answer -> clock.millis() < answer.freshUntil()).map(Answer::response);
  }

  private boolean validatedHere(String token) {
    return validateJwts && SignedToken.looksLikeOne(token);
  }

  /** A provider that calls a token active whose {@code exp} has passed contradicts itself, and the narrower reading counts. */
  private IntrospectionResponse unexpired(IntrospectionResponse response) {
    return response instanceof Active active && end(active) <= clock.millis() - skew ? Inactive.INSTANCE : response;
  }

  private static long end(Active active) {
    return active.caller().expiresAt().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
  }

  private void keep(TokenDigest digest, String token, IntrospectionResponse response) {
    long now = clock.millis();
    if (response instanceof Active active) {
      long end = end(active);
      long freshUntil = Math.min(now + ttl, end);
      long usableUntil = Math.min(freshUntil + grace, end);
      if (usableUntil > now && !ended.contains(token)) {
        answers.put(digest, new Kept(active, freshUntil, usableUntil), ended.withoutSignature(token));
        // Looked at once more: a JWT may be ended meanwhile with another signature, and nobody tells this introspection.
        if (ended.contains(token)) {
          keepInactive(digest, EndedTokens.REFUSED.toMillis());
        }
      }
    } else {
      keepInactive(digest, inactiveTtl);
    }
  }

  private void keepInactive(TokenDigest digest, long millis) {
    long until = clock.millis() + millis;
    answers.put(digest, new Kept(Inactive.INSTANCE, until, until), Optional.empty());
  }

  /** Ends the use of this token here and now, of a JWT with whatever signature. */
  void forget(String token) {
    Runnable rest = forgetting(token);
    ended.add(token);
    rest.run();
  }

  /**
   * Begins to end the use of a token: it is inactive in this cache. Then it has to be marked as ended, and what is returned to be run. Whoever
   * asks for the token meanwhile waits: so nobody finds it active after somebody else has found it inactive.
   */
  Runnable forgetting(String token) {
    TokenDigest digest = digester.digest(token);
    Introspection ending = Introspection.ofEndingToken();
    Runnable rest = () -> {
      ending.complete(Inactive.INSTANCE, response -> { });
      inFlight.remove(digest, ending);
      ended.withoutSignature(token).ifPresent(answers::dropActive);
    };
    if (answers.mayBeOfOthers()) {
      // That cache may be slow, or fail. The mark is looked at with each of its answers.
      ended.add(token);
    }
    Introspection running = inFlight.put(digest, ending);
    try {
      (running != null ? running : ending).forget(() -> keepInactive(digest, EndedTokens.REFUSED.toMillis()));
      return rest;
    } catch (RuntimeException | Error e) {
      ended.add(token);
      rest.run();
      throw e;
    }
  }

  /** Asks anew for every token. Introspections under way serve those who wait for them already, and nobody who comes later. */
  void forgetAnswers() {
    inFlight.values().removeIf(Introspection::keepNothing);
    answers.dropActive();
  }

  IntrospectionStatistics statistics() {
    return new IntrospectionStatistics(activeHits.sum(), inactiveHits.sum(), introspections.sum(), failures.sum(), graceUses.sum(),
        answers.size());
  }
}
