package io.asbru.contract.jakarta.glassfish8;

import io.asbru.contract.jakarta.ClientContract;

/** What the client can do by settings, on GlassFish 8. */
final class GlassFish8ClientIT extends ClientContract {}
