package io.asbru.contract.jakarta.app;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;

/** A session bean whose business interface demands something. */
@Stateless
@PermitAll
public class LedgerSessionBean implements Ledger<String> {

  @Override
  public String read() {
    return "read";
  }

  @Override
  public String enter(String entry) {
    return "entered " + entry;
  }
}
