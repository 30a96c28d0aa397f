package io.asbru.internal;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.asbru.AuthenticationResult;
import io.asbru.AuthenticationResult.Reason;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.AuthorizationParameters;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.HttpReply;
import io.asbru.HttpReply.Header;
import io.asbru.HttpRequestView;
import io.asbru.StepUp;
import io.asbru.session.SessionStore;
import io.asbru.settings.LoginSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sign-ins that somebody else begins: the provider's own portal, for example, sends the browser to the initiate login URI.
 *
 * <p>Whoever is signed in stays so, and nobody is signed in by this alone: the browser goes to the provider, with {@code state} and PKCE, as
 * always. The address that is named to end at counts only if it is one of this application.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#ThirdPartyInitiatedLogin">OpenID Connect Core 1.0, section 4</a>
 */
final class ThirdPartyLogin {

  private static final int LONGEST_HINT = 512;

  private final LoginSettings settings;
  private final Provider provider;
  private final Sessions sessions;
  private final CodeFlow codeFlow;
  private final ReturnUri returnUri;
  private final Refusals refusals;

  ThirdPartyLogin(LoginSettings settings, Provider provider, Sessions sessions, CodeFlow codeFlow, ReturnUri returnUri,
      Refusals refusals) {
    this.settings = settings;
    this.provider = provider;
    this.sessions = sessions;
    this.codeFlow = codeFlow;
    this.returnUri = returnUri;
    this.refusals = refusals;
  }

  /** Whether this is where others begin sign-ins. */
  boolean answersAt(String path) {
    return settings.initiateLoginPath().filter(path::equals).isPresent();
  }

  /** Begins a sign-in, or leads on whoever is signed in already. */
  AuthenticationResult begin(HttpRequestView view, SessionStore session) {
    if (view.method().equals("POST")) {
      return askedAgain(view);
    }
    if (!view.method().equals("GET")) {
      return refusals.methodNotAllowed(view, "GET, POST");
    }
    Map<String, List<String>> parameters = URLUtils.parseParameters(view.query().orElse(""));
    if (parameters.values().stream().anyMatch(values -> values.size() > 1)) {
      return refused(view);
    }
    String target = parameter(parameters, "target_link_uri").flatMap(uri -> returnUri.ofThisApplication(view, uri))
        .filter(uri -> !uri.startsWith(here(view))).orElseGet(() -> returnUri.start(view));
    try {
      if (parameter(parameters, "iss").filter(provider.metadata().issuers()::contains).isEmpty()) {
        return refused(view);
      }
      if (sessions.current(session).isPresent()) {
        return new Redirected(CodeFlow.redirect(target));
      }
    } catch (AuthorizationServerUnavailableException e) {
      return refusals.unavailable(view, e.retryAfter(), target);
    }
    if (!Representation.navigation(view)) {
      return refused(view);
    }
    AuthorizationParameters asked = parameter(parameters, "login_hint")
        .filter(hint -> hint.length() <= LONGEST_HINT && hint.chars().noneMatch(Character::isISOControl))
        .map(AuthorizationParameters.NONE::loginHint).orElse(AuthorizationParameters.NONE);
    return codeFlow.begin(view, session, StepUp.NONE, asked, target);
  }

  /** The path as the browser knows it: that of one of several organizations begins with its name. */
  private String here(HttpRequestView view) {
    return returnUri.path(view, view.rawPath().substring(view.contextPath().length()));
  }

  /** A POST from another site comes without the session's cookie if that is {@code SameSite=Lax}; the GET that follows brings it. */
  private AuthenticationResult askedAgain(HttpRequestView view) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String name : List.of("iss", "login_hint", "target_link_uri")) {
      List<String> values = view.formParameters().getOrDefault(name, List.of());
      if (!values.isEmpty()) {
        parameters.put(name, values);
      }
    }
    String url = here(view) + "?" + URLUtils.serializeParameters(parameters);
    return url.length() > 4096 ? refused(view)
        : new Redirected(new HttpReply(303, List.of(new Header("Location", url), new Header("Cache-Control", "no-store"),
            new Header("Referrer-Policy", "no-referrer")), ""));
  }

  private AuthenticationResult refused(HttpRequestView view) {
    return Refusals.refused(Reason.INVALID_REQUEST, refusals.plain(view, 400, "invalid_request", "This sign-in cannot be begun",
        "The address that led here does not name the sign-in service of this application.", List.of()));
  }

  private static Optional<String> parameter(Map<String, List<String>> parameters, String name) {
    return parameters.getOrDefault(name, List.of()).stream().findFirst().filter(value -> !value.isEmpty());
  }
}
