/** The OAuth 2.0 client: every grant, introspection, revocation, userinfo. */
@NullMarked
package io.asbru.client;

import org.jspecify.annotations.NullMarked;
