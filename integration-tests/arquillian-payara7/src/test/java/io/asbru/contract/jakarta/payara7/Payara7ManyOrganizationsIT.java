package io.asbru.contract.jakarta.payara7;

import io.asbru.contract.jakarta.ManyOrganizationsContract;

/** Many organizations in one application, on Payara 7. */
final class Payara7ManyOrganizationsIT extends ManyOrganizationsContract {}
