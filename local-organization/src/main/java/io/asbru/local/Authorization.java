package io.asbru.local;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a code or a token stands for: which application may act for whom, where, with which scopes.
 *
 * @param application the client
 * @param residence the organization that the client is registered in
 * @param organization the organization that is accessed
 * @param user the end-user; empty for the application itself
 * @param userOrganization the organization that the user, or the application, belongs to
 * @param scopes what was granted
 * @param session the sign-in session; empty where there was none (password grant, application tokens)
 * @param authenticatedAt when the user was authenticated
 */
record Authorization(Application application, Organization residence, Organization organization, Optional<User> user,
    Organization userOrganization, Set<String> scopes, Optional<SsoSession> session, Instant authenticatedAt) {

  /** What an application may do in its own name, in the organization it is registered in. */
  static Authorization ofApplication(Application application, Organization residence, Set<String> scopes, Instant now) {
    return new Authorization(application, residence, residence, Optional.empty(), residence, scopes, Optional.empty(),
        now);
  }

  /** The same for the client as it is registered now, with these scopes. */
  Authorization renewed(Application current, Set<String> scopes) {
    return new Authorization(current, residence, organization, user, userOrganization, scopes, session,
        authenticatedAt);
  }

  String subject() {
    return user.map(User::id).orElse(application.clientId());
  }

  /** Whether both give the same client the same access: then they share their tokens. */
  boolean sameAccessAs(Authorization other) {
    return application.clientId().equals(other.application.clientId()) && residence == other.residence
        && organization == other.organization && userOrganization == other.userOrganization
        && user.map(User::id).equals(other.user.map(User::id)) && scopes.equals(other.scopes);
  }

  /** Whether client and user are still registered. */
  boolean stillRegistered() {
    return residence.application(application.clientId()).isPresent()
        && user.map(each -> userOrganization.user(each.name()).map(User::id).filter(each.id()::equals).isPresent())
            .orElse(true);
  }
}
