package io.asbru.contract.jakarta.wildfly;

import io.asbru.contract.jakarta.JakartaConfigurationContract;

/** Settings on WildFly. */
final class WildFlyConfigurationIT extends JakartaConfigurationContract {}
