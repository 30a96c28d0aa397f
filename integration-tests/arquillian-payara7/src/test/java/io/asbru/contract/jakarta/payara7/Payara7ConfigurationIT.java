package io.asbru.contract.jakarta.payara7;

import io.asbru.contract.jakarta.JakartaConfigurationContract;

/** Settings on Payara 7. */
final class Payara7ConfigurationIT extends JakartaConfigurationContract {}
