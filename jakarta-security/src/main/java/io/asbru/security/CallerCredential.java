package io.asbru.security;

import static java.util.Objects.requireNonNull;

import io.asbru.Caller;
import jakarta.security.enterprise.credential.Credential;

/**
 * A caller whose sign-in or bearer token was found good. The mechanism hands it to the {@code IdentityStoreHandler} at every request, so
 * that further identity stores can add groups, or refuse the caller.
 */
public final class CallerCredential implements Credential {

  private final Caller caller;

  CallerCredential(Caller caller) {
    this.caller = requireNonNull(caller, "caller");
  }

  /** The caller. */
  public Caller caller() {
    return caller;
  }

  @Override
  public boolean isValid() {
    return true;
  }
}
