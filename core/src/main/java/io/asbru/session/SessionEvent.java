package io.asbru.session;

import static java.util.Objects.requireNonNull;

import io.asbru.Caller;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened to a sign-in.
 *
 * @param kind what happened
 * @param at when
 * @param provider the authorization server, as {@code ProviderSettings.key()} names it; of several organizations it begins with the name
 * @param signInId the {@code id} of the sign-in, the same from its begin to its end; absent if the provider ended it, which names no sign-in here
 * @param caller who had signed in; absent if the provider ended it
 * @param subject the subject; absent if it is not known
 * @param sid the provider's session id; absent if it is not known
 */
public record SessionEvent(
    Kind kind, Instant at, String provider, Optional<String> signInId, Optional<Caller> caller, Optional<String> subject, Optional<String> sid) {

  /** What happened. */
  public enum Kind {
    /** A user signed in. */
    SIGNED_IN,
    /** The user, or the application, signed out. */
    SIGNED_OUT,
    /** Another sign-in of the same browser took its place. */
    REPLACED,
    /** The provider ended all sessions that subject and sid name, by back-channel or front-channel logout; told once for each message. */
    ENDED_BY_PROVIDER,
    /** Its lifetime was over, it was idle for too long, or its tokens ran out and could not be renewed; told at the browser's next request. */
    EXPIRED
  }

  public SessionEvent {
    requireNonNull(kind, "kind");
    requireNonNull(at, "at");
    requireNonNull(provider, "provider");
    requireNonNull(signInId, "signInId");
    requireNonNull(caller, "caller");
    requireNonNull(subject, "subject");
    requireNonNull(sid, "sid");
  }
}
