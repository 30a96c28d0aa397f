package io.asbru.resource;

import java.util.Map;
import java.util.Optional;

/**
 * A cache of an application's own, which others may fill, too.
 *
 * @param kept what is kept; thread-safe where threads share it
 */
public record CacheInMap(Map<TokenDigest, Kept> kept) implements IntrospectionCache {

  @Override
  public Optional<Kept> get(TokenDigest token) {
    return Optional.ofNullable(kept.get(token));
  }

  @Override
  public void put(TokenDigest token, Kept response) {
    kept.put(token, response);
  }

  @Override
  public void dropActive() {
    kept.clear();
  }

  @Override
  public long size() {
    return kept.size();
  }
}
