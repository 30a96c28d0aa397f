package io.asbru.contract.jakarta.small;

import io.asbru.security.OAuthAuthenticationMechanismDefinition;
import io.asbru.security.RequiresScopes;

/** No bean, so that neither annotation counts. */
@OAuthAuthenticationMechanismDefinition(clientId = "me")
@RequiresScopes
public class MisplacedSecurity {}
