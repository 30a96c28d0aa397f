package io.asbru.contract.jakarta.app;

import io.asbru.security.RequiresScopes;
import jakarta.ws.rs.GET;

/** A resource's interface, from which Jakarta REST inherits annotations. */
public interface Shelf {

  @GET
  @RequiresScopes("write_stores")
  String shelf();
}
