package io.asbru.local;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** All tokens that were ever issued. */
final class TokenStore {

  private final Map<String, TokenPair> byAccessToken = new HashMap<>();
  private final Map<String, TokenPair> byRefreshToken = new HashMap<>();
  private final Set<TokenPair> pairs = new LinkedHashSet<>();

  /** The tokens that already give this access and are still active, or else new ones. */
  synchronized TokenPair activeOr(Authorization authorization, Instant now, Supplier<TokenPair> issue) {
    for (TokenPair pair : pairs) {
      if (pair.authorization().sameAccessAs(authorization) && pair.accessActive(now)) {
        return pair;
      }
    }
    return add(issue.get());
  }

  synchronized TokenPair add(TokenPair pair) {
    pairs.add(pair);
    byAccessToken.put(pair.accessToken(), pair);
    pair.refreshToken().ifPresent(token -> byRefreshToken.put(token.value(), pair));
    return pair;
  }

  /** Puts new tokens in the place of refreshed ones, unless somebody else was faster. */
  synchronized boolean replace(TokenPair refreshed, TokenPair renewed, Instant now) {
    if (!refreshed.refreshActive(now)) {
      return false;
    }
    refreshed.replaced();
    add(renewed);
    return true;
  }

  synchronized Optional<TokenPair> byAccessToken(String token) {
    return Optional.ofNullable(byAccessToken.get(token));
  }

  synchronized Optional<TokenPair> byRefreshToken(String token) {
    return Optional.ofNullable(byRefreshToken.get(token));
  }

  /** Revokes both tokens of every pair that is meant, and counts those that were active. */
  synchronized int revokeAll(Predicate<Authorization> meant, Instant now) {
    int revoked = 0;
    for (TokenPair pair : pairs) {
      if (meant.test(pair.authorization())) {
        if (pair.accessActive(now) || pair.refreshActive(now)) {
          revoked++;
        }
        pair.revokeAccess();
        pair.revokeRefresh();
      }
    }
    return revoked;
  }
}
