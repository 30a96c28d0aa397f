/** What the filter promises in every container, as tests that each container's module runs. */
@NullMarked
package io.asbru.contract;

import org.jspecify.annotations.NullMarked;
