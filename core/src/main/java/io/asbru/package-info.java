/** The engine behind Asbru's front ends: decides what becomes of a request, without knowing any servlet API. */
@NullMarked
package io.asbru;

import org.jspecify.annotations.NullMarked;
