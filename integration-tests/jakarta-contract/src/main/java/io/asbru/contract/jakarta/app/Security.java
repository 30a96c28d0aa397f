package io.asbru.contract.jakarta.app;

import io.asbru.security.OAuthAuthenticationMechanismDefinition;
import jakarta.enterprise.context.ApplicationScoped;

/** Switches the mechanism on. The provider's address comes from the settings file, some values from context-params. */
@OAuthAuthenticationMechanismDefinition(
    rootOrganization = "bestcarmart",
    organizationId = "#{contractSettings.organizationId}",
    clientId = "sample_${contractSettings.clientName}_client_id",
    clientSecret = "${sys.asbru.contract.none:-sample_application_client_secret}",
    scopes = "#{contractSettings.scopes}")
@ApplicationScoped
public class Security {}
