package io.asbru.contract.jakarta.openliberty;

import io.asbru.contract.jakarta.ManyOrganizationsContract;

/** Many organizations in one application, on Open Liberty. */
final class OpenLibertyManyOrganizationsIT extends ManyOrganizationsContract {}
