package io.asbru.internal;

import io.asbru.Secret;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Tells the engines of this application which tokens it has revoked by an {@link io.asbru.client.OrganizationClient}, so that none goes on
 * taking one from its cache.
 */
public final class RevokedTokens {

  private static final Map<CachingTokenIntrospector, String> LISTENERS = new WeakHashMap<>();

  private RevokedTokens() {}

  static void tell(String provider, CachingTokenIntrospector listener) {
    synchronized (LISTENERS) {
      LISTENERS.put(listener, provider);
    }
  }

  static void tellNoMore(CachingTokenIntrospector listener) {
    synchronized (LISTENERS) {
      LISTENERS.remove(listener);
    }
  }

  /** A token of this provider has been revoked. */
  public static void revoked(String provider, Secret token) {
    Map<CachingTokenIntrospector, String> listeners;
    synchronized (LISTENERS) {
      listeners = Map.copyOf(LISTENERS);
    }
    listeners.forEach((listener, of) -> {
      if (of.equals(provider)) {
        listener.forget(token.value());
      }
    });
  }
}
