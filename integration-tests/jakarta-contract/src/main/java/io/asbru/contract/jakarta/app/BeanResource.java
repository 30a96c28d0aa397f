package io.asbru.contract.jakarta.app;

import io.asbru.Caller;
import io.asbru.security.CurrentCaller;
import io.asbru.security.RequiresScopes;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** A resource that is a CDI bean. */
@Path("/bean")
@Produces({"text/plain", "application/json"})
@RequestScoped
public class BeanResource {

  @Inject
  Caller caller;

  @Inject
  CurrentCaller current;

  @Inject
  GuardedBean bean;

  @GET
  @Path("/who")
  public String who() {
    return "who " + current.caller().map(Caller::getName).orElse("-");
  }

  @GET
  @Path("/staff")
  @RolesAllowed("staff")
  public String staff() {
    return "staff " + caller.getName();
  }

  @GET
  @Path("/either")
  @RequiresScopes(anyOf = {"internal_login", "write_stores"})
  public String either() {
    return "either " + caller.getName();
  }

  @GET
  @Path("/inner")
  public String inner() {
    return bean.both();
  }

  @GET
  @Path("/vault")
  public String vault() {
    return bean.vault();
  }

  @GET
  @Path("/injected")
  public String injected() {
    return "injected " + caller.getName();
  }
}
