package io.asbru.contract.jakarta.app;

import io.asbru.security.RequiresScopes;

/**
 * What beans are called by; the demands stand here and nowhere else.
 *
 * @param <T> what is entered
 */
public interface Ledger<T> {

  @RequiresScopes("read_stores")
  String read();

  @RequiresScopes("write_stores")
  String enter(T entry);
}
