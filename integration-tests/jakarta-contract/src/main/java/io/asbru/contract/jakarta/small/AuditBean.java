package io.asbru.contract.jakarta.small;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;

/** Tests a role that nothing declares. */
@ApplicationScoped
public class AuditBean {

  @RolesAllowed("auditors")
  public String audit() {
    return "audited";
  }
}
