/** The resource server: bearer tokens (RFC 6750) and their introspection (RFC 7662). */
@NullMarked
package io.asbru.resource;

import org.jspecify.annotations.NullMarked;
