/** The contract on servers that run in a process of their own and hold many applications. */
@NullMarked
package io.asbru.contract.server;

import org.jspecify.annotations.NullMarked;
