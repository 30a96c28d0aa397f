package io.asbru.contract.jakarta.glassfish7;

import io.asbru.contract.jakarta.JakartaSecurityContract;

/** The contract on GlassFish 7. */
final class GlassFish7IT extends JakartaSecurityContract {}
