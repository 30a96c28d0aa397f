package io.asbru.contract.jakarta.glassfish7;

import io.asbru.contract.jakarta.ClientContract;

/** What the client can do by settings, on GlassFish 7. */
final class GlassFish7ClientIT extends ClientContract {}
