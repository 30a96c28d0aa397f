package io.asbru.contract.jakarta.app;

import io.asbru.security.RequiresAuthentication;
import io.asbru.security.RequiresScopes;
import jakarta.annotation.Resource;
import jakarta.annotation.security.DeclareRoles;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;

/** A session bean. */
@Stateless
@DeclareRoles({"staff", "managers", "known"})
public class WhoBean {

  @Resource
  SessionContext context;

  @PermitAll
  public String who() {
    return context.getCallerPrincipal().getName();
  }

  @PermitAll
  public boolean inRole(String role) {
    return context.isCallerInRole(role);
  }

  @RolesAllowed("staff")
  public String staff() {
    return "staff " + who();
  }

  @PermitAll
  @RequiresScopes("write_stores")
  public String writing() {
    return "writing " + who();
  }

  @PermitAll
  @RequiresAuthentication(acrValues = {"gold", "platinum"}, maxAge = 300)
  public String vault() {
    return "vault " + who();
  }
}
