package io.asbru.internal;

import com.github.benmanes.caffeine.cache.Interner;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Keeps once what many tokens say alike, as long as one of them is kept. So thousands of tokens take less memory, and what each request
 * looks at lies in the processor's cache, whichever token it brings.
 */
final class Alike {

  /** Claims whose values many tokens have in common. */
  private static final Set<String> COMMON =
      Set.of("aud", "aut", "azp", "client_id", "iss", "org_handle", "org_id", "org_name", "scope", "token_type", "typ");

  private final Interner<Object> kept = Interner.newWeakInterner();

  /** The value, which must be immutable, or one that is equal to it. */
  @SuppressWarnings("unchecked")
  <T> T of(T value) {
    return (T) kept.intern(value);
  }

  /** The same claims, under names that are kept once. */
  Map<String, Object> ofClaims(Map<String, Object> claims) {
    Map<String, Object> shared = new LinkedHashMap<>();
    claims.forEach((name, value) -> shared.put(of(name), value instanceof String && COMMON.contains(name) ? of(value) : value));
    return shared;
  }
}
