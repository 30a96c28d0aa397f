package io.asbru.contract.jakarta.app;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;

/** A CDI bean whose interface and superclass demand something. */
@ApplicationScoped
public class LedgerBean extends LedgerBase implements Ledger<String> {

  @Override
  public String read() {
    return "read";
  }

  @Override
  public String enter(String entry) {
    return "entered " + entry;
  }

  @Override
  public String erase() {
    return "erased";
  }

  /** Not public, as a bean of the same package may call it. */
  @RolesAllowed("managers")
  String close() {
    return "closed";
  }

  public String open() {
    return "open";
  }
}
