package io.asbru.contract.jakarta.payara6;

import io.asbru.contract.jakarta.JakartaSecurityContract;

/** The contract on Payara 6. */
final class Payara6IT extends JakartaSecurityContract {}
