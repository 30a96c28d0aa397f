package io.asbru.contract.jakarta.wildfly;

import io.asbru.contract.jakarta.ClientContract;

/** What the client can do by settings, on WildFly. */
final class WildFlyClientIT extends ClientContract {}
