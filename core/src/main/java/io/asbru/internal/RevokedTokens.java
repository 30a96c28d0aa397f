package io.asbru.internal;

import io.asbru.Secret;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Tells the engines of this application which tokens it has revoked by an {@link io.asbru.client.OrganizationClient}, so that none goes on
 * taking one from its cache, nor one that is made later.
 */
public final class RevokedTokens {

  private static final Set<EndedTokens> LISTENERS = Collections.newSetFromMap(new WeakHashMap<>());

  private RevokedTokens() {}

  static void tell(EndedTokens listener) {
    synchronized (LISTENERS) {
      LISTENERS.add(listener);
    }
  }

  static void tellNoMore(EndedTokens listener) {
    synchronized (LISTENERS) {
      LISTENERS.remove(listener);
    }
  }

  /** A token of this provider has been revoked. */
  public static void revoked(String provider, Secret token) {
    List<EndedTokens> listeners;
    synchronized (LISTENERS) {
      listeners = List.copyOf(LISTENERS);
    }
    listeners.forEach(listener -> listener.end(provider, token.value()));
  }
}
