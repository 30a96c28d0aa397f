package io.asbru.contract.jakarta.payara6;

import io.asbru.contract.jakarta.ManyOrganizationsContract;

/** Many organizations in one application, on Payara 6. */
final class Payara6ManyOrganizationsIT extends ManyOrganizationsContract {}
