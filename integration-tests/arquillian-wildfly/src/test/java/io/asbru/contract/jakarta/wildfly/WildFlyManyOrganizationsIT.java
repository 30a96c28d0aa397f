package io.asbru.contract.jakarta.wildfly;

import io.asbru.contract.jakarta.ManyOrganizationsContract;

/** Many organizations in one application, on WildFly. */
final class WildFlyManyOrganizationsIT extends ManyOrganizationsContract {}
