package io.asbru.internal;

import io.asbru.resource.IntrospectionCache.Kept;
import io.asbru.resource.TokenDigest;
import java.util.Optional;

/** Passes all on to others, for tests that come in between. */
class ForwardingAnswers implements Answers {

  private final Answers to;

  ForwardingAnswers(Answers to) {
    this.to = to;
  }

  @Override
  public Optional<Answer> get(TokenDigest token) {
    return to.get(token);
  }

  @Override
  public void used(Answer answer, long now) {
    to.used(answer, now);
  }

  @Override
  public void put(TokenDigest token, Kept kept, Optional<TokenDigest> unsigned) {
    to.put(token, kept, unsigned);
  }

  @Override
  public void dropActive() {
    to.dropActive();
  }

  @Override
  public void dropActive(TokenDigest unsigned) {
    to.dropActive(unsigned);
  }

  @Override
  public long size() {
    return to.size();
  }

  @Override
  public boolean mayBeOfOthers() {
    return to.mayBeOfOthers();
  }
}
