package io.asbru.internal;

import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.resource.IntrospectionCache.Kept;
import io.asbru.resource.IntrospectionResponse;
import io.asbru.resource.IntrospectionResponse.Inactive;
import io.asbru.resource.TokenDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a token, and what follows from it whatever it is presented for. All in one object: where there are many tokens, each further
 * one would be a look into memory that no processor has at hand.
 */
final class Answer {

  /** That of a token that was ended here. */
  static final Answer ENDED = new Answer(new TokenDigest(0, 0, 0, 0), new Kept(Inactive.INSTANCE, 0, 0), null, 0, null);

  /** How seldom it is enough to say that an answer is in use, in milliseconds. */
  private static final long SELDOM = 100;

  private final TokenDigest token;
  private final IntrospectionResponse response;
  private final boolean inactive;
  private final long freshUntil;
  private final long usableUntil;
  private final @Nullable Authenticated accepted;
  private final @Nullable TokenDigest unsigned;
  private final int generation;
  /** When it was last said that it is in use, in milliseconds of the epoch. Threads may meet here, and then say so once too often. */
  private long saidAt;

  private Answer(TokenDigest token, Kept kept, @Nullable TokenDigest unsigned, int generation, @Nullable Authenticated accepted) {
    this.token = token;
    response = kept.response();
    inactive = response instanceof Inactive;
    freshUntil = kept.freshUntil();
    usableUntil = kept.usableUntil();
    this.unsigned = unsigned;
    this.generation = generation;
    this.accepted = accepted;
  }

  /**
   * What is kept of a token.
   *
   * @param unsigned of a JWT, the digest of what is signed
   * @param generation one number for all answers that count or do not count together
   */
  static Answer of(TokenDigest token, Kept kept, Optional<TokenDigest> unsigned, int generation, AcceptedTokens acceptedTokens) {
    return new Answer(token, kept, unsigned.orElse(null), generation, acceptedTokens.judge(kept.response()).orElse(null));
  }

  /** This answer as one that has to be asked for anew, and says no more than what the token was. */
  Answer outdated() {
    return new Answer(token, new Kept(response, 0, 0), unsigned, generation, null);
  }

  int generation() {
    return generation;
  }

  /** Whether it is of a JWT in which this is signed. */
  boolean signs(TokenDigest claims) {
    return claims.equals(unsigned);
  }

  /** What it is kept by. */
  TokenDigest token() {
    return token;
  }

  IntrospectionResponse response() {
    return response;
  }

  boolean inactive() {
    return inactive;
  }

  /** Until then it is used without asking, in milliseconds of the epoch. */
  long freshUntil() {
    return freshUntil;
  }

  /** Until then it may be used while the authorization server is down. */
  long usableUntil() {
    return usableUntil;
  }

  /** Whom the token lets in; empty unless it is taken as an access token here. */
  Optional<Authenticated> accepted() {
    return Optional.ofNullable(accepted);
  }

  /** Whether it has to be said again that this answer is in use. Then the caller does, because it is not asked to again for a while. */
  boolean useToBeSaid(long now) {
    // Unsigned, so that a clock that was set back is noticed.
    boolean due = Long.compareUnsigned(now - saidAt, SELDOM) >= 0;
    if (due) {
      saidAt = now;
    }
    return due;
  }

  /** Whether nothing else has been kept of the token since. */
  boolean same(Answer later) {
    return response.equals(later.response) && freshUntil == later.freshUntil && usableUntil == later.usableUntil;
  }
}
