package io.asbru.contract.jakarta.app;

import io.asbru.Caller;
import io.asbru.security.CurrentCaller;
import io.asbru.security.RequiresScopes;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** A CDI bean that lives as long as the application. */
@ApplicationScoped
@RequiresScopes
public class GuardedBean {

  @Inject
  Caller caller;

  @Inject
  CurrentCaller current;

  public String someone() {
    return "someone " + caller.getName();
  }

  @RequiresScopes({"read_stores", "write_stores"})
  public String both() {
    return "both " + caller.getName();
  }

  @RequiresScopes(anyOf = {"internal_login", "write_stores"})
  public String either() {
    return "either " + caller.getName();
  }

  @RolesAllowed("staff")
  public String staff() {
    return "staff " + caller.getName();
  }

  @DenyAll
  public String nobody() {
    return "nobody";
  }

  public String programmatic() {
    current.requireScopes("write_stores");
    return "programmatic " + caller.getName();
  }
}
