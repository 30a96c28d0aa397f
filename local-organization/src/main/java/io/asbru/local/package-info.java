/**
 * An Asgardeo organization on this machine, for development and tests: start it, sign in to it, look into its
 * journal, break it on purpose.
 *
 * <p><strong>Never for production.</strong> Passwords and secrets are kept in clear text and nothing outlives the
 * process.
 *
 * @see io.asbru.local.LocalOrganization
 */
@NullMarked
package io.asbru.local;

import org.jspecify.annotations.NullMarked;
