/** What the mechanism promises on every server. */
@NullMarked
package io.asbru.contract.jakarta;

import org.jspecify.annotations.NullMarked;
