package io.asbru.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The providers' session ids ({@code sid}) of the sign-ins that this node has seen, and with which provider, as {@code ProviderSettings.key()}
 * names it. Bounded; the least used give way.
 */
final class SeenSessions {

  private static final int MOST = 100_000;

  private final Cache<String, Set<String>> providers;

  SeenSessions(Duration lifetime, Clock clock) {
    providers = Caffeine.newBuilder().maximumSize(MOST).expireAfterAccess(lifetime).executor(Runnable::run)
        .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis())).build();
  }

  void add(String provider, String sid) {
    if (!contains(provider, sid)) {
      providers.asMap().merge(sid, Set.of(provider), SeenSessions::union);
    }
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new HashSet<>(some);
    all.addAll(others);
    return Set.copyOf(all);
  }

  boolean contains(String provider, String sid) {
    return providers(sid).contains(provider);
  }

  /** All with which this session was seen: several clients may share one. */
  Set<String> providers(String sid) {
    Set<String> known = providers.getIfPresent(sid);
    return known == null ? Set.of() : known;
  }

  /** Takes it out. Whether it was there. */
  boolean remove(String provider, String sid) {
    if (!contains(provider, sid)) {
      return false;
    }
    providers.asMap().computeIfPresent(sid, (same, all) -> without(all, provider));
    return true;
  }

  /** None is no entry. */
  private static @Nullable Set<String> without(Set<String> all, String provider) {
    Set<String> rest = new HashSet<>(all);
    rest.remove(provider);
    return rest.isEmpty() ? null : Set.copyOf(rest);
  }
}
