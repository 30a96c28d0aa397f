package io.asbru.internal;

import io.asbru.AuthenticationResult;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.HttpReply;
import io.asbru.HttpRequestView;
import io.asbru.Secret;
import io.asbru.client.TokenTypeHint;
import io.asbru.internal.CookieJar.SameSite;
import io.asbru.session.EndedSessions;
import io.asbru.session.EndedSessions.Kind;
import io.asbru.session.SessionEvent;
import io.asbru.session.SessionStore;
import io.asbru.session.SignIn;
import io.asbru.settings.Settings;
import java.lang.System.Logger;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every way in which a session ends: by the user, by the application, by the provider. */
final class SignOut {

  private static final Logger LOG = System.getLogger(SignOut.class.getName());
  /** Names the cookie with the {@code state} of a logout at the provider. */
  private static final String STATE = "o";
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Settings settings;
  private final AuthorizationServer server;
  private final EndedTokens endedTokens;
  private final EndedSessions ended;
  private final Refreshes refreshes;
  private final SessionEvents events;
  private final CookieJar.Maker jars;
  private final SameOrigin sameOrigin;
  private final CrossSiteToken crossSiteToken;
  private final ExternalUrl externalUrl;
  private final ReturnUri returnUri;
  private final Refusals refusals;
  private final Clock clock;
  /** Anybody can send logout tokens. */
  private final OccasionalLog log;

  SignOut(Settings settings, AuthorizationServer server, EndedTokens endedTokens, EndedSessions ended, Refreshes refreshes,
      SessionEvents events, CookieJar.Maker jars, SameOrigin sameOrigin, CrossSiteToken crossSiteToken, ExternalUrl externalUrl,
      ReturnUri returnUri, Refusals refusals, Clock clock) {
    this.settings = settings;
    this.server = server;
    this.endedTokens = endedTokens;
    this.ended = ended;
    this.refreshes = refreshes;
    this.events = events;
    this.jars = jars;
    this.sameOrigin = sameOrigin;
    this.crossSiteToken = crossSiteToken;
    this.externalUrl = externalUrl;
    this.returnUri = returnUri;
    this.refusals = refusals;
    this.clock = clock;
    this.log = new OccasionalLog(clock);
  }

  /** The user signs out: here, then at the provider (OpenID Connect RP-Initiated Logout). */
  AuthenticationResult byUser(HttpRequestView view, SessionStore session) {
    if (!view.method().equals("POST")) {
      return refusals.methodNotAllowed(view, "POST");
    }
    if (!sameOrigin.permits(view)) {
      return refusals.crossSite(view);
    }
    Optional<SignIn> signIn = load(session);
    if (signIn.isPresent() && !crossSiteToken.permitsOwnPath(view, signIn.get())) {
      return refusals.withoutCrossSiteToken(view);
    }
    String signedOut = returnUri.path(view, settings.login().signedOutPath());
    if (signIn.isEmpty()) {
      session.end();
      return new Redirected(CodeFlow.redirect(signedOut));
    }
    boolean told = here(session, signIn.get());
    try {
      Optional<URI> endpoint = server.provider().metadata().endpoints().endSession();
      if (told && endpoint.isPresent()) {
        return new Redirected(atProvider(view, session, endpoint.get(), signIn.get()));
      }
      told = told && endpoint.isEmpty();
    } catch (AuthorizationServerUnavailableException e) {
      told = false;
    }
    return new Redirected(told ? CodeFlow.redirect(signedOut)
        : Page.of(200, "You are signed out here", "The sign-in service does not answer, so you may still be signed in there. "
            + "Close the browser to be safe.").link(signedOut, "Continue").reply());
  }

  /**
   * The browser comes back from the provider's logout. A {@code state} has to be the one that was sent (OpenID Connect RP-Initiated Logout,
   * section 3); of a provider that leaves it out, nothing is made.
   */
  AuthenticationResult back(HttpRequestView view, SessionStore session, Optional<String> state) {
    CookieJar jar = jars.of(view, session.cookies());
    Optional<String> sent = jar.read(STATE);
    if (state.isPresent() && !state.equals(sent)) {
      return Refusals.refused(AuthenticationResult.Reason.SIGN_IN_FAILED, refusals.plain(view, 400, "invalid_request",
          "This sign-out was not begun here", "Nothing has been changed.", List.of()));
    }
    jar.remove(STATE);
    return new Redirected(CodeFlow.redirect(returnUri.path(view, settings.login().signedOutPath())));
  }

  /** The application signs out: here, and no further. */
  void byApplication(SessionStore session) {
    // Without a sign-in there is nothing to end: what an application keeps for an unknown visitor is its own.
    load(session).ifPresent(signIn -> here(session, signIn));
  }

  /** The application signs out of an organization whose provider is not known at the moment: here, and no further. */
  void withoutProvider(SessionStore session) {
    session.load().ifPresent(signIn -> {
      ended.end(signIn.provider(), Kind.SIGN_IN, signIn.id(), clock.instant());
      session.end();
      // What follows the organization's name; see ProviderSettings.key().
      endedTokens.end(signIn.provider().substring(signIn.provider().indexOf(' ') + 1), signIn.accessToken().value());
      events.happened(SessionEvent.Kind.SIGNED_OUT, signIn);
    });
  }

  /** The sign-in with this provider: another one's tokens are none of its business, so that it is not told them even to revoke them. */
  private Optional<SignIn> load(SessionStore session) {
    return session.load().filter(signIn -> signIn.provider().equals(settings.provider().key())).map(refreshes::newest);
  }

  /** The provider signs out (OpenID Connect Back-Channel Logout, section 2.5). */
  AuthenticationResult byProvider(HttpRequestView view) {
    if (!view.method().equals("POST")) {
      return refusals.methodNotAllowed(view, "POST");
    }
    List<String> tokens = view.formParameters().getOrDefault("logout_token", List.of());
    if (tokens.size() != 1) {
      return refusals.malformed(view, "One logout_token is needed.");
    }
    try {
      LogoutTokenVerifier.LogoutToken token = server.logoutTokenVerifier().verify(tokens.get(0));
      String provider = settings.provider().key();
      token.sid().ifPresent(sid -> ended.end(provider, Kind.SID, sid, clock.instant()));
      token.subject().ifPresent(subject -> ended.end(
          provider, token.sid().isPresent() ? Kind.SUBJECT_WITHOUT_SID : Kind.SUBJECT, subject, clock.instant()));
      endedTokens.forgetAnswers(EndedSessionsOfClient.client(settings));
      events.endedByProvider(token.subject(), token.sid());
      return new Redirected(Refusals.empty(200));
    } catch (InvalidTokenException e) {
      log.warn(LOG, "refused", () -> "Refused a logout token: " + e.getMessage());
      return refusals.malformed(view, "The logout_token is not valid.");
    } catch (AuthorizationServerUnavailableException e) {
      log.warn(LOG, "unchecked", () -> "A logout token could not be checked: " + e.getMessage());
      return refusals.unavailable(view, e.retryAfter());
    }
  }

  /** The provider signs out by a frame in its page. The browser's own session ends at once if it is the one that is meant. */
  void byFrame(SessionStore session, String sid) {
    ended.end(settings.provider().key(), Kind.SID, sid, clock.instant());
    if (load(session).filter(signIn -> signIn.sid().equals(Optional.of(sid))).isPresent()) {
      session.end();
    }
    endedTokens.forgetAnswers(EndedSessionsOfClient.client(settings));
    events.endedByProvider(Optional.empty(), Optional.of(sid));
  }

  /** Ends the session on this side first, so that it ends whatever the provider does. Whether the provider was told. */
  private boolean here(SessionStore session, SignIn signIn) {
    ended.end(settings.provider().key(), Kind.SIGN_IN, signIn.id(), clock.instant());
    session.end();
    events.happened(SessionEvent.Kind.SIGNED_OUT, signIn);
    // A refresh that was faster than the mark above has left tokens of its own.
    return revoke(refreshes.newest(signIn));
  }

  /**
   * Revokes the tokens, as far as the settings say, and refuses the access token as a bearer token from now on.
   *
   * @return whether the provider could be told
   */
  boolean revoke(SignIn signIn) {
    if (!settings.login().revokeOnSignOut()) {
      return true;
    }
    endedTokens.end(settings.provider().address(), signIn.accessToken().value());
    try {
      if (server.provider().metadata().endpoints().revocation().isEmpty()) {
        return true;
      }
      if (signIn.refreshToken().isPresent()) {
        revoke(signIn.refreshToken().get(), TokenTypeHint.REFRESH_TOKEN);
      }
      revoke(signIn.accessToken(), TokenTypeHint.ACCESS_TOKEN);
      return true;
    } catch (AuthorizationServerUnavailableException e) {
      log.warn(LOG, "unrevoked", () -> "The tokens of a session that ended could not be revoked: " + e.getMessage());
      return false;
    }
  }

  private void revoke(Secret token, TokenTypeHint hint) throws AuthorizationServerUnavailableException {
    server.revocationEndpoint().revoke(token, hint);
  }

  /** A form, and not a redirect, so that the ID token does not stand in a URL. */
  private HttpReply atProvider(HttpRequestView view, SessionStore session, URI endpoint, SignIn signIn) {
    Map<String, String> fields = new LinkedHashMap<>();
    signIn.idToken().ifPresent(token -> fields.put("id_token_hint", token.value()));
    fields.put("client_id", settings.client().id());
    fields.put("post_logout_redirect_uri", externalUrl.absolute(view, settings.login().postLogoutRedirectPath()));
    if (settings.login().postLogoutRedirectPath().equals(settings.login().redirectPath())) {
      // Where the application itself is led back to, nobody would look at it.
      String state = CodeFlow.state(settings.provider().key());
      fields.put("state", state);
      jars.of(view, session.cookies()).write(STATE, state, Optional.of(PATIENCE), SameSite.LAX);
    }
    return Page.of(200, "Signing out", "You are signed out here. One more step signs you out of the sign-in service.")
        .form(endpoint.toString(), fields, "Continue").submitted().reply();
  }
}
