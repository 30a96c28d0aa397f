package io.asbru.contract.jakarta.app;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;

/** An identity store of the application's own: some users have a group here that the organization does not know of. */
@ApplicationScoped
public class KnownUsers implements IdentityStore {

  @Override
  public CredentialValidationResult validate(Credential credential) {
    return CredentialValidationResult.NOT_VALIDATED_RESULT;
  }

  @Override
  public Set<String> getCallerGroups(CredentialValidationResult result) {
    return result.getCallerPrincipal().getName().startsWith("Charlie") ? Set.of("known") : Set.of();
  }

  @Override
  public Set<ValidationType> validationTypes() {
    return Set.of(ValidationType.PROVIDE_GROUPS);
  }
}
