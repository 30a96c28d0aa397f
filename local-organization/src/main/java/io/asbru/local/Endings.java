package io.asbru.local;

import java.time.Clock;
import java.util.function.Predicate;

/** What ends when something is taken away: tokens, and sign-in sessions with a word to the applications in them. */
final class Endings {

  private final TokenStore tokens;
  private final SsoSessions sessions;
  private final BackChannelLogout backChannel;
  private final Clock clock;

  Endings(TokenStore tokens, SsoSessions sessions, BackChannelLogout backChannel, Clock clock) {
    this.tokens = tokens;
    this.sessions = sessions;
    this.backChannel = backChannel;
    this.clock = clock;
  }

  void tokensOf(Organization organization, Application application) {
    revoke(authorization -> authorization.residence() == organization
        && authorization.application().clientId().equals(application.clientId()));
  }

  void tokensOf(Organization organization, User user) {
    revoke(authorization -> authorization.userOrganization() == organization
        && authorization.user().map(User::id).filter(user.id()::equals).isPresent());
  }

  /** Ends the sessions and tokens of a user who was deleted or has another password. */
  void everythingOf(Organization organization, User user) {
    for (SsoSession session : sessions.find(each -> each.organization() == organization
        && each.user().id().equals(user.id()))) {
      if (sessions.end(session)) {
        backChannel.tell(session);
      }
    }
    tokensOf(organization, user);
  }

  private void revoke(Predicate<Authorization> meant) {
    tokens.revokeAll(meant, clock.instant());
  }
}
