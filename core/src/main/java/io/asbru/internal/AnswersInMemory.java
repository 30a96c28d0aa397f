package io.asbru.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import io.asbru.resource.IntrospectionCache.Kept;
import io.asbru.resource.TokenDigest;
import io.asbru.settings.ResourceServerSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps responses in memory: active ones, and in a smaller pool of their own inactive ones, so that a flood of bad tokens drives out none. */
final class AnswersInMemory implements Answers {

  private static final int INACTIVE_SHARE = 10;
  /** What is no longer fresh tells that a token was good once, but need not do so for long. */
  private static final Duration LEAST = Duration.ofHours(1);

  private final AcceptedTokens acceptedTokens;
  private final Clock clock;
  private final Cache<TokenDigest, Answer> active;
  private final Cache<TokenDigest, Answer> inactive;
  /** The same caches, to look into them without a note of it, which would cost as much as the look-up, and at times a lock. */
  private final Policy<TokenDigest, Answer> lookIntoActive;
  private final Policy<TokenDigest, Answer> lookIntoInactive;
  /**
   * The time by which entries grow old. It stands still while nothing is put, and a look-up saves a look at the clock: whether an answer
   * still counts is judged by its own times, and not here.
   */
  private volatile long lastPut;
  /** Answers of active tokens from before the present one count no longer. They go when their time is over, as if nothing had happened. */
  private final AtomicInteger generation = new AtomicInteger();

  AnswersInMemory(ResourceServerSettings settings, AcceptedTokens acceptedTokens, Clock clock) {
    Duration needed = settings.ttl().plus(settings.grace());
    Duration longest = needed.compareTo(LEAST) > 0 ? needed : LEAST;
    this.acceptedTokens = acceptedTokens;
    this.clock = clock;
    lastPut = clock.millis();
    active = bounded(settings.cacheSize(), longest);
    lookIntoActive = active.policy();
    inactive = bounded(Math.max(1, settings.cacheSize() / INACTIVE_SHARE), longest);
    lookIntoInactive = inactive.policy();
  }

  private Cache<TokenDigest, Answer> bounded(int size, Duration longest) {
    return Caffeine.newBuilder()
        .maximumSize(size)
        .expireAfterWrite(longest)
        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(lastPut))
        // Not the common pool, whose threads would outlive the application.
        .executor(Runnable::run)
        .build();
  }

  @Override
  public Optional<Answer> get(TokenDigest token) {
    Answer good = lookIntoActive.getIfPresentQuietly(token);
    if (good != null) {
      return Optional.of(good.generation() == generation.get() ? good : good.outdated());
    }
    return Optional.ofNullable(lookIntoInactive.getIfPresentQuietly(token));
  }

  @Override
  public void used(Answer answer, long now) {
    if (answer.useToBeSaid(now)) {
      if (answer.accepted().isEmpty()) {
        // Judged once more for the log, which says why now and then.
        acceptedTokens.judge(answer.response());
      }
      // Looked up for the cache's note of it alone; what is found is not needed.
      Answer unused = (answer.inactive() ? inactive : active).getIfPresent(answer.token());
    }
  }

  @Override
  public void put(TokenDigest token, Kept kept, Optional<TokenDigest> unsigned) {
    lastPut = clock.millis();
    Answer answer = Answer.of(token, kept, unsigned, generation.get(), acceptedTokens);
    if (answer.inactive()) {
      inactive.asMap().merge(token, answer, (a, b) -> a.freshUntil() > b.freshUntil() ? a : b);
      active.invalidate(token);
    } else {
      active.put(token, answer);
    }
  }

  @Override
  public void dropActive() {
    generation.incrementAndGet();
  }

  /** Looks through all: it takes less than a millisecond for ten thousand, and only who signs out or revokes a JWT brings it about. */
  @Override
  public void dropActive(TokenDigest unsigned) {
    active.asMap().values().removeIf(answer -> answer.signs(unsigned));
  }

  @Override
  public long size() {
    lastPut = clock.millis();
    active.cleanUp();
    inactive.cleanUp();
    return active.estimatedSize() + inactive.estimatedSize();
  }

  @Override
  public boolean mayBeOfOthers() {
    return false;
  }
}
