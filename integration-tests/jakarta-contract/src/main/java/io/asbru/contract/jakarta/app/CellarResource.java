package io.asbru.contract.jakarta.app;

import jakarta.ws.rs.GET;

/** What {@link InnerResource} leads to, by a method with a demand of its own. */
public class CellarResource {

  @GET
  public String cellar() {
    return "cellar";
  }
}
