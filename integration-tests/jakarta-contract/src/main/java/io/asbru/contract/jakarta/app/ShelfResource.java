package io.asbru.contract.jakarta.app;

import jakarta.ws.rs.Path;

/** A resource that is no CDI bean, and says nothing itself. */
@Path("/shelf")
public class ShelfResource implements Shelf {

  @Override
  public String shelf() {
    return "shelf";
  }
}
