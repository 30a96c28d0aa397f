package io.asbru.contract.jakarta.small;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;

/** Whom {@link SecondMechanism} lets in. */
@ApplicationScoped
public class OneUser implements IdentityStore {

  public CredentialValidationResult validate(UsernamePasswordCredential credential) {
    return credential.compareTo("somebody", "sesame") ? new CredentialValidationResult("somebody") : CredentialValidationResult.INVALID_RESULT;
  }
}
