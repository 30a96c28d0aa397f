package io.asbru.contract.jakarta.wildfly;

import io.asbru.contract.jakarta.JakartaSecurityContract;

/** The contract on WildFly. */
final class WildFlyIT extends JakartaSecurityContract {}
