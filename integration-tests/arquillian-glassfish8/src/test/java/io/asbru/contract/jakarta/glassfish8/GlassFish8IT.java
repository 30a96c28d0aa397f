package io.asbru.contract.jakarta.glassfish8;

import io.asbru.contract.jakarta.JakartaSecurityContract;

/** The contract on GlassFish 8. */
final class GlassFish8IT extends JakartaSecurityContract {}
