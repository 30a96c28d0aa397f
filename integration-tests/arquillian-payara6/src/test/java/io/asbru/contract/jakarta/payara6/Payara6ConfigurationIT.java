package io.asbru.contract.jakarta.payara6;

import io.asbru.contract.jakarta.JakartaConfigurationContract;

/** Settings on Payara 6. */
final class Payara6ConfigurationIT extends JakartaConfigurationContract {}
