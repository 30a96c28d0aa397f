package io.asbru.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.security.enterprise.CallerPrincipal;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;

/** Vouches for the callers that core has established, so that further identity stores are asked for their groups. */
@ApplicationScoped
@Typed(IdentityStore.class)
public class CallerIdentityStore implements IdentityStore {

  @Inject
  SecurityRuntime runtime;

  @Override
  public CredentialValidationResult validate(Credential credential) {
    return credential instanceof CallerCredential known
        ? new CredentialValidationResult(new CallerPrincipal(known.caller().getName()), runtime.groups(known.caller()))
        : CredentialValidationResult.NOT_VALIDATED_RESULT;
  }
}
