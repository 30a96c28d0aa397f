package io.asbru.internal;

import io.asbru.AuthenticationResult;
import io.asbru.AuthenticationResult.Anonymous;
import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Credential;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.AuthorizationParameters;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.HttpReply;
import io.asbru.HttpRequestView;
import io.asbru.Requirement;
import io.asbru.client.TokenResponse;
import io.asbru.organization.Endpoints;
import io.asbru.resource.BearerCredentials;
import io.asbru.resource.IntrospectionCache;
import io.asbru.resource.IntrospectionStatistics;
import io.asbru.session.EndedSessions;
import io.asbru.session.SessionListener;
import io.asbru.session.SessionStore;
import io.asbru.session.SignIn;
import io.asbru.settings.LoginSettings;
import io.asbru.settings.Settings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The parts of the engine put together, and the order in which they are asked. */
public final class Engine implements RequestEngine {

  private static final Logger LOG = System.getLogger(Engine.class.getName());

  private final LoginSettings login;
  private final AuthorizationServer server;
  private final Optional<ResourceMetadata> metadata;
  private final OwnPaths ownPaths;
  private final PresentedToken presentedToken;
  private final Clock clock;
  private final Duration clockSkew;
  private final Refusals refusals;
  private final CachingTokenIntrospector cache;
  private final ResourceServer resourceServer;
  private final CodeFlow codeFlow;
  private final ThirdPartyLogin thirdPartyLogin;
  private final SameOrigin sameOrigin;
  private final CrossSiteToken crossSiteToken;
  private final SignOut signOut;
  private final FrontChannelLogout frontChannel;
  private final Sessions sessions;
  private final OrganizationSwitches switches;
  private final boolean inCookie;
  private final CookieJar.Maker jars;
  private final CookieSeal sessionSeal;
  private final OccasionalLog log;
  private final SignInsInVain signInsInVain;
  private final Memory memory;

  /** Puts the parts together; asks nobody. */
  public Engine(Settings settings, Clock clock, Optional<EndedSessions> endedSessions,
      Optional<IntrospectionCache> introspectionCache, Optional<SessionListener> sessionListener) {
    this(settings, clock, Memory.of(settings, clock), endedSessions, introspectionCache, sessionListener, Optional.empty());
  }

  Engine(Settings settings, Clock clock, Memory memory, Optional<EndedSessions> endedSessions,
      Optional<IntrospectionCache> introspectionCache, Optional<SessionListener> sessionListener, Optional<HttpTransport> transport) {
    this.clock = clock;
    this.memory = memory;
    login = settings.login();
    server = AuthorizationServer.of(settings, clock, transport, memory.usedLogoutTokens());
    String provider = settings.provider().key();
    String client = EndedSessionsOfClient.client(settings);
    // Whoever waits for another request's call waits as long as that call may take, and a little longer.
    Duration patience = settings.http().requestTimeout().plusSeconds(1);
    switches = new OrganizationSwitches(server, memory.endedTokens(), settings.provider(), client, memory.switches(), login.revokeOnSignOut(),
        patience, clock);
    EndedSessions ended = switches.watching(
        endedSessions.orElseGet(() -> new EndedSessionsInMemory(settings.session().lifetime(), clock)));
    ExternalUrl externalUrl = new ExternalUrl(login);
    ReturnUri returnUri = new ReturnUri(externalUrl);
    CookieKeys cookieKeys = new CookieKeys(settings, memory.cookieKey());
    inCookie = settings.session().inCookie();
    jars = new CookieJar.Maker(externalUrl, provider + " " + settings.client().id());
    sessionSeal = new CookieSeal(cookieKeys, "session");
    log = new OccasionalLog(clock);
    signInsInVain = new SignInsInVain(clock);
    metadata = settings.resourceServer().metadata()
        ? Optional.of(new ResourceMetadata(server.provider(), externalUrl, settings.resourceServer())) : Optional.empty();
    ownPaths = new OwnPaths(login, metadata.isPresent());
    refusals = new Refusals(new Challenges(settings.resourceServer().realm(), metadata), returnUri);
    presentedToken = new PresentedToken(settings.resourceServer().tokenFrom());
    clockSkew = settings.resourceServer().clockSkew();
    AcceptedTokens acceptedTokens = new AcceptedTokens(settings, clock);
    cache = new CachingTokenIntrospector(server.introspector(),
        introspectionCache.<Answers>map(given -> new AnswersElsewhere(given, acceptedTokens))
            .orElseGet(() -> new AnswersInMemory(settings.resourceServer(), acceptedTokens, clock)),
        introspectionCache.isPresent() ? TokenDigester.shared(provider) : TokenDigester.keyed(provider),
        settings.resourceServer(), memory.endedTokens().at(settings.provider().address()), patience, server.waitingRoom(), clock);
    memory.endedTokens().tell(cache, settings.provider().address(), client);
    resourceServer = new ResourceServer(cache, acceptedTokens, refusals, clockSkew, clock);
    TokenAcceptance acceptance = new TokenAcceptance(settings, server, clock);
    sameOrigin = new SameOrigin(externalUrl, login.allowInsecureCrossSiteRequests());
    crossSiteToken = new CrossSiteToken(cookieKeys, login.crossSiteToken());
    SessionEvents events = new SessionEvents(sessionListener, provider, clock);
    Refreshes refreshes = new Refreshes(
        server.tokenEndpoint(), acceptance, provider, memory.refreshes(), patience, server.waitingRoom(), clock);
    signOut = new SignOut(settings, server, memory.endedTokens(), ended, refreshes, events, jars, sameOrigin, crossSiteToken, externalUrl, returnUri,
        refusals, clock);
    sessions = new Sessions(provider, ended, refreshes, signOut, new Lifetimes(settings.session()), events, inCookie, clock);
    frontChannel = new FrontChannelLogout(server, signOut, sessions::ended, provider, memory.seenSessions(), refusals);
    codeFlow = new CodeFlow(settings, server, acceptance, externalUrl, returnUri, refusals, ended, events, signOut, jars,
        new LoginsUnderWay(cookieKeys, memory.usedStates(), settings.session().formPost(), clock), signInsInVain, clock);
    thirdPartyLogin = new ThirdPartyLogin(login, server.provider(), sessions, codeFlow, returnUri, refusals);
  }

  @Override
  public AuthenticationResult authenticate(HttpRequestView view, SessionStore session, Requirement requirement) {
    if (ownPath(view.path())) {
      return ownPath(view, kept(view, session));
    }
    BearerCredentials credentials = presentedToken.of(view);
    if (!(credentials instanceof BearerCredentials.None)) {
      return resourceServer.authenticate(view, credentials, requirement);
    }
    return requirement.login() || requirement.anyone()
        ? bySession(view, kept(view, session), requirement)
        : refusals.loginRequired(view, requirement);
  }

  @Override
  public boolean tokenInQuery(HttpRequestView view) {
    return presentedToken.inQuery(view);
  }

  /** Where the sign-in of this browser is kept: as the front end does it, or in a cookie. */
  private SessionStore kept(HttpRequestView view, SessionStore session) {
    return inCookie ? new CookieSessionStore(session, jars.of(view, session.cookies()), sessionSeal, log) : session;
  }

  private AuthenticationResult bySession(HttpRequestView view, SessionStore session, Requirement requirement) {
    Optional<SignIn> signIn;
    try {
      signIn = sessions.current(session);
    } catch (AuthorizationServerUnavailableException e) {
      LOG.log(Level.DEBUG, () -> "A session cannot be refreshed: " + e.getMessage());
      return requirement.anyone() ? Anonymous.INSTANCE : refusals.unavailable(view, e.retryAfter());
    }
    if (signIn.isEmpty()) {
      return requirement.anyone() ? Anonymous.INSTANCE : codeFlow.begin(view, session, requirement);
    }
    frontChannel.seen(signIn.get());
    signInsInVain.known(jars.of(view, session.cookies()));
    if (!sameOrigin.permits(view)) {
      return requirement.anyone() ? Anonymous.INSTANCE : refusals.crossSite(view);
    }
    if (!crossSiteToken.permits(view, signIn.get())) {
      return requirement.anyone() ? Anonymous.INSTANCE : refusals.withoutCrossSiteToken(view);
    }
    if (!requirement.satisfiedBy(signIn.get().caller().scopes())) {
      return refusals.userLacksScope(view, requirement);
    }
    return requirement.stepUp().satisfiedBy(signIn.get().caller(), clock.instant(), clockSkew)
        ? new Authenticated(signIn.get().caller(), Credential.SESSION, Optional.of(signIn.get().accessToken()),
            crossSiteToken.of(signIn.get()))
        : stepUp(view, session, requirement);
  }

  /** Sends a browser to sign in again; whether the user then authenticated as demanded is judged when it comes back. */
  private AuthenticationResult stepUp(HttpRequestView view, SessionStore session, Requirement requirement) {
    return Representation.navigation(view) && Representation.repeatable(view) ? codeFlow.begin(view, session, requirement)
        : refusals.stepUpNeeded(view, requirement.stepUp());
  }

  @Override
  public boolean ownPath(String path) {
    return ownPaths.contain(path);
  }

  private AuthenticationResult ownPath(HttpRequestView view, SessionStore session) {
    String path = view.path();
    if (thirdPartyLogin.answersAt(path)) {
      return thirdPartyLogin.begin(view, session);
    }
    if (path.equals(login.signOutPath())) {
      return signOut.byUser(view, session);
    }
    if (path.equals(ResourceMetadata.PATH) && metadata.isPresent()) {
      return metadata.get().answer(view, refusals);
    }
    if (path.equals(login.frontchannelLogoutPath())) {
      return frontChannel.answer(view, session);
    }
    return path.equals(login.backchannelLogoutPath()) ? signOut.byProvider(view) : codeFlow.finish(view, session);
  }

  /** Whether the browser is signed in by this session of the provider. */
  boolean hasSession(HttpRequestView view, SessionStore session, String sid) {
    return frontChannel.inBrowser(kept(view, session), sid);
  }

  @Override
  public HttpReply signIn(HttpRequestView view, SessionStore session, AuthorizationParameters parameters) {
    AuthenticationResult result = codeFlow.begin(view, kept(view, session), Requirement.LOGIN, parameters);
    return result instanceof Redirected redirected ? redirected.reply() : ((Refused) result).reply();
  }

  @Override
  public void signOut(HttpRequestView view, SessionStore session) {
    SessionStore kept = kept(view, session);
    if (maySignOut(view, kept)) {
      signOut.byApplication(kept);
    }
  }

  private boolean maySignOut(HttpRequestView view, SessionStore kept) {
    return sameOrigin.permits(view)
        && (!crossSiteToken.demandedOf(view) || kept.load().filter(signIn -> crossSiteToken.permits(view, signIn)).isPresent());
  }

  /** The same with one of several organizations whose own engine cannot be had, as far as what all have in common goes. */
  void signOut(HttpRequestView view, SessionStore part, String organization) {
    Optional<? extends SessionStore> kept = inCookie
        ? CookieSessionStore.of(organization, part, jars.ofAllOwners(view, part.cookies(), CookieSessionStore.NAME), sessionSeal, log)
        : Optional.of(part);
    kept.filter(store -> maySignOut(view, store)).ifPresent(signOut::withoutProvider);
  }

  @Override
  public HttpReply refuse(HttpRequestView view, int status, String error, String title, String message,
      List<HttpReply.Header> headers) {
    return refusals.plain(view, status, error, title, message, headers);
  }

  @Override
  public Optional<TokenResponse> switchOrganization(HttpRequestView view, SessionStore session, String organizationId, Set<String> scopes)
      throws AuthorizationServerUnavailableException {
    if (!(presentedToken.of(view) instanceof BearerCredentials.None) || !sameOrigin.permits(view)) {
      return Optional.empty();
    }
    Optional<SignIn> signIn = sessions.current(kept(view, session)).filter(known -> crossSiteToken.permits(view, known));
    if (signIn.isEmpty()) {
      return Optional.empty();
    }
    TokenResponse response = switches.token(signIn.get(), organizationId, scopes);
    if (sessions.ended(signIn.get())) {
      // A sign-out was faster: it wins.
      switches.forget(signIn.get().id());
      return Optional.empty();
    }
    return Optional.of(response);
  }

  @Override
  public SessionStore session(HttpRequestView view, SessionStore session) {
    return kept(view, session);
  }

  @Override
  public IntrospectionStatistics statistics() {
    return cache.statistics();
  }

  @Override
  public Endpoints endpoints() throws AuthorizationServerUnavailableException {
    return server.provider().metadata().endpoints();
  }

  @Override
  public void close() {
    memory.close();
    server.close();
  }
}
