package io.asbru.contract.jakarta.glassfish7;

import io.asbru.contract.jakarta.JakartaConfigurationContract;

/** Settings on GlassFish 7. */
final class GlassFish7ConfigurationIT extends JakartaConfigurationContract {}
