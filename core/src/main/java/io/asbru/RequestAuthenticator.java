package io.asbru;

import static java.util.Objects.requireNonNull;

import io.asbru.client.TokenResponse;
import io.asbru.internal.Engines;
import io.asbru.internal.RequestEngine;
import io.asbru.organization.Endpoints;
import io.asbru.organization.OrganizationResolver;
import io.asbru.organization.OrganizationSource;
import io.asbru.resource.IntrospectionCache;
import io.asbru.resource.IntrospectionStatistics;
import io.asbru.session.EndedSessions;
import io.asbru.session.SessionListener;
import io.asbru.session.SessionStore;
import io.asbru.settings.Settings;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what becomes of a request: the one entrance of core for every front end. Thread-safe; one for each
 * application.
 */
public final class RequestAuthenticator implements AutoCloseable {

  private final RequestEngine engine;

  private RequestAuthenticator(RequestEngine engine) {
    this.engine = engine;
  }

  /** The engine for these settings. Asks nobody yet: a provider that is away does not stop the start. */
  public static RequestAuthenticator of(Settings settings) {
    return builder(settings).build();
  }

  /** The same, with parts of one's own. */
  public static Builder builder(Settings settings) {
    return new Builder(settings);
  }

  /**
   * Decides on a request. <strong>Called before the application reads the body.</strong>
   *
   * @param view the request
   * @param session the browser's session; not touched for a request with a bearer token
   * @param requirement what the resource demands; not looked at for the library's own paths
   */
  public AuthenticationResult authenticate(HttpRequestView view, SessionStore session, Requirement requirement) {
    return engine.authenticate(view, session, requirement);
  }

  /**
   * Whether a request that was authenticated by a bearer token has it in the query, as the setting {@code bearer-token-from} may allow. Its
   * reply is then no matter for caches that others share: the front end sees to it.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.3">RFC 6750, section 2.3</a>
   */
  public boolean tokenInQuery(HttpRequestView view) {
    return engine.tokenInQuery(view);
  }

  /**
   * Whether this path within the application is one of the library's own: callback, sign-out, back-channel logout, where others begin
   * sign-ins if they may, and where they are published the protected resource metadata. It is decided by {@link #authenticate} whatever the rules say.
   */
  public boolean ownPath(String path) {
    return engine.ownPath(path);
  }

  /**
   * Begins a sign-in because the application asks for one ({@code request.authenticate()}): for a navigation a redirect to the
   * provider, for a script a 401, and 503 while the provider cannot be asked.
   */
  public HttpReply signIn(HttpRequestView view, SessionStore session) {
    return engine.signIn(view, session, view.authorizationParameters());
  }

  /**
   * The same with further parameters of the authorization request, which win over those of the settings.
   *
   * @throws IllegalArgumentException if the parameter {@code claims} is not a JSON object
   */
  public HttpReply signIn(HttpRequestView view, SessionStore session, AuthorizationParameters parameters) {
    return engine.signIn(view, session, parameters);
  }

  /**
   * Ends the sign-in because the application asks for it ({@code request.logout()}): revokes the tokens, as far as the settings
   * say, and ends the session here. The provider's own session goes on. For a request from another site, which no session may authenticate,
   * nothing ends.
   *
   * @param view the request that the application serves
   */
  public void signOut(HttpRequestView view, SessionStore session) {
    engine.signOut(view, session);
  }

  /**
   * An error reply of a front end's own, as a page for people and as JSON for scripts.
   *
   * @param status the HTTP status
   * @param error a short code for scripts
   * @param title what happened, for people
   * @param message what to do about it; plain text
   * @param headers further header fields, such as {@code Allow}
   */
  public HttpReply refuse(HttpRequestView view, int status, String error, String title, String message,
      List<HttpReply.Header> headers) {
    return engine.refuse(view, status, error, title, message, headers);
  }

  /**
   * An access token of the signed-in user in another organization of the same root, by organization switch: kept for the session, the
   * organization and the scopes until it runs out, and revoked when the user signs out. The client has to be one of the root organization
   * with the grant {@code organization_switch}. <strong>Whoever gets the token can act as the user there.</strong>
   *
   * @param view the request that the application serves
   * @param organizationId the id of the organization to switch to
   * @param scopes scopes to ask for there; what is granted may be less
   * @return the provider's answer, which may be a refusal; empty if nobody is signed in whose session may be used for this request
   * @throws AuthorizationServerUnavailableException if the provider cannot be asked
   */
  public Optional<TokenResponse> switchOrganization(HttpRequestView view, SessionStore session, String organizationId, Set<String> scopes)
      throws AuthorizationServerUnavailableException {
    return engine.switchOrganization(view, session, organizationId, scopes);
  }

  /**
   * The part of a session that counts for a request: of several organizations that of the request's own, else all of it.
   */
  public SessionStore session(HttpRequestView view, SessionStore session) {
    return engine.session(view, session);
  }

  /** What became of the bearer tokens presented since the start. */
  public IntrospectionStatistics statistics() {
    return engine.statistics();
  }

  /**
   * The provider's endpoints, from the settings or discovered.
   *
   * @throws AuthorizationServerUnavailableException if they have to be discovered first and that fails
   */
  public Endpoints endpoints() throws AuthorizationServerUnavailableException {
    return engine.endpoints();
  }

  /** Ends all background work. */
  @Override
  public void close() {
    engine.close();
  }

  /** Puts parts of one's own into an engine. */
  public static final class Builder {

    private final Settings settings;
    private Clock clock = Clock.systemUTC();
    private Optional<EndedSessions> endedSessions = Optional.empty();
    private Optional<IntrospectionCache> introspectionCache = Optional.empty();
    private Optional<OrganizationResolver> organizationResolver = Optional.empty();
    private Optional<OrganizationSource> organizationSource = Optional.empty();
    private Optional<SessionListener> sessionListener = Optional.empty();

    private Builder(Settings settings) {
      this.settings = requireNonNull(settings, "settings");
    }

    /** The clock that judges every time; the system's by default. */
    public Builder clock(Clock value) {
      clock = requireNonNull(value, "clock");
      return this;
    }

    /** Where ended sessions are remembered; in memory by default. The nodes of a cluster share one. */
    public Builder endedSessions(EndedSessions value) {
      endedSessions = Optional.of(value);
      return this;
    }

    /** Where introspection responses are kept; in memory by default. */
    public Builder introspectionCache(IntrospectionCache value) {
      introspectionCache = Optional.of(value);
      return this;
    }

    /**
     * What tells the organization of a request, where the setting {@code organization-from} says that an application serves several: it
     * takes the place of the built-in ones.
     */
    public Builder organizationResolver(OrganizationResolver value) {
      organizationResolver = Optional.of(value);
      return this;
    }

    /** Where the settings of several organizations come from, in place of the setting {@code organizations-directory}. */
    public Builder organizationSource(OrganizationSource value) {
      organizationSource = Optional.of(value);
      return this;
    }

    /** What is told of sign-ins and of their ends; nothing by default. */
    public Builder sessionListener(SessionListener value) {
      sessionListener = Optional.of(value);
      return this;
    }

    /**
     * The engine.
     *
     * @throws io.asbru.settings.ConfigurationException if one of several organizations has a fault, or what tells them apart is missing
     */
    public RequestAuthenticator build() {
      return new RequestAuthenticator(
          Engines.of(settings, clock, endedSessions, introspectionCache, organizationResolver, organizationSource, sessionListener));
    }
  }
}
