package io.asbru.contract.jakarta.app;

import io.asbru.security.RequiresScopes;

/** What a bean overrides, without saying anything itself. */
public abstract class LedgerBase {

  @RequiresScopes("write_stores")
  public String erase() {
    return "never";
  }
}
