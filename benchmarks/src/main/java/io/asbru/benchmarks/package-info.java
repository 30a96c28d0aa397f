/** What a request costs: measured in process with JMH and end to end on Jetty. */
@NullMarked
package io.asbru.benchmarks;

import org.jspecify.annotations.NullMarked;
