/** Runs the sample beside a local organization, for people who try things out: what {@code mvn -Prun} does. */
@NullMarked
package io.asbru.launcher;

import org.jspecify.annotations.NullMarked;
