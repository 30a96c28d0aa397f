package io.asbru.contract.jakarta.app;

import jakarta.ws.rs.GET;

/** What {@link PlainResource} leads to. */
public class InnerResource {

  @GET
  public String inner() {
    return "inner";
  }
}
