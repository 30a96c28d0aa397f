package io.asbru.contract.jakarta.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.List;

/** What the expressions of {@link Security} name. */
@Named
@ApplicationScoped
public class ContractSettings {

  public String getOrganizationId() {
    return "7e98b86f-63c7-41a1-8c56-c909a21a2615";
  }

  public String getClientName() {
    return "application";
  }

  public List<String> getScopes() {
    return List.of("openid", "profile", "roles", "groups", "read_stores", "write_stores");
  }
}
