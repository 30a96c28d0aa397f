/** The command line: {@code java -jar asbru-management-…-cli.jar}. */
@NullMarked
package io.asbru.management.cli;

import org.jspecify.annotations.NullMarked;
