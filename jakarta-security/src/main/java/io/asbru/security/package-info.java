/** The mechanism for Jakarta Security, its annotations, and what an application can inject. */
@NullMarked
package io.asbru.security;

import org.jspecify.annotations.NullMarked;
