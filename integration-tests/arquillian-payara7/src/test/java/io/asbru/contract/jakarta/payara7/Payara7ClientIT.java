package io.asbru.contract.jakarta.payara7;

import io.asbru.contract.jakarta.ClientContract;

/** What the client can do by settings, on Payara 7. */
final class Payara7ClientIT extends ClientContract {}
