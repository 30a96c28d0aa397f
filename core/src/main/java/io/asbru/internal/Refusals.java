package io.asbru.internal;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.asbru.AuthenticationResult.Reason;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.HttpReply;
import io.asbru.HttpReply.Header;
import io.asbru.HttpRequestView;
import io.asbru.Requirement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The replies of requests that are refused: a page for people, a small JSON body with RFC 6750's challenge for scripts and API
 * clients.
 */
public final class Refusals {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final String realm;
  private final ReturnUri returnUri;

  Refusals(String realm, ReturnUri returnUri) {
    this.realm = realm;
    this.returnUri = returnUri;
  }

  /** No credentials where some are needed: a challenge without {@code error} (RFC 6750, section 3.1). */
  Refused loginRequired(HttpRequestView view, Requirement requirement) {
    String challenge = challenge(Map.of());
    String description = requirement.login() ? "Sign in, then try again." : "Send a bearer token.";
    return refused(Reason.LOGIN_REQUIRED, Representation.navigation(view)
        ? page(view, 401, "Please sign in", requirement.login()
            ? "You are not signed in, or your session has ended. What you sent has not been carried out."
            : "This address is for programs that present an access token.")
            .header("WWW-Authenticate", challenge).reply()
        : json(401, "login_required", description, challenge, Map.of()));
  }

  Refused malformed(HttpRequestView view, String description) {
    String challenge = challenge(ordered("error", "invalid_request", "error_description", description));
    return refused(Reason.INVALID_REQUEST, Representation.navigation(view)
        ? page(view, 400, "The request is not understood", description).header("WWW-Authenticate", challenge).reply()
        : json(400, "invalid_request", description, challenge, Map.of()));
  }

  Refused invalidToken(HttpRequestView view) {
    String description = "The access token is unknown, expired, revoked, or not meant for this application.";
    String challenge = challenge(ordered("error", "invalid_token", "error_description", description));
    return refused(Reason.INVALID_TOKEN, Representation.navigation(view)
        ? page(view, 401, "The access token is not valid", description).header("WWW-Authenticate", challenge).reply()
        : json(401, "invalid_token", description, challenge, Map.of()));
  }

  Refused insufficientScope(HttpRequestView view, Requirement requirement) {
    String scopes = String.join(" ", requirement.scopesNamed());
    String description = "The scopes granted are not enough.";
    String challenge = challenge(ordered("error", "insufficient_scope", "error_description", description, "scope", scopes));
    return refused(Reason.INSUFFICIENT_SCOPE, Representation.navigation(view)
        ? page(view, 403, "You may not do this", "Your account lacks a permission that is needed here. "
            + "Ask an administrator of your organization for it, then sign in again.")
            .detail("Needed: " + scopes).header("WWW-Authenticate", challenge).reply()
        : json(403, "insufficient_scope", description, challenge, Map.of("scope", scopes)));
  }

  Refused bearerNotAccepted(HttpRequestView view) {
    return refused(Reason.CREDENTIAL_NOT_ACCEPTED, plain(view, 403, "login_required",
        "Bearer tokens are not taken here", "This address is for signed-in users.", List.of()));
  }

  Refused crossSite(HttpRequestView view) {
    return refused(Reason.CROSS_SITE, plain(view, 403, "cross_site_request", "The request came from another site",
        "It would have used your session and was refused, to protect you. Nothing has been changed.", List.of()));
  }

  Refused methodNotAllowed(HttpRequestView view, String allowed) {
    return refused(Reason.METHOD_NOT_ALLOWED, plain(view, 405, "method_not_allowed", "This is not how to come here",
        "The address takes " + allowed + " only.", List.of(new Header("Allow", allowed))));
  }

  Refused unavailable(HttpRequestView view, Optional<Duration> retryAfter) {
    return unavailable(view, retryAfter, returnUri.of(view));
  }

  /** The authorization server could not be asked; {@code next} is where a person tries again. */
  Refused unavailable(HttpRequestView view, Optional<Duration> retryAfter, String next) {
    String seconds = Long.toString(Math.max(1, retryAfter.orElse(RETRY_AFTER).toSeconds()));
    return refused(Reason.AUTHORIZATION_SERVER_UNAVAILABLE, Representation.navigation(view)
        ? Page.of(503, "Sign-in is not available right now",
                "The service that knows who you are does not answer. Please try again in a moment.")
            .link(next, "Try again").header("Retry-After", seconds).reply()
        : json(503, "temporarily_unavailable", "The authorization server cannot be reached. Try again later.",
            List.of(new Header("Retry-After", seconds))));
  }

  /** Any other error, in the representation that the request wants. */
  public HttpReply plain(HttpRequestView view, int status, String error, String title, String message, List<Header> headers) {
    if (!Representation.navigation(view)) {
      return json(status, error, message, headers);
    }
    Page page = page(view, status, title, message);
    headers.forEach(header -> page.header(header.name(), header.value()));
    return page.reply();
  }

  static Refused refused(Reason reason, HttpReply reply) {
    return new Refused(reply, reason);
  }

  /** A reply without a body, not to be stored (OpenID Connect Back-Channel Logout, section 2.8). */
  static HttpReply empty(int status) {
    return new HttpReply(status, List.of(new Header("Cache-Control", "no-store")), "");
  }

  /** A small JSON body, for scripts. */
  static HttpReply json(int status, String error, String description, List<Header> headers) {
    return json(status, error, description, headers, Map.of());
  }

  private static HttpReply json(int status, String error, String description, String challenge, Map<String, String> further) {
    return json(status, error, description, List.of(new Header("WWW-Authenticate", challenge)), further);
  }

  private static HttpReply json(int status, String error, String description, List<Header> headers,
      Map<String, String> further) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", error);
    body.put("error_description", description);
    body.putAll(further);
    List<Header> all = new ArrayList<>(headers);
    all.add(new Header("Content-Type", "application/json;charset=UTF-8"));
    all.add(new Header("Cache-Control", "no-store"));
    all.add(new Header("X-Content-Type-Options", "nosniff"));
    return new HttpReply(status, all, JSONObjectUtils.toJSONString(body));
  }

  private Page page(HttpRequestView view, int status, String title, String message) {
    return Page.of(status, title, message).link(returnUri.start(view), "Go to the start page");
  }

  private String challenge(Map<String, String> attributes) {
    StringBuilder challenge = new StringBuilder("Bearer realm=\"").append(realm).append('"');
    attributes.forEach((name, value) -> challenge.append(", ").append(name).append("=\"").append(quotable(value)).append('"'));
    return challenge.toString();
  }

  /** The characters that RFC 6750, section 3, allows within quotes; others become an apostrophe or a question mark. */
  static String quotable(String text) {
    StringBuilder quotable = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quotable.append(c == '"' || c == '\\' ? '\'' : c < 0x20 || c > 0x7e ? '?' : c);
    }
    return quotable.toString();
  }

  private static Map<String, String> ordered(String... namesAndValues) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
