package io.asbru.contract.jakarta.app;

import io.asbru.security.RequiresScopes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** What {@link PlainResource} leads to: made by the application, so that no server makes a bean of it. */
public class InnerResource {

  @GET
  public String inner() {
    return "inner";
  }

  @Path("/cellar")
  @RequiresScopes("write_stores")
  public CellarResource cellar() {
    return new CellarResource();
  }
}
