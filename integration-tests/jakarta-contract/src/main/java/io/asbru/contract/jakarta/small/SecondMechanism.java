package io.asbru.contract.jakarta.small;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.authentication.mechanism.http.BasicAuthenticationMechanismDefinition;

/** A mechanism of the standard's: one too many, or the only one where Asbru is not configured. */
@BasicAuthenticationMechanismDefinition(realmName = "second")
@ApplicationScoped
public class SecondMechanism {}
