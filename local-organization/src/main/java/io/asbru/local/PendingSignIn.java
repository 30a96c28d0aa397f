package io.asbru.local;

import java.util.Optional;

/**
 * An authorization request that waits while its user signs in.
 *
 * @param request the request
 * @param session the session, once the user has signed in
 */
record PendingSignIn(AuthorizationRequest request, Optional<SsoSession> session) {}
