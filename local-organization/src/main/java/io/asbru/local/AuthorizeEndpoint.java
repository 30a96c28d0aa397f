package io.asbru.local;

import java.time.Clock;
import java.util.Optional;

/**
 * {@code /oauth2/authorize}: takes a request and sends the user through sign-in and consent.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-4.1.1">RFC 6749, section 4.1.1</a>
 */
final class AuthorizeEndpoint implements EndpointHandler {

  private final AuthorizationRequestReader reader;
  private final PushedRequests pushed;
  private final AuthorizationResponses responses;
  private final Places places;
  private final Organizations organizations;
  private final SsoSessions sessions;
  private final Waiting<PendingSignIn> signIns;
  private final ConsentStep consentStep;
  private final Clock clock;

  AuthorizeEndpoint(AuthorizationRequestReader reader, PushedRequests pushed, AuthorizationResponses responses,
      Places places, Organizations organizations, SsoSessions sessions, Waiting<PendingSignIn> signIns,
      ConsentStep consentStep, Clock clock) {
    this.reader = reader;
    this.pushed = pushed;
    this.responses = responses;
    this.places = places;
    this.organizations = organizations;
    this.sessions = sessions;
    this.signIns = signIns;
    this.consentStep = consentStep;
    this.clock = clock;
  }

  @Override
  public Reply handle(Call call, Organization organization) {
    Optional<String> consentKey = call.parameter("sessionDataKeyConsent");
    if (consentKey.isPresent()) {
      return consentStep.answered(call, consentKey.get());
    }
    Optional<String> signInKey = call.parameter("sessionDataKey");
    if (signInKey.isPresent()) {
      return cameBack(call, signInKey.get());
    }
    Optional<Call> complete = pushed.resolve(call, organization);
    if (complete.isEmpty()) {
      return places.errorPage("invalid_request", "Invalid or expired request URI in the authorization request.");
    }
    try {
      return start(complete.get(), reader.read(complete.get(), organization));
    } catch (Refused refused) {
      return refused.reply();
    }
  }

  private Reply start(Call call, AuthorizationRequest request) {
    if (request.signInTo().isEmpty()) {
      return places.to(Places.ORGANIZATION, "sessionDataKey",
          signIns.add(new PendingSignIn(request, Optional.empty())));
    }
    Optional<SsoSession> session = sessions.of(call, request.signInTo().get())
        .filter(found -> !request.needsSignIn(found, clock.instant()));
    if (session.isPresent()) {
      return consentStep.signedIn(call, request, session.get());
    }
    if (request.silent()) {
      return responses.error(call, request, "login_required", "Authentication required");
    }
    String key = signIns.add(new PendingSignIn(request, Optional.empty()));
    return places.to(Places.LOGIN, "client_id", request.application().clientId(), "commonAuthCallerPath",
        "/oauth2/authorize", "sessionDataKey", key, "relyingParty", request.application().clientId(), "type", "oidc",
        "sp", request.application().name(), "authenticators", "BasicAuthenticator:LOCAL");
  }

  /** From the sign-in page, or from the page that asks for the organization. */
  private Reply cameBack(Call call, String key) {
    Optional<PendingSignIn> pending = signIns.take(key);
    if (pending.isEmpty()) {
      return places.errorPage("invalid_request", "This sign-in is over. Start again at the application.");
    }
    AuthorizationRequest request = pending.get().request();
    if (request.signInTo().isEmpty()) {
      return organizationNamed(call, request, call.parameter("org").orElse(""));
    }
    Optional<SsoSession> inBrowser = sessions.of(call, request.signInTo().get());
    if (pending.get().session().isEmpty() || !inBrowser.equals(pending.get().session())) {
      return start(call, request);
    }
    return consentStep.signedIn(call, request, inBrowser.get());
  }

  private Reply organizationNamed(Call call, AuthorizationRequest request, String name) {
    Optional<Organization> named = organizations.byName(name).or(() -> organizations.byIdOrHandle(name))
        .filter(request.application()::sharedWith);
    if (named.isEmpty()) {
      return places.to(Places.ORGANIZATION, "sessionDataKey", signIns.add(new PendingSignIn(request, Optional.empty())),
          "authFailure", "true");
    }
    return start(call, request.signingInTo(named.get()));
  }
}
