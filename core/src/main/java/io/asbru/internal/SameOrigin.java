package io.asbru.internal;

import io.asbru.HttpRequestView;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a request that a session authenticates was made by the application's own pages. Needed of all that may change something, and of
 * WebSocket upgrades; a browser says it by {@code Sec-Fetch-Site}, older ones by {@code Origin}. Neither is refused.
 */
final class SameOrigin {

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  /** The user's own doing, such as a reload, is {@code none}. */
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  private final ExternalUrl externalUrl;
  private final boolean off;

  SameOrigin(ExternalUrl externalUrl, boolean off) {
    this.externalUrl = externalUrl;
    this.off = off;
  }

  boolean permits(HttpRequestView view) {
    return off || SAFE.contains(view.method()) && !webSocket(view) || ownPage(view);
  }

  private boolean ownPage(HttpRequestView view) {
    List<String> sites = view.headers("Sec-Fetch-Site");
    if (!sites.isEmpty()) {
      return sites.size() == 1 && OWN_SITES.contains(sites.get(0));
    }
    List<String> origins = view.headers("Origin");
    return origins.size() == 1 && origins.get(0).equals(externalUrl.origin(view));
  }

  private static boolean webSocket(HttpRequestView view) {
    Optional<String> upgrade = view.header("Upgrade");
    return upgrade.isPresent() && upgrade.get().toLowerCase(java.util.Locale.ROOT).contains("websocket")
        || view.method().equals("CONNECT");
  }
}
