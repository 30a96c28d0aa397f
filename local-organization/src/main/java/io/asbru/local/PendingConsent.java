package io.asbru.local;

/**
 * An authorization request that waits for its user's consent.
 *
 * @param request the request
 * @param authorization what would be granted
 * @param session the user's session
 */
record PendingConsent(AuthorizationRequest request, Authorization authorization, SsoSession session) {}
