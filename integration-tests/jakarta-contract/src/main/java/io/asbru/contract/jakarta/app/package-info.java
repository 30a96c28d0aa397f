/** An application that shows on every server what the mechanism does there. */
@NullMarked
package io.asbru.contract.jakarta.app;

import org.jspecify.annotations.NullMarked;
