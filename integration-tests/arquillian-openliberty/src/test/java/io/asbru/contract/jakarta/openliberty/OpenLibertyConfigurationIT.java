package io.asbru.contract.jakarta.openliberty;

import io.asbru.contract.jakarta.JakartaConfigurationContract;

/** Settings on Open Liberty. */
final class OpenLibertyConfigurationIT extends JakartaConfigurationContract {}
