/** An Asgardeo organization, its endpoints and the issuers it may have; or any other OpenID Provider. */
@NullMarked
package io.asbru.organization;

import org.jspecify.annotations.NullMarked;
