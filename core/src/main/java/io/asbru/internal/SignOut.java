package io.asbru.internal;

import io.asbru.AuthenticationResult;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.HttpReply;
import io.asbru.HttpRequestView;
import io.asbru.Secret;
import io.asbru.client.TokenTypeHint;
import io.asbru.session.EndedSessions;
import io.asbru.session.EndedSessions.Kind;
import io.asbru.session.SessionStore;
import io.asbru.session.SignIn;
import io.asbru.settings.Settings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every way in which a session ends: by the user, by the application, by the provider. */
final class SignOut {

  private static final Logger LOG = System.getLogger(SignOut.class.getName());

  private final Settings settings;
  private final AuthorizationServer server;
  private final CachingTokenIntrospector cache;
  private final EndedSessions ended;
  private final SameOrigin sameOrigin;
  private final ExternalUrl externalUrl;
  private final ReturnUri returnUri;
  private final Refusals refusals;
  private final Clock clock;
  /** Anybody can send logout tokens. */
  private final OccasionalLog log;

  SignOut(Settings settings, AuthorizationServer server, CachingTokenIntrospector cache, EndedSessions ended, SameOrigin sameOrigin,
      ExternalUrl externalUrl, ReturnUri returnUri, Refusals refusals, Clock clock) {
    this.settings = settings;
    this.server = server;
    this.cache = cache;
    this.ended = ended;
    this.sameOrigin = sameOrigin;
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
    String signedOut = returnUri.path(view, settings.login().signedOutPath());
    if (signIn.isEmpty()) {
      session.end();
      return new Redirected(CodeFlow.redirect(signedOut));
    }
    boolean told = here(session, signIn.get());
    try {
      Optional<URI> endpoint = server.provider().metadata().endpoints().endSession();
      if (told && endpoint.isPresent()) {
        return new Redirected(atProvider(view, endpoint.get(), signIn.get()));
      }
      told = told && endpoint.isEmpty();
    } catch (AuthorizationServerUnavailableException e) {
      told = false;
    }
    return new Redirected(told ? CodeFlow.redirect(signedOut)
        : Page.of(200, "You are signed out here", "The sign-in service does not answer, so you may still be signed in there. "
            + "Close the browser to be safe.").link(signedOut, "Continue").reply());
  }

  /** The application signs out: here, and no further. */
  void byApplication(SessionStore session) {
    // Without a sign-in there is nothing to end: what an application keeps for an unknown visitor is its own.
    load(session).ifPresent(signIn -> here(session, signIn));
  }

  /** The sign-in with this provider: another one's tokens are none of its business, so that it is not told them even to revoke them. */
  private Optional<SignIn> load(SessionStore session) {
    return session.load().filter(signIn -> signIn.provider().equals(settings.provider().key()));
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
      // Which tokens the session had is not told, so every one is asked for anew.
      cache.forgetAnswers();
      return new Redirected(Refusals.empty(200));
    } catch (InvalidTokenException e) {
      log.warn(LOG, "refused", () -> "Refused a logout token: " + e.getMessage());
      return refusals.malformed(view, "The logout_token is not valid.");
    } catch (AuthorizationServerUnavailableException e) {
      log.warn(LOG, "unchecked", () -> "A logout token could not be checked: " + e.getMessage());
      return refusals.unavailable(view, e.retryAfter());
    }
  }

  /** Ends the session on this side first, so that it ends whatever the provider does. Whether the provider was told. */
  private boolean here(SessionStore session, SignIn signIn) {
    ended.end(settings.provider().key(), Kind.SIGN_IN, signIn.id(), clock.instant());
    session.end();
    return revoke(signIn);
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
    cache.forget(signIn.accessToken().value());
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
      LOG.log(Level.WARNING, () -> "The tokens of a session that ended could not be revoked: " + e.getMessage());
      return false;
    }
  }

  private void revoke(Secret token, TokenTypeHint hint) throws AuthorizationServerUnavailableException {
    server.revocationEndpoint().revoke(token, hint);
  }

  /** A form, and not a redirect, so that the ID token does not stand in a URL. */
  private HttpReply atProvider(HttpRequestView view, URI endpoint, SignIn signIn) {
    Map<String, String> fields = new LinkedHashMap<>();
    signIn.idToken().ifPresent(token -> fields.put("id_token_hint", token.value()));
    fields.put("client_id", settings.client().id());
    fields.put("post_logout_redirect_uri", externalUrl.absolute(view, settings.login().postLogoutRedirectPath()));
    return Page.of(200, "Signing out", "You are signed out here. One more step signs you out of the sign-in service.")
        .form(endpoint.toString(), fields, "Continue").submitted().reply();
  }
}
