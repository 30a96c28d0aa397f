package io.asbru.contract.jakarta.openliberty;

import io.asbru.contract.jakarta.JakartaSecurityContract;

/** The contract on Open Liberty. */
final class OpenLibertyIT extends JakartaSecurityContract {}
