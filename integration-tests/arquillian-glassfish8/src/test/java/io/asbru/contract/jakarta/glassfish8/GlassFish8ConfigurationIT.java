package io.asbru.contract.jakarta.glassfish8;

import io.asbru.contract.jakarta.JakartaConfigurationContract;

/** Settings on GlassFish 8. */
final class GlassFish8ConfigurationIT extends JakartaConfigurationContract {}
