package io.asbru.contract.jakarta.glassfish7;

import io.asbru.contract.jakarta.ManyOrganizationsContract;

/** Many organizations in one application, on GlassFish 7. */
final class GlassFish7ManyOrganizationsIT extends ManyOrganizationsContract {}
