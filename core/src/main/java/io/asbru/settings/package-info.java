/** Configuration: one registry of keys, one reader that reports all faults at once. */
@NullMarked
package io.asbru.settings;

import org.jspecify.annotations.NullMarked;
