package io.asbru.internal;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.nimbusds.openid.connect.sdk.Nonce;
import io.asbru.AuthenticationResult;
import io.asbru.AuthenticationResult.Reason;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthorizationParameters;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.HttpReply;
import io.asbru.HttpReply.Header;
import io.asbru.HttpRequestView;
import io.asbru.Requirement;
import io.asbru.Secret;
import io.asbru.StepUp;
import io.asbru.client.TokenResponse;
import io.asbru.client.TokenResponse.Granted;
import io.asbru.client.TokenResponse.Refused;
import io.asbru.organization.Endpoints;
import io.asbru.session.EndedSessions;
import io.asbru.session.PendingLogin;
import io.asbru.session.SessionEvent;
import io.asbru.session.SessionStore;
import io.asbru.session.SignIn;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The authorization code flow of a browser: away to the provider, and back at the redirection URI.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#CodeFlowAuth">OpenID Connect Core, section 3.1</a>
 */
final class CodeFlow {

  private static final Logger LOG = System.getLogger(CodeFlow.class.getName());
  private static final String NOT_SET_UP = "This application is not set up correctly";

  private final Settings settings;
  private final AuthorizationServer server;
  private final TokenAcceptance acceptance;
  private final ExternalUrl externalUrl;
  private final ReturnUri returnUri;
  private final Refusals refusals;
  private final EndedSessions ended;
  private final SessionEvents events;
  private final SignOut signOut;
  private final CookieJar.Maker jars;
  private final LoginsUnderWay logins;
  private final FormPostHop formPostHop;
  private final SignInsInVain signInsInVain;
  private final Clock clock;
  /** Anybody can begin a sign-in and come back with nonsense. */
  private final OccasionalLog log;

  CodeFlow(Settings settings, AuthorizationServer server, TokenAcceptance acceptance, ExternalUrl externalUrl, ReturnUri returnUri,
      Refusals refusals, EndedSessions ended, SessionEvents events, SignOut signOut, CookieJar.Maker jars,
      LoginsUnderWay logins, SignInsInVain signInsInVain, Clock clock) {
    this.settings = settings;
    this.server = server;
    this.acceptance = acceptance;
    this.externalUrl = externalUrl;
    this.returnUri = returnUri;
    this.refusals = refusals;
    this.ended = ended;
    this.events = events;
    this.signOut = signOut;
    this.jars = jars;
    this.logins = logins;
    this.formPostHop = new FormPostHop(logins, returnUri, settings.login().redirectPath());
    this.signInsInVain = signInsInVain;
    this.clock = clock;
    this.log = new OccasionalLog(clock);
  }

  /** Sends a browser to sign in; a script, or a request that must not be repeated, gets a 401 instead. */
  AuthenticationResult begin(HttpRequestView view, SessionStore session, Requirement requirement) {
    return begin(view, session, requirement, view.authorizationParameters());
  }

  /** The same with these parameters besides those of the settings. */
  AuthenticationResult begin(HttpRequestView view, SessionStore session, Requirement requirement, AuthorizationParameters asked) {
    if (!Representation.navigation(view) || !Representation.repeatable(view)) {
      return refusals.loginRequired(view, requirement);
    }
    return begin(view, session, requirement.stepUp(), asked, returnUri.of(view));
  }

  /**
   * Sends a browser to sign in, with these parameters besides those of the settings.
   *
   * @param returnTo the local URL where the browser goes afterwards
   * @throws IllegalArgumentException if the parameter {@code claims} is not a JSON object
   */
  AuthenticationResult begin(HttpRequestView view, SessionStore session, StepUp demanded, AuthorizationParameters asked, String returnTo) {
    CookieJar jar = jars.of(view, session.cookies());
    if (session.load().isEmpty() && signInsInVain.tooOften(jar)) {
      return inVain(view);
    }
    PendingLogin login = new PendingLogin(
        state(settings.provider().key()),
        Secret.of(new Nonce().getValue()),
        Secret.of(new CodeVerifier().getValue()),
        externalUrl.absolute(view, settings.login().redirectPath()),
        returnTo,
        settings.provider().key(),
        clock.instant().plus(LoginsUnderWay.PATIENCE),
        AuthorizationRequest.checked(demanded, settings.login().authorizationParameters().and(asked)));
    String url;
    try {
      URI endpoint = server.provider().endpoint(Endpoints::authorization, Setting.AUTHORIZATION_ENDPOINT);
      if (settings.login().scopes().contains("openid")) {
        // So that a browser gets a page that says so, and not an address that does not answer.
        server.keySet().requireProvider();
      }
      Map<String, List<String>> parameters = AuthorizationRequest.parameters(settings, login, asked);
      if (settings.login().pushAuthorizationRequests() || server.provider().metadata().pushRequired()) {
        PushedAuthorizationRequests.Outcome outcome = server.pushedRequests().push(parameters);
        if (outcome instanceof PushedAuthorizationRequests.Refused refused) {
          return refusedRequest(view, login, refused.error());
        }
        parameters = Map.of("client_id", List.of(settings.client().id()),
            "request_uri", List.of(((PushedAuthorizationRequests.Pushed) outcome).requestUri()));
      }
      url = AuthorizationRequest.url(endpoint, parameters);
    } catch (AuthorizationServerUnavailableException e) {
      return unavailable(view, e, returnTo);
    }
    logins.add(jar, login);
    return new Redirected(redirect(url));
  }

  /**
   * A new {@code state}. That of one of several organizations ends with its name: so the callback, which they share, is handed to the right one,
   * whose cookie then has to know it. See {@code ProviderSettings.key()} for the name.
   */
  static String state(String provider) {
    int space = provider.indexOf(' ');
    return new State().getValue() + (space < 0 ? "" : "." + provider.substring(0, space));
  }

  /** The name of the organization at the end of a {@code state}. */
  static Optional<String> organization(String state) {
    int dot = state.indexOf('.');
    return dot < 0 ? Optional.empty() : Optional.of(state.substring(dot + 1));
  }

  /** Judges what the provider sent the browser back with. Whoever is signed in already stays so if it comes to nothing. */
  AuthenticationResult finish(HttpRequestView view, SessionStore session) {
    boolean formPost = settings.session().formPost();
    CookieJar jar = jars.of(view, session.cookies());
    if (formPost && view.method().equals("POST")) {
      Optional<Redirected> kept = formPostHop.keep(view, jar);
      return kept.isPresent() ? kept.get() : unknown(view);
    }
    if (!view.method().equals("GET")) {
      return refusals.methodNotAllowed(view, formPost ? "GET, POST" : "GET");
    }
    Map<String, List<String>> parameters = URLUtils.parseParameters(view.query().orElse(""));
    boolean response = parameters.containsKey("code") || parameters.containsKey("error");
    if (formPost && response) {
      log.warn(LOG, "mode", () -> "The provider answered by a URL, though response-mode is form_post.");
      return unknown(view);
    }
    if (formPost && parameters.containsKey(FormPostHop.CONTINUE)) {
      return finish(view, session, jar, formPostHop.take(parameters, jar));
    }
    if (!response) {
      // Back from the provider's logout, for which the redirection URI serves as well.
      return signOut.back(view, session, parameter(parameters, "state"));
    }
    return finish(view, session, jar, parameters);
  }

  /** The parameter of this name; empty unless the response has each parameter once. */
  static Optional<String> single(Map<String, List<String>> parameters, String name) {
    return parameters.values().stream().noneMatch(values -> values.size() > 1) ? parameter(parameters, name) : Optional.empty();
  }

  private AuthenticationResult finish(HttpRequestView view, SessionStore session, CookieJar jar, Map<String, List<String>> parameters) {
    Optional<PendingLogin> pending = single(parameters, "state").flatMap(state -> logins.take(jar, state));
    return pending.isEmpty() || !pending.get().provider().equals(settings.provider().key()) ? unknown(view)
        : finish(view, session, pending.get(), parameters);
  }

  private AuthenticationResult unknown(HttpRequestView view) {
    return failed(view, 400, "This sign-in cannot be completed",
        "It was begun in another browser, has been completed already, or is too old. Nothing has been changed.",
        returnUri.start(view), "");
  }

  private AuthenticationResult inVain(HttpRequestView view) {
    log.warn(LOG, "in vain", () -> "A browser signed in three times in a row and was unknown at its next request each time. It does not keep the "
        + "session cookie (Secure over http? SameSite=Strict? another host?), or the nodes of a cluster do not share sessions.");
    return failed(view, 400, "Signing in does not work here",
        "You have signed in several times, and each time this application did not know you afterwards. "
            + "Allow cookies for this site. If you do, tell the operator of this application.", returnUri.of(view), "");
  }

  private AuthenticationResult finish(HttpRequestView view, SessionStore session, PendingLogin login,
      Map<String, List<String>> parameters) {
    if (login.expired(clock.instant())) {
      return failed(view, 400, "This sign-in has taken too long", "Please sign in once more.", login.returnTo(), "");
    }
    try {
      if (!permitted(server.provider().metadata(), parameter(parameters, "iss"))) {
        return refusedTokens(view, login, "the authorization response names another issuer");
      }
      Optional<String> code = parameter(parameters, "code").filter(value -> !value.isBlank());
      if (code.isEmpty() || parameters.containsKey("error")) {
        return errorResponse(view, login, parameters);
      }
      TokenResponse response = server.tokenEndpoint().authorizationCode(
          Secret.of(code.get()), login.redirectUri(), login.codeVerifier());
      return response instanceof Granted granted
          ? accept(view, session, login, granted)
          : refusedCode(view, login, (Refused) response);
    } catch (AuthorizationServerUnavailableException e) {
      // Begun anew, because the code is spent.
      return unavailable(view, e, login.returnTo());
    } catch (InvalidTokenException e) {
      return refusedTokens(view, login, String.valueOf(e.getMessage()));
    }
  }

  static Optional<String> parameter(Map<String, List<String>> parameters, String name) {
    return parameters.getOrDefault(name, List.of()).stream().findFirst().filter(value -> !value.isEmpty());
  }

  /** RFC 9207, section 2.4. */
  private static boolean permitted(ProviderMetadata metadata, Optional<String> issuer) {
    return issuer.map(metadata.issuers()::contains).orElse(!metadata.issParameterExpected());
  }

  private AuthenticationResult accept(HttpRequestView view, SessionStore session, PendingLogin login, Granted granted)
      throws InvalidTokenException, AuthorizationServerUnavailableException {
    SignIn signIn = acceptance.signedIn(granted, login);
    if (TokenAcceptance.expired(signIn, clock.instant())) {
      return refusedTokens(view, login, "the access token had expired when it arrived; look at both clocks");
    }
    Optional<SignIn> before = session.load();
    if (before.filter(other -> !other.caller().equals(signIn.caller()) || !other.provider().equals(signIn.provider())).isPresent()) {
      // Another user: nothing that the application kept for the first one may be seen by the second.
      session.end();
    }
    // A copy of the cookie from before is worth nothing from now on, as the session's id from before is not.
    before.ifPresent(other -> {
      ended.end(other.provider(), EndedSessions.Kind.SIGN_IN, other.id(), clock.instant());
      events.happened(SessionEvent.Kind.REPLACED, other);
    });
    session.rotateId();
    if (!session.save(signIn)) {
      return failed(view, 400, "This sign-in cannot be completed", settings.session().inCookie()
          ? "What this application has to keep of it is too much for a browser. Its operator finds the cause in the log."
          : "The session ended meanwhile. Please sign in once more.", login.returnTo(), "");
    }
    signInsInVain.signedIn(jars.of(view, session.cookies()));
    events.happened(SessionEvent.Kind.SIGNED_IN, signIn);
    LOG.log(Level.DEBUG, () -> "Signed in a " + signIn.caller().kind());
    if (!login.stepUp().satisfiedBy(signIn.caller(), clock.instant(), settings.resourceServer().clockSkew())) {
      // Told here, because the page that was asked for would send the browser to the provider again, and so on for ever.
      log.warn(LOG, "step-up", () -> "A user signed in, but the provider did not do what was asked for: " + login.stepUp());
      return refusals.stepUpFailed(view, login.stepUp());
    }
    return new Redirected(redirect(login.returnTo()));
  }

  /** RFC 6749, section 4.1.2.1. The description is shown only because the state is known, so that it comes from the provider. */
  private AuthenticationResult errorResponse(HttpRequestView view, PendingLogin login, Map<String, List<String>> parameters) {
    String error = parameter(parameters, "error").orElse("");
    String description = parameter(parameters, "error_description").orElse(error);
    log.warn(LOG, "ended", () -> "The provider ended a sign-in with " + OccasionalLog.plain(error));
    return switch (error) {
      case "access_denied" -> failed(view, 403, "You have not been signed in",
          "The sign-in was cancelled, or your consent was not given.", login.returnTo(), description);
      case "temporarily_unavailable", "server_error" -> failed(view, 503, "You have not been signed in",
          "The sign-in service has a problem of its own. Please try again in a moment.", login.returnTo(), description);
      // What prompt=none may come to (OpenID Connect Core, section 3.1.2.6). A page, because the one that asked would ask again for ever.
      case "login_required", "interaction_required", "consent_required", "account_selection_required" -> failed(view, 403,
          "You have not been signed in", "The sign-in service would have to ask you something, but was asked not to.", login.returnTo(), "");
      default -> failed(view, 400, "You have not been signed in", "The sign-in service refused the request.", login.returnTo(),
          description);
    };
  }

  private AuthenticationResult refusedRequest(HttpRequestView view, PendingLogin login, ErrorResponse error) {
    log.warn(LOG, "pushed", () -> "The provider refused a pushed authorization request of the client " + settings.client().id() + ": "
        + OccasionalLog.plain(error.error() + error.description().map(text -> ": " + text).orElse(""))
        + ". Check client-id, client-authentication, the redirection URI, scopes and authorization-parameters.");
    return failed(view, 500, NOT_SET_UP, "The sign-in service does not accept the request of the application. Its operator finds the cause "
        + "in the log.", login.returnTo(), "");
  }

  private AuthenticationResult refusedCode(HttpRequestView view, PendingLogin login, Refused refused) {
    String told = OccasionalLog.plain(refused.error() + refused.description().map(text -> ": " + text).orElse(""));
    if (refused.error().equals("invalid_grant")) {
      log.warn(LOG, "code", () -> "An authorization code was refused: " + told);
      return failed(view, 400, "This sign-in cannot be completed", "It has taken too long, or was completed already.",
          login.returnTo(), "");
    }
    log.warn(LOG, "client", () -> "The token endpoint refused the client " + settings.client().id() + ": " + told
        + ". Check client-id, client-secret, client-authentication and the application's grant types.");
    return failed(view, 500, NOT_SET_UP,
        "The sign-in service does not accept the application. Its operator finds the cause in the log.", login.returnTo(), "");
  }

  private AuthenticationResult refusedTokens(HttpRequestView view, PendingLogin login, String cause) {
    log.warn(LOG, "refused", () -> "Refused a sign-in: " + cause);
    return failed(view, 502, "You have not been signed in",
        "The answer of the sign-in service was not valid. If this happens again, tell the operator of this application.",
        login.returnTo(), "");
  }

  private AuthenticationResult failed(HttpRequestView view, int status, String title, String message, String next, String detail) {
    if (!Representation.navigation(view)) {
      return Refusals.refused(Reason.SIGN_IN_FAILED, Refusals.json(status, "sign_in_failed", message, List.of(), Map.of()));
    }
    Page page = Page.of(status, title, message).link(next, "Continue");
    if (!detail.isEmpty()) {
      page.detail(detail);
    }
    return Refusals.refused(Reason.SIGN_IN_FAILED, page.reply());
  }

  private AuthenticationResult unavailable(HttpRequestView view, AuthorizationServerUnavailableException e, String next) {
    LOG.log(Level.DEBUG, () -> "A sign-in is answered 503: " + e.getMessage());
    return refusals.unavailable(view, e.retryAfter(), next);
  }

  /** Sends a browser elsewhere by GET, and keeps the redirect out of caches. */
  static HttpReply redirect(String location) {
    return redirect(302, location);
  }

  static HttpReply redirect(int status, String location) {
    return new HttpReply(status, List.of(new Header("Location", location), new Header("Cache-Control", "no-store"),
        new Header("Referrer-Policy", "no-referrer")), "");
  }
}
