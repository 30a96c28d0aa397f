package io.asbru.contract.jakarta.app;

import io.asbru.security.RequiresScopes;
import jakarta.ws.rs.GET;

/** What {@link PlainResource} leads to, by a method with a demand of its own. */
public class CellarResource {

  @GET
  @RequiresScopes("read_stores")
  public String cellar() {
    return "cellar";
  }
}
