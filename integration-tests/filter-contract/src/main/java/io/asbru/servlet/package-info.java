/** The one place of the contract that sees what the filter hides. */
@NullMarked
package io.asbru.servlet;

import org.jspecify.annotations.NullMarked;
