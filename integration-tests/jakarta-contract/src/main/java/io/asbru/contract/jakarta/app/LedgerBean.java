package io.asbru.contract.jakarta.app;

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

  public String open() {
    return "open";
  }
}
