package io.asbru.contract.jakarta.payara6;

import io.asbru.contract.jakarta.ClientContract;

/** What the client can do by settings, on Payara 6. */
final class Payara6ClientIT extends ClientContract {}
