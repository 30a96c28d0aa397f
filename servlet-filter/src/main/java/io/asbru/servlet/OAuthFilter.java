package io.asbru.servlet;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Credential;
import io.asbru.AuthorizationParameters;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Caller;
import io.asbru.RequestAuthenticator;
import io.asbru.Secret;
import io.asbru.resource.BearerCredentials;
import io.asbru.client.TokenResponse;
import io.asbru.organization.OrganizationResolver;
import io.asbru.organization.OrganizationSource;
import io.asbru.resource.IntrospectionCache;
import io.asbru.resource.IntrospectionStatistics;
import io.asbru.session.EndedSessions;
import io.asbru.session.SessionListener;
import io.asbru.settings.ConfigurationException;
import io.asbru.settings.LoginSettings;
import io.asbru.settings.PropertySource;
import io.asbru.settings.Setting;
import io.asbru.settings.SettingKey;
import io.asbru.settings.Settings;
import io.asbru.settings.SettingsReader;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A servlet filter that lets in whom the rules name: users who sign in with an organization, and clients with a bearer token.
 *
 * <p>Declared in {@code web.xml}, it is configured by init-params, or context-params whose names begin with {@code asbru.};
 * {@link #builder()} makes one in code. Map it to {@code /*}, before every filter that relies on the caller, with
 * {@code async-supported}. Of further dispatchers, {@code ASYNC} lets the rules decide on asynchronous dispatches to other
 * paths, and {@code ERROR} shows the caller to error pages.
 *
 * <p>An application that declares it in {@code web.xml} puts parts of its own, an {@link EndedSessions}, {@link IntrospectionCache} or
 * {@link SessionListener}, into the servlet context as attributes named by these types' full names, before filters are started.
 *
 * <p>It does nothing until it is registered, keeps nothing in threads, and reads the body of no request but those to the library's own
 * paths, unless {@code bearer-token-from} says {@code form} or {@code cross-site-token} is on.
 */
public final class OAuthFilter implements Filter {

  /** The request attribute that holds the {@link Caller}; absent if nobody is known. */
  public static final String CALLER = Caller.class.getName();

  /**
   * The request attribute for further parameters of the authorization request, an {@link AuthorizationParameters}. The application sets it
   * before {@link HttpServletRequest#authenticate}, or a filter of its own before this one.
   */
  public static final String AUTHORIZATION_PARAMETERS = AuthorizationParameters.class.getName();

  /**
   * The request attribute with the token that pages of the signed-in user send along with what may change something: a string of letters,
   * digits and {@code -_.}; absent without a session, and unless the setting {@code cross-site-token} is on.
   */
  public static final String CROSS_SITE_TOKEN = "io.asbru.crossSiteToken";

  /** What {@link HttpServletRequest#getAuthType()} says of a caller with a bearer token. */
  public static final String BEARER_AUTH = "BEARER";

  /** What {@link HttpServletRequest#getAuthType()} says of a user who signed in. */
  public static final String OPENID_AUTH = "OPENID";

  /** The context attribute that holds the filter. */
  private static final String RUNNING = OAuthFilter.class.getName();

  private static final System.Logger LOG = System.getLogger(OAuthFilter.class.getName());

  private final @Nullable FilterSettings builtSettings;
  private final @Nullable Function<Settings, Engine> engines;
  private @Nullable ServletContext context;
  private @Nullable Engine engine;
  private @Nullable RequestGuard guard;

  /** A filter that reads its configuration in {@link #init}. */
  public OAuthFilter() {
    this(null, null);
  }

  OAuthFilter(@Nullable FilterSettings settings, @Nullable Function<Settings, Engine> engines) {
    this.builtSettings = settings;
    this.engines = engines;
  }

  /** Starts a filter in code. Every value goes through the same checks as one from {@code web.xml}. */
  public static Builder builder() {
    return new Builder();
  }

  /** Who makes this request; empty if nobody is known. */
  public static Optional<Caller> caller(ServletRequest request) {
    if (request.getAttribute(CALLER) instanceof Caller caller) {
      return Optional.of(caller);
    }
    return Optional.ofNullable(AuthenticatedRequest.identity(request)).map(Authenticated::caller);
  }

  /**
   * The token for the pages of the signed-in user, of the attribute {@link #CROSS_SITE_TOKEN}: a form sends it as its field
   * {@code csrf_token}, a script in the header {@code X-CSRF-Token}. Each request shows another one; all are good until the sign-in ends. Under
   * Jakarta Security it is the same.
   */
  public static Optional<String> crossSiteToken(ServletRequest request) {
    return request.getAttribute(CROSS_SITE_TOKEN) instanceof String token ? Optional.of(token) : Optional.empty();
  }

  /**
   * The access token by which the caller of this request is known: that of the session, or the one in the {@code Authorization} header.
   * For {@link io.asbru.outbound.TokenSource#relaying} alone: <strong>whoever gets it can act as the caller</strong>.
   *
   * @return the token; empty if nobody is known, or if a bearer token came in the form or the query
   */
  public static Optional<Secret> accessToken(HttpServletRequest request) {
    Authenticated identity = AuthenticatedRequest.identity(request);
    if (identity == null) {
      return Optional.empty();
    }
    if (identity.credential() == Credential.SESSION) {
      return identity.sessionToken();
    }
    return BearerCredentials.of(new ServletRequestView(request, request.getServletPath())) instanceof BearerCredentials.Token token
        ? Optional.of(Secret.of(token.value())) : Optional.empty();
  }

  /**
   * An access token of the signed-in user of this request in another organization of the same root; see
   * {@link RequestAuthenticator#switchOrganization}.
   *
   * @param request the request as the filter has passed it on
   * @param organizationId the id of the organization to switch to
   * @param scopes scopes to ask for there; what is granted may be less
   * @return the provider's answer, which may be a refusal; empty if the caller is not known by a session
   * @throws AuthorizationServerUnavailableException if the provider cannot be asked
   */
  public static Optional<TokenResponse> switchOrganization(HttpServletRequest request, String organizationId, String... scopes)
      throws AuthorizationServerUnavailableException {
    AuthenticatedRequest known = AuthenticatedRequest.around(request);
    return known == null ? Optional.empty() : known.switchOrganization(organizationId, Set.of(scopes));
  }

  /**
   * Sends the browser to sign in, whoever is signed in now: to authenticate again, for example, or as somebody else. A script, and any
   * request but GET, gets a 401 instead. <strong>The response is complete afterwards.</strong>
   *
   * @param parameters what the provider is asked beyond the settings, such as {@code AuthorizationParameters.NONE.prompt("login")}
   * @throws IllegalStateException if this filter has not seen the request
   * @throws IllegalArgumentException if the parameter {@code claims} is not a JSON object
   */
  public static void signIn(HttpServletRequest request, HttpServletResponse response, AuthorizationParameters parameters)
      throws IOException {
    AuthenticatedRequest known = AuthenticatedRequest.around(request);
    if (known == null) {
      throw new IllegalStateException("no OAuthFilter has seen this request, or its wrapper was taken off");
    }
    request.setAttribute(AUTHORIZATION_PARAMETERS, parameters);
    known.signIn(response);
  }

  /**
   * Reads and checks the configuration. The provider is not asked for anything yet. If anything is wrong, the application does not start;
   * on servers that would start it without the filter, and on unknown ones, <strong>every request is answered with 503</strong> instead. The
   * log says why in either case.
   *
   * @throws ServletException if anything is wrong; the message lists every fault with its key and a remedy
   */
  @Override
  public void init(FilterConfig config) throws ServletException {
    try {
      start(config);
    } catch (ServletException | RuntimeException | Error e) {
      if (FailedStart.stopsTheApplication(config.getServletContext())) {
        throw e;
      }
      LOG.log(Level.ERROR, "The filter could not be started. Every request that it guards is answered with 503 until this is mended.", e);
    }
  }

  private void start(FilterConfig config) throws ServletException {
    FilterSettings settings = settings(config);
    warn(settings, config);
    ServletContext application = config.getServletContext();
    // Absent in contexts that tests make up.
    String contextPath = requireNonNullElse(application.getContextPath(), "");
    Engine started = started(settings, application);
    engine = started;
    context = application;
    guard = new RequestGuard(started, settings.rules(), settings.allowCorsPreflight(), contextPath);
    application.setAttribute(RUNNING, this);
  }

  /** Files of keys are looked into here. */
  private Engine started(FilterSettings settings, ServletContext context) throws ServletException {
    try {
      return engines != null ? engines.apply(settings.settings()) : Engine.of(declared(settings.settings(), context));
    } catch (ConfigurationException e) {
      LOG.log(Level.ERROR, e.getMessage());
      throw new ServletException(e.getMessage(), e);
    }
  }

  /** With the parts that the application, whose descriptor cannot name objects, has put into its context. */
  private static RequestAuthenticator declared(Settings settings, ServletContext context) {
    RequestAuthenticator.Builder builder = RequestAuthenticator.builder(settings);
    part(context, EndedSessions.class).ifPresent(builder::endedSessions);
    part(context, IntrospectionCache.class).ifPresent(builder::introspectionCache);
    part(context, SessionListener.class).ifPresent(builder::sessionListener);
    part(context, OrganizationResolver.class).ifPresent(builder::organizationResolver);
    part(context, OrganizationSource.class).ifPresent(builder::organizationSource);
    return builder.build();
  }

  private static <T> Optional<T> part(ServletContext context, Class<T> type) {
    return Optional.ofNullable(context.getAttribute(type.getName())).map(type::cast);
  }

  private FilterSettings settings(FilterConfig config) throws ServletException {
    if (builtSettings != null && config.getInitParameterNames().hasMoreElements()) {
      throw new ServletException("This OAuthFilter was configured in code, so that its init-params would be ignored. Remove them.");
    }
    try {
      return builtSettings == null ? FilterSettings.read(new SettingsReader(SettingsFile.below(new InitParameters(config)))) : builtSettings;
    } catch (ConfigurationException e) {
      LOG.log(Level.ERROR, e.getMessage());
      throw new ServletException(e.getMessage(), e);
    }
  }

  private static void warn(FilterSettings settings, FilterConfig config) {
    if (settings.takesLogin()) {
      SessionCookieCheck.warnings(config.getServletContext()).forEach(warning -> LOG.log(Level.WARNING, warning));
      LoginSettings login = settings.settings().login();
      FilterMapping.warning(config, List.of(login.redirectPath(), login.signOutPath()))
          .ifPresent(warning -> LOG.log(Level.WARNING, warning));
    }
    if (settings.signedOutPageHidden()) {
      LOG.log(Level.WARNING, "signed-out-path needs a sign-in by the rules, so that whoever signs out is asked to sign in again. "
          + "Add a rule above that lets anyone see it.");
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
    if (!(request instanceof HttpServletRequest http) || !(response instanceof HttpServletResponse httpResponse)) {
      throw new ServletException("OAuthFilter guards HTTP requests only.");
    }
    RequestGuard running = guard;
    if (running == null) {
      Replies.send(FailedStart.REFUSAL, httpResponse);
      return;
    }
    running.guard(http, httpResponse, chain);
  }

  /**
   * The filter that runs in this application, also one that {@code web.xml} declares, for its {@link #statistics}. Of several it is the one
   * that started last; empty if none has.
   */
  public static Optional<OAuthFilter> of(ServletContext context) {
    return context.getAttribute(RUNNING) instanceof OAuthFilter filter ? Optional.of(filter) : Optional.empty();
  }

  /**
   * What became of the bearer tokens presented since the start.
   *
   * @throws IllegalStateException if the filter has not been started, or has been stopped
   */
  public IntrospectionStatistics statistics() {
    Engine running = engine;
    if (running == null) {
      throw new IllegalStateException("this OAuthFilter is not running");
    }
    return running.statistics();
  }

  @Override
  public void destroy() {
    if (engine != null) {
      engine.close();
    }
    if (context != null && context.getAttribute(RUNNING) == this) {
      context.removeAttribute(RUNNING);
    }
    context = null;
    engine = null;
    guard = null;
  }

  /** Collects the configuration of a filter as text, as it would be written in {@code web.xml}. */
  public static final class Builder {

    private final Map<String, String> values = new LinkedHashMap<>();
    private Optional<EndedSessions> endedSessions = Optional.empty();
    private Optional<IntrospectionCache> introspectionCache = Optional.empty();
    private Optional<OrganizationResolver> organizationResolver = Optional.empty();
    private Optional<OrganizationSource> organizationSource = Optional.empty();
    private Optional<SessionListener> sessionListener = Optional.empty();

    private Builder() {}

    /** What is told of sign-ins and of their ends; nothing by default. */
    public Builder sessionListener(SessionListener value) {
      sessionListener = Optional.of(value);
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
     * For an application of several organizations, what tells that of a request; {@code organization-from} is {@code code} then, unless it
     * is set.
     */
    public Builder organizationResolver(OrganizationResolver value) {
      organizationResolver = Optional.of(value);
      values.putIfAbsent(Setting.ORGANIZATION_FROM.key(), "code");
      return this;
    }

    /** Where the settings of several organizations come from, in place of {@code organizations-directory}. */
    public Builder organizationSource(OrganizationSource value) {
      organizationSource = Optional.of(value);
      return this;
    }

    /**
     * Sets one value; placeholders such as {@code ${env.NAME}} are replaced.
     *
     * @param setting a {@link io.asbru.settings.Setting} or a {@link FilterSetting}
     */
    public Builder set(SettingKey setting, String value) {
      values.put(setting.key(), requireNonNull(value, "value"));
      return this;
    }

    /** Adds rules, one in each line, below those that are there. */
    public Builder rules(String lines) {
      values.merge(FilterSetting.RULES.key(), lines, (above, below) -> above + "\n" + below);
      return this;
    }

    /** Adds one rule below those that are there, for example {@code GET /api/** bearer read_stores}. */
    public Builder rule(String line) {
      return rules(line);
    }

    /**
     * Reads and checks all values.
     *
     * @throws ConfigurationException if anything is wrong, with all faults
     */
    public OAuthFilter build() {
      FilterSettings settings = FilterSettings.read(new SettingsReader(SettingsFile.below(PropertySource.of(values))));
      return new OAuthFilter(settings, checked -> Engine.of(authenticator(checked)));
    }

    private RequestAuthenticator authenticator(Settings settings) {
      RequestAuthenticator.Builder builder = RequestAuthenticator.builder(settings);
      endedSessions.ifPresent(builder::endedSessions);
      introspectionCache.ifPresent(builder::introspectionCache);
      organizationResolver.ifPresent(builder::organizationResolver);
      organizationSource.ifPresent(builder::organizationSource);
      sessionListener.ifPresent(builder::sessionListener);
      return builder.build();
    }
  }
}
