package io.asbru.internal;

import io.asbru.resource.IntrospectionCache;
import io.asbru.resource.IntrospectionCache.Kept;
import io.asbru.resource.TokenDigest;
import java.util.Optional;

/** Answers of the application's own cache, which others may have put there: each is judged anew whenever it is read. */
final class AnswersElsewhere implements Answers {

  private final IntrospectionCache cache;
  private final AcceptedTokens acceptedTokens;

  AnswersElsewhere(IntrospectionCache cache, AcceptedTokens acceptedTokens) {
    this.cache = cache;
    this.acceptedTokens = acceptedTokens;
  }

  @Override
  public Optional<Answer> get(TokenDigest token) {
    return cache.get(token).map(kept -> Answer.of(token, kept, Optional.empty(), 0, acceptedTokens));
  }

  /** Nothing: that cache was asked for the answer, and so knows. */
  @Override
  public void used(Answer answer, long now) {}

  @Override
  public void put(TokenDigest token, Kept kept, Optional<TokenDigest> unsigned) {
    cache.put(token, kept);
  }

  @Override
  public void dropActive() {
    cache.dropActive();
  }

  /** Nothing: of each answer is asked whether its token was ended here. */
  @Override
  public void dropActive(TokenDigest unsigned) {}

  @Override
  public long size() {
    return cache.size();
  }

  @Override
  public boolean mayBeOfOthers() {
    return true;
  }
}
