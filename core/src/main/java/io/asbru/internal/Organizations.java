package io.asbru.internal;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.asbru.AuthenticationResult;
import io.asbru.AuthenticationResult.Anonymous;
import io.asbru.AuthenticationResult.Reason;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.AuthorizationParameters;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.HttpReply;
import io.asbru.HttpRequestView;
import io.asbru.Requirement;
import io.asbru.client.TokenResponse;
import io.asbru.organization.Endpoints;
import io.asbru.organization.OrganizationResolver;
import io.asbru.organization.OrganizationSource;
import io.asbru.resource.IntrospectionStatistics;
import io.asbru.session.SessionStore;
import io.asbru.settings.LoginSettings;
import io.asbru.settings.OrganizationsSettings;
import io.asbru.settings.OrganizationsSettings.From;
import io.asbru.settings.Settings;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One application for several organizations, each with an engine of its own: finds out which one a request is about, and hands it on. What
 * is kept in caches and sessions is keyed by organization, so that a caller of one is nobody in another.
 *
 * <p>A callback belongs to the organization that its {@code state} was made for, whatever else the request says: organizations may share an
 * issuer, a host and a redirection URI.
 */
public final class Organizations implements RequestEngine {

  private final LoginSettings login;
  private final boolean inPath;
  private final OrganizationResolver resolver;
  private final RunningOrganizations running;
  /** Answers what no organization can: it has no provider, and no session or pending login is its own. */
  private final Engine reception;
  private final HttpTransport transport;
  private final Refusals refusals;
  private final LogoutTokenRouting logoutTokens;
  private final FrontChannelRouting frames;

  Organizations(Settings common, OrganizationsSettings settings, OrganizationResolver resolver, OrganizationSource source,
      Function<Settings, Engine> engines, SeenSessions seen, HttpTransport transport, Clock clock) {
    login = common.login();
    inPath = settings.from() == From.PATH;
    this.resolver = resolver;
    this.transport = transport;
    running = new RunningOrganizations(source, common, settings.most(), engines, clock);
    running.check();
    reception = engines.apply(common);
    ReturnUri returnUri = new ReturnUri(new ExternalUrl(login));
    refusals = new Refusals(new Challenges(common.resourceServer().realm(), Optional.empty()), returnUri);
    logoutTokens = new LogoutTokenRouting(running);
    frames = new FrontChannelRouting(running, seen, refusals);
  }

  @Override
  public AuthenticationResult authenticate(HttpRequestView view, SessionStore session, Requirement requirement) {
    if (view.path().equals(login.redirectPath())) {
      return callback(view, session, requirement);
    }
    boolean shared = inPath && reception.ownPath(view.path());
    Optional<String> name = shared ? Optional.empty() : name(view);
    try {
      if (name.isEmpty() && view.path().equals(login.backchannelLogoutPath())) {
        return logoutTokens.route(view, session, reception);
      }
      if (name.isEmpty() && view.path().equals(login.frontchannelLogoutPath())) {
        return frames.route(view, session);
      }
      Optional<Engine> engine = name.isPresent() ? running.find(name.get()) : Optional.empty();
      if (engine.isPresent()) {
        return engine.get().authenticate(withoutName(view, name.get()), session.of(name.get()), requirement);
      }
      name.ifPresent(gone -> endHere(view, session, gone));
      return requirement.anyone() && !ownPath(view.path()) ? Anonymous.INSTANCE : unknown(view);
    } catch (AuthorizationServerUnavailableException e) {
      name.ifPresent(unusable -> endHere(view, session, unusable));
      return requirement.anyone() && !ownPath(view.path()) ? Anonymous.INSTANCE : refusals.unavailable(view, e.retryAfter());
    }
  }

  /** All organizations take tokens from the same places. */
  @Override
  public boolean tokenInQuery(HttpRequestView view) {
    return reception.tokenInQuery(view);
  }

  /** A name that some organization may have. */
  private Optional<String> name(HttpRequestView view) {
    return resolver.organization(view).filter(OrganizationSource::possible);
  }

  private HttpRequestView withoutName(HttpRequestView view, String name) {
    String below = inPath ? OrganizationFrom.below(view.path(), name) : view.path();
    return !below.equals(view.path()) && ownBelow(below) ? new OrganizationRequest(view, below) : view;
  }

  /** A user who signs out of an organization that cannot be served is signed out here at least, whatever the answer. */
  private void endHere(HttpRequestView view, SessionStore session, String name) {
    if (view.method().equals("POST") && withoutName(view, name).path().equals(login.signOutPath())) {
      reception.signOut(view, session.of(name), name);
    }
  }

  /** Every own path but the redirection URI, which all organizations share. */
  private boolean ownBelow(String path) {
    return !path.equals(login.redirectPath()) && reception.ownPath(path);
  }

  private AuthenticationResult callback(HttpRequestView view, SessionStore session, Requirement requirement) {
    Optional<String> name = state(view).flatMap(CodeFlow::organization).filter(OrganizationSource::possible);
    try {
      Optional<Engine> engine = name.isPresent() ? running.find(name.get()) : Optional.empty();
      return engine.isPresent()
          ? engine.get().authenticate(view, new CallbackSession(session, name.get()), requirement)
          : reception.authenticate(view, session, requirement);
    } catch (AuthorizationServerUnavailableException e) {
      return refusals.unavailable(view, e.retryAfter(), login.signedOutPath());
    }
  }

  /** The one {@code state} of a callback: in the query, or with the response mode {@code form_post} in the body and then in the query. */
  private static Optional<String> state(HttpRequestView view) {
    Map<String, List<String>> parameters =
        view.method().equals("POST") ? view.formParameters() : URLUtils.parseParameters(view.query().orElse(""));
    List<String> states = parameters.getOrDefault(parameters.containsKey("state") ? "state" : FormPostHop.CONTINUE, List.of());
    return states.size() == 1 ? Optional.of(states.get(0)) : Optional.empty();
  }

  private Refused unknown(HttpRequestView view) {
    return Refusals.refused(Reason.UNKNOWN_ORGANIZATION, refusals.plain(view, 404, "unknown_organization",
        "There is no such organization", "The address names no organization that this application serves. Check how it is written.",
        List.of()));
  }

  @Override
  public boolean ownPath(String path) {
    return reception.ownPath(path) || inPath && OrganizationFrom.first(path).filter(OrganizationSource::possible)
        .map(name -> OrganizationFrom.below(path, name)).filter(this::ownBelow).isPresent();
  }

  @Override
  public HttpReply signIn(HttpRequestView view, SessionStore session, AuthorizationParameters parameters) {
    try {
      Optional<String> name = name(view);
      Optional<Engine> engine = name.isPresent() ? running.find(name.get()) : Optional.empty();
      return engine.isPresent() ? engine.get().signIn(view, session.of(name.get()), parameters) : unknown(view).reply();
    } catch (AuthorizationServerUnavailableException e) {
      return refusals.unavailable(view, e.retryAfter()).reply();
    }
  }

  @Override
  public void signOut(HttpRequestView view, SessionStore session) {
    Optional<String> name = name(view);
    if (name.isEmpty()) {
      return;
    }
    try {
      Optional<Engine> engine = running.find(name.get());
      if (engine.isPresent()) {
        engine.get().signOut(view, session.of(name.get()));
        return;
      }
    } catch (AuthorizationServerUnavailableException e) {
      // Its session ends all the same, as one of an organization that is gone and may come again.
    }
    reception.signOut(view, session.of(name.get()), name.get());
  }

  @Override
  public Optional<TokenResponse> switchOrganization(HttpRequestView view, SessionStore session, String organizationId, Set<String> scopes)
      throws AuthorizationServerUnavailableException {
    Optional<String> name = name(view);
    Optional<Engine> engine = name.isPresent() ? running.find(name.get()) : Optional.empty();
    return engine.isPresent() ? engine.get().switchOrganization(view, session.of(name.get()), organizationId, scopes) : Optional.empty();
  }

  /** Without an organization a part that nobody signs in to. */
  @Override
  public SessionStore session(HttpRequestView view, SessionStore session) {
    Optional<String> name = name(view);
    SessionStore part = session.of(name.orElse(""));
    try {
      Optional<Engine> engine = name.isPresent() ? running.find(name.get()) : Optional.empty();
      return engine.isPresent() ? engine.get().session(view, part) : part;
    } catch (AuthorizationServerUnavailableException e) {
      return part;
    }
  }

  @Override
  public HttpReply refuse(HttpRequestView view, int status, String error, String title, String message, List<HttpReply.Header> headers) {
    return refusals.plain(view, status, error, title, message, headers);
  }

  /** Of the organizations that are ready now. */
  @Override
  public IntrospectionStatistics statistics() {
    IntrospectionStatistics sum = reception.statistics();
    for (Engine engine : running.engines().values()) {
      sum = sum.plus(engine.statistics());
    }
    return sum;
  }

  @Override
  public Endpoints endpoints() throws AuthorizationServerUnavailableException {
    throw new AuthorizationServerUnavailableException("each of several organizations has endpoints of its own", null);
  }

  @Override
  public void close() {
    running.close();
    reception.close();
    transport.close();
  }
}
