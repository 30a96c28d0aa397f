/** Calling other services: tokens of the application itself or of its caller, and what sends them along. */
@NullMarked
package io.asbru.outbound;

import org.jspecify.annotations.NullMarked;
