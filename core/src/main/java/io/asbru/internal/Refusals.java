package io.asbru.internal;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.asbru.AuthenticationResult.Reason;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.HttpReply;
import io.asbru.HttpReply.Header;
import io.asbru.HttpRequestView;
import io.asbru.Requirement;
import io.asbru.StepUp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The replies of requests that are refused: a page for people; for scripts and API clients, and whenever a bearer token was presented,
 * a small JSON body with RFC 6750's challenge.
 */
public final class Refusals {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final Challenges challenges;
  private final ReturnUri returnUri;

  Refusals(Challenges challenges, ReturnUri returnUri) {
    this.challenges = challenges;
    this.returnUri = returnUri;
  }

  /** No credentials where some are needed: a challenge without {@code error} (RFC 6750, section 3.1). */
  Refused loginRequired(HttpRequestView view, Requirement requirement) {
    Refused refused = requirement.login() ? challenges.of(view).signInRequired() : challenges.of(view).tokenRequired();
    return Representation.navigation(view)
        ? asPage(view, refused, "Please sign in", requirement.login()
            ? "You are not signed in, or your session has ended. What you sent has not been carried out."
            : "This address is for programs that present an access token.")
        : refused;
  }

  Refused malformed(HttpRequestView view, String description) {
    return challenges.of(view).malformed(description);
  }

  Refused invalidToken(HttpRequestView view) {
    return challenges.of(view).invalidToken();
  }

  /** A valid bearer token without the scopes needed. */
  Refused insufficientScope(HttpRequestView view, Requirement requirement) {
    return challenges.of(view).insufficientScope(requirement);
  }

  /** A signed-in user without the scopes needed. */
  Refused userLacksScope(HttpRequestView view, Requirement requirement) {
    Refused refused = insufficientScope(view, requirement);
    return Representation.navigation(view)
        ? asPage(view, refused, "You may not do this", "Your account lacks a permission that is needed here: "
            + String.join(" ", requirement.scopesNamed())
            + ". Ask an administrator of your organization for it, then sign in again.")
        : refused;
  }

  /** A valid bearer token, but its user has to authenticate again or otherwise (RFC 9470, section 3). */
  Refused insufficientUserAuthentication(HttpRequestView view, StepUp stepUp) {
    return challenges.of(view).insufficientUserAuthentication(stepUp);
  }

  /** A signed-in user has to authenticate again or otherwise, and cannot be sent to do so now. */
  Refused stepUpNeeded(HttpRequestView view, StepUp stepUp) {
    Refused refused = insufficientUserAuthentication(view, stepUp);
    return Representation.navigation(view)
        ? asPage(view, refused, "Please sign in again",
            "This needs a fresh or a stronger sign-in. What you sent has not been carried out. Open the page anew and repeat it.")
        : refused;
  }

  /** The provider did not do what a step-up asked for. */
  Refused stepUpFailed(HttpRequestView view, StepUp stepUp) {
    Refused refused = insufficientUserAuthentication(view, stepUp);
    return Representation.navigation(view)
        ? asPage(view, refused, "A stronger sign-in is needed",
            "You have signed in, but not in the way that the page needs. Ask an administrator of your organization.")
        : refused;
  }

  Refused bearerNotAccepted() {
    return refused(Reason.CREDENTIAL_NOT_ACCEPTED, json(403, "login_required",
        "Bearer tokens are not taken here: this address is for signed-in users.", List.of(), Map.of()));
  }

  Refused crossSite(HttpRequestView view) {
    return refused(Reason.CROSS_SITE, plain(view, 403, "cross_site_request", "The request came from another site",
        "It would have used your session and was refused, to protect you. Nothing has been changed.", List.of()));
  }

  /** A request that would use the session and lacks the token of its pages. */
  Refused withoutCrossSiteToken(HttpRequestView view) {
    return refused(Reason.CROSS_SITE, plain(view, 403, "cross_site_request", "The page was too old",
        "What you sent lacks the token of your present sign-in and was refused, to protect you. Nothing has been changed. "
            + "Open the page anew and repeat it.", List.of()));
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
    if (!Representation.navigation(view)) {
      return tokenNotJudged(retryAfter);
    }
    return refused(Reason.AUTHORIZATION_SERVER_UNAVAILABLE, Page.of(503, "Sign-in is not available right now",
            "The service that knows who you are does not answer. Please try again in a moment.")
        .link(next, "Try again").header("Retry-After", seconds(retryAfter)).reply());
  }

  /** The authorization server could not be asked about a token. */
  Refused tokenNotJudged(Optional<Duration> retryAfter) {
    return refused(Reason.AUTHORIZATION_SERVER_UNAVAILABLE, json(503, "temporarily_unavailable",
        "The authorization server cannot be reached. Try again later.",
        List.of(new Header("Retry-After", seconds(retryAfter))), Map.of()));
  }

  private static String seconds(Optional<Duration> retryAfter) {
    // Rounded up, so that nobody comes back a moment too early.
    return Long.toString(Math.max(1, retryAfter.orElse(RETRY_AFTER).plusMillis(999).toSeconds()));
  }

  /** Any other error, in the representation that the request wants. */
  public HttpReply plain(HttpRequestView view, int status, String error, String title, String message, List<Header> headers) {
    if (!Representation.navigation(view)) {
      return json(status, error, message, headers, Map.of());
    }
    Page page = page(view, status, title, message);
    headers.forEach(header -> page.header(header.name(), header.value()));
    return page.reply();
  }

  private Refused asPage(HttpRequestView view, Refused refused, String title, String message) {
    Page page = page(view, refused.reply().status(), title, message);
    refused.reply().header(Challenges.HEADER).ifPresent(challenge -> page.header(Challenges.HEADER, challenge));
    return refused(refused.reason(), page.reply());
  }

  private Page page(HttpRequestView view, int status, String title, String message) {
    return Page.of(status, title, message).link(returnUri.start(view), "Go to the start page");
  }

  static Refused refused(Reason reason, HttpReply reply) {
    return new Refused(reply, reason);
  }

  /** A reply without a body, not to be stored (OpenID Connect Back-Channel Logout, section 2.8). */
  static HttpReply empty(int status) {
    return new HttpReply(status, List.of(new Header("Cache-Control", "no-store")), "");
  }

  /** A small JSON body. */
  static HttpReply json(int status, String error, String description, List<Header> headers, Map<String, String> further) {
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
}
