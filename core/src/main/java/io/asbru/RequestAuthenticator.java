package io.asbru;

import io.asbru.session.SessionStore;
import io.asbru.settings.Settings;

/**
 * Decides what becomes of a request: the one entrance of core for every front end. Thread-safe; one for each
 * application.
 */
public final class RequestAuthenticator implements AutoCloseable {

  /** The engine for these settings. Asks nobody: a provider that is away does not stop the start. */
  public static RequestAuthenticator of(Settings settings) {
    throw new UnsupportedOperationException(settings.toString());
  }

  /**
   * Decides on a request. <strong>Called before the application reads the body.</strong>
   *
   * @param view the request
   * @param session the browser's session; not touched for a request with a bearer token
   * @param requirement what the resource demands; not looked at for the library's own paths
   */
  public AuthenticationResult authenticate(HttpRequestView view, SessionStore session, Requirement requirement) {
    throw new UnsupportedOperationException();
  }

  /**
   * Whether this path within the application is one of the library's own: callback, sign-out, back-channel logout. It is decided by
   * {@link #authenticate} whatever the rules say.
   */
  public boolean ownPath(String path) {
    throw new UnsupportedOperationException(path);
  }

  /**
   * Begins a sign-in because the application asks for one ({@code request.authenticate()}): for a navigation a redirect to the provider,
   * for a script a 401.
   */
  public HttpReply signIn(HttpRequestView view, SessionStore session) {
    throw new UnsupportedOperationException();
  }

  /**
   * Ends the sign-in because the application asks for it ({@code request.logout()}): revokes the tokens, as far as the settings say,
   * and ends the session here. The provider's own session goes on.
   */
  public void signOut(SessionStore session) {
    throw new UnsupportedOperationException();
  }

  /** Ends all background work. */
  @Override
  public void close() {}
}
