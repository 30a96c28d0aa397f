package io.asbru.contract.jakarta.app;

import io.asbru.Caller;
import io.asbru.StepUp;
import io.asbru.security.CurrentCaller;
import io.asbru.security.RequiresAuthentication;
import io.asbru.security.RequiresScopes;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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

  @RequiresAuthentication(acrValues = {"gold", "platinum"}, maxAge = 300)
  public String vault() {
    return "vault " + caller.getName();
  }

  @RequiresScopes("write_stores")
  @RequiresAuthentication(acrValues = {"gold", "platinum"}, maxAge = 300)
  public String scopedVault() {
    return "vault " + caller.getName();
  }

  @RequiresAuthentication(maxAge = 300)
  public String fresh() {
    return "fresh " + caller.getName();
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

  public String programmaticVault() {
    StepUp gold = new StepUp(List.of("gold", "platinum"), Optional.of(Duration.ofSeconds(300)));
    boolean good = current.hasAuthenticated(gold);
    current.requireAuthentication(gold);
    return good ? "vault " + caller.getName() : "let in, though the question was answered no";
  }
}
