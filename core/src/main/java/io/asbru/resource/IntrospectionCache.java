package io.asbru.resource;

import static java.util.Objects.requireNonNull;

import io.asbru.resource.IntrospectionResponse.Inactive;
import java.util.Optional;

/**
 * Where introspection responses are kept. In memory and bounded by default; another one, shared by the nodes of a cluster for example,
 * takes its place without any change to the engine, which judges times, makes each introspection once, and checks audience,
 * organization and scopes of every answer it gets from here.
 *
 * <p>Implementations are thread-safe, take no lock to read, and may lose entries at any time. <strong>One that cannot reach what it keeps
 * answers that it has nothing</strong>: what it throws fails the request.
 */
public interface IntrospectionCache {

  /**
   * A response and how long it counts.
   *
   * @param response the response
   * @param freshUntil until then it is used without asking, in milliseconds of the epoch
   * @param usableUntil until then it may be used while the authorization server is down; never after the token's {@code exp}
   */
  record Kept(IntrospectionResponse response, long freshUntil, long usableUntil) {

    public Kept {
      requireNonNull(response, "response");
    }

    /** Whether the token was found inactive. */
    public boolean inactive() {
      return response instanceof Inactive;
    }
  }

  /** What is kept of this token. */
  Optional<Kept> get(TokenDigest token);

  /** Keeps a response in place of the one before. */
  void put(TokenDigest token, Kept kept);

  /**
   * Drops the responses of active tokens; those of inactive ones may stay. In place of a response may stay the same with both times 0: its
   * token is asked for anew then, but is not taken for an unknown one, of which only so many are asked for in a second.
   */
  void dropActive();

  /** About how many responses are kept. */
  long size();
}
