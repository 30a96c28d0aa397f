/** The servlet filter that guards an application by rules, and the adapters between core and the servlet API. */
@NullMarked
package io.asbru.servlet;

import org.jspecify.annotations.NullMarked;
