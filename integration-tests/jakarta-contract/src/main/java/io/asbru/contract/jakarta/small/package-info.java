/** What small applications consist of that are about configuration. */
@NullMarked
package io.asbru.contract.jakarta.small;

import org.jspecify.annotations.NullMarked;
