package io.asbru.internal;

import io.asbru.resource.IntrospectionCache.Kept;
import io.asbru.resource.TokenDigest;
import java.util.Optional;

/** Where one engine finds what is kept of tokens: in memory, or in an {@code IntrospectionCache} of the application's own. */
interface Answers {

  /** What is kept of a token. To look need not say that it is in use. */
  Optional<Answer> get(TokenDigest token);

  /** Says that an answer is in use, so that others make room for new ones before it. */
  void used(Answer answer, long now);

  /**
   * Keeps a response in place of the one before.
   *
   * @param unsigned for a JWT, the digest of what is signed
   */
  void put(TokenDigest token, Kept kept, Optional<TokenDigest> unsigned);

  /** No response of an active token counts any longer; those of inactive ones may. That the tokens were active may be kept. */
  void dropActive();

  /**
   * Drops the responses of active tokens in which the same is signed, whatever their signatures, where they would count unasked: not if
   * {@link #mayBeOfOthers}.
   */
  void dropActive(TokenDigest unsigned);

  /** About how many responses are kept. */
  long size();

  /** Whether there may be answers from elsewhere, or from before this engine, that are not true of tokens ended here. */
  boolean mayBeOfOthers();
}
