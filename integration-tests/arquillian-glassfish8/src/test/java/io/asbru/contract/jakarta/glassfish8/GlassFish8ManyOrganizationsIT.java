package io.asbru.contract.jakarta.glassfish8;

import io.asbru.contract.jakarta.ManyOrganizationsContract;

/** Many organizations in one application, on GlassFish 8. */
final class GlassFish8ManyOrganizationsIT extends ManyOrganizationsContract {}
