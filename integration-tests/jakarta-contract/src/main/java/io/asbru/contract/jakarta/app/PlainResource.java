package io.asbru.contract.jakarta.app;

import io.asbru.security.RequiresAuthentication;
import io.asbru.security.RequiresScopes;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;

/** A resource that is no CDI bean. */
@Path("/plain")
@Produces({"text/plain", "application/json"})
@RequiresScopes("read_stores")
public class PlainResource {

  @Context
  SecurityContext context;

  @GET
  public String read() {
    return "read " + context.getUserPrincipal().getName();
  }

  @GET
  @Path("/vault")
  @RequiresAuthentication(acrValues = {"gold", "platinum"}, maxAge = 300)
  public String vault() {
    return "vault " + context.getUserPrincipal().getName();
  }

  @Path("/inner")
  public InnerResource inner() {
    return new InnerResource();
  }

  @POST
  @Consumes("text/plain")
  @RequiresScopes({"read_stores", "write_stores"})
  public String write(String body) {
    return "written " + context.getUserPrincipal().getName() + " " + body;
  }
}
