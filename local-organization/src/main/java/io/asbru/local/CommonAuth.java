package io.asbru.local;

import java.time.Clock;
import java.util.Optional;

/** {@code /commonauth}: takes what the sign-in page posts and goes back to the authorization endpoint. */
final class CommonAuth {

  private final Places places;
  private final SsoSessions sessions;
  private final Waiting<PendingSignIn> signIns;
  private final Clock clock;

  CommonAuth(Places places, SsoSessions sessions, Waiting<PendingSignIn> signIns, Clock clock) {
    this.places = places;
    this.sessions = sessions;
    this.signIns = signIns;
    this.clock = clock;
  }

  Reply handle(Call call) {
    String key = call.parameter("sessionDataKey").orElse("");
    Optional<PendingSignIn> pending = signIns.look(key).filter(found -> found.request().signInTo().isPresent());
    if (pending.isEmpty() || !call.post()) {
      return SignInPages.over();
    }
    AuthorizationRequest request = pending.get().request();
    Organization organization = request.signInTo().get();
    Optional<User> user = PasswordCheck.user(organization, call.parameter("username").orElse(""),
        call.parameter("password").orElse(""));
    if (user.isEmpty()) {
      return places.to(Places.LOGIN, "sessionDataKey", key, "authFailure", "true", "authFailureMsg",
          "login.fail.message");
    }
    SsoSession session = new SsoSession(organization, user.get(), clock.instant());
    sessions.of(call, organization).ifPresent(sessions::end);
    sessions.add(session);
    signIns.put(key, new PendingSignIn(request, Optional.of(session)));
    return places.backToAuthorize(request.residence(), key).cookie(sessions.setCookie(session));
  }
}
