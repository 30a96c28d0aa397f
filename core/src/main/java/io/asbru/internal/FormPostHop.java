package io.asbru.internal;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.asbru.AuthenticationResult.Redirected;
import io.asbru.HttpRequestView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The way of an authorization response that comes by a form of the provider's page. With it come only such cookies as go along with other sites'
 * forms, and not the session. So it is kept until the browser comes once more, by a redirect and with all of them.
 *
 * @see <a href="https://openid.net/specs/oauth-v2-form-post-response-mode-1_0.html">OAuth 2.0 Form Post Response Mode</a>
 */
final class FormPostHop {

  /** Names the sign-in with which the browser comes once more. */
  static final String CONTINUE = "continue";

  private final LoginsUnderWay logins;
  private final ReturnUri returnUri;
  private final String redirectPath;

  FormPostHop(LoginsUnderWay logins, ReturnUri returnUri, String redirectPath) {
    this.logins = logins;
    this.returnUri = returnUri;
    this.redirectPath = redirectPath;
  }

  /** Keeps the response of this form and has the browser come once more; empty if this browser has not begun the sign-in. */
  Optional<Redirected> keep(HttpRequestView view, CookieJar jar) {
    Map<String, List<String>> parameters = view.formParameters();
    return CodeFlow.single(parameters, "state").filter(state -> logins.keepResponse(jar, state, parameters)).map(state -> new Redirected(
        CodeFlow.redirect(303, returnUri.path(view, redirectPath) + "?" + URLUtils.serializeParameters(Map.of(CONTINUE, List.of(state))))));
  }

  /** The response that was kept, once; nothing if there is none. */
  Map<String, List<String>> take(Map<String, List<String>> parameters, CookieJar jar) {
    return CodeFlow.parameter(parameters, CONTINUE).map(state -> logins.takeResponse(jar, state)).orElse(Map.of());
  }
}
