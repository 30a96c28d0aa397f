package io.asbru.contract.jakarta.openliberty;

import io.asbru.contract.jakarta.ClientContract;

/** What the client can do by settings, on Open Liberty. */
final class OpenLibertyClientIT extends ClientContract {}
