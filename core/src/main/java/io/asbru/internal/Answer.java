package io.asbru.internal;

import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.resource.IntrospectionCache.Kept;
import io.asbru.resource.IntrospectionResponse;
import io.asbru.resource.IntrospectionResponse.Inactive;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a token, and what follows from it whatever it is presented for. All in one object: where there are many tokens, each further
 * one would be a look into memory that no processor has at hand.
 */
final class Answer {

  /** That of a token that was ended here. */
  static final Answer ENDED = new Answer(new Kept(Inactive.INSTANCE, 0, 0), null);

  private final IntrospectionResponse response;
  private final long freshUntil;
  private final long usableUntil;
  private final @Nullable Authenticated accepted;

  private Answer(Kept kept, @Nullable Authenticated accepted) {
    response = kept.response();
    freshUntil = kept.freshUntil();
    usableUntil = kept.usableUntil();
    this.accepted = accepted;
  }

  static Answer of(Kept kept, AcceptedTokens acceptedTokens) {
    return new Answer(kept, acceptedTokens.judge(kept.response()).orElse(null));
  }

  IntrospectionResponse response() {
    return response;
  }

  boolean inactive() {
    return response instanceof Inactive;
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

  /** Whether nothing else has been kept of the token since. */
  boolean same(Answer later) {
    return response.equals(later.response) && freshUntil == later.freshUntil && usableUntil == later.usableUntil;
  }
}
