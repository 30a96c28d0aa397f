package io.asbru.contract.jakarta.payara7;

import io.asbru.contract.jakarta.JakartaSecurityContract;

/** The contract on Payara 7. */
final class Payara7IT extends JakartaSecurityContract {}
