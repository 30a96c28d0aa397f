/** Not public: the only place that imports Nimbus and Caffeine. May change in any release. */
@NullMarked
package io.asbru.internal;

import org.jspecify.annotations.NullMarked;
