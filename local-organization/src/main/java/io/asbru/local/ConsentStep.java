package io.asbru.local;

import java.util.Optional;
import java.util.Set;

/** What follows once the user is signed in: the scopes are cut, consent is asked for, and the client is answered. */
final class ConsentStep {

  private final AuthorizationResponses responses;
  private final Places places;
  private final SsoSessions sessions;
  private final Consents consents;
  private final Waiting<PendingConsent> waiting;
  private final ScopePolicy scopePolicy;
  private final CodeIssuer codeIssuer;

  ConsentStep(AuthorizationResponses responses, Places places, SsoSessions sessions, Consents consents,
      Waiting<PendingConsent> waiting, ScopePolicy scopePolicy, CodeIssuer codeIssuer) {
    this.responses = responses;
    this.places = places;
    this.sessions = sessions;
    this.consents = consents;
    this.waiting = waiting;
    this.scopePolicy = scopePolicy;
    this.codeIssuer = codeIssuer;
  }

  Reply signedIn(Call call, AuthorizationRequest request, SsoSession session) {
    User user = session.organization().user(session.user().name()).orElse(session.user());
    Set<String> granted = scopePolicy.granted(request.scopes(), request.application(), request.residence(), user,
        session.organization());
    Authorization authorization = new Authorization(request.application(), request.residence(), session.organization(),
        Optional.of(user), session.organization(), granted, Optional.of(session), session.authenticatedAt());
    boolean ask = request.prompts().contains("consent")
        || request.application().consentRequired() && !consents.covers(authorization);
    if (!ask) {
      return codeIssuer.answer(call, request, authorization, session);
    }
    if (request.silent()) {
      return responses.error(call, request, "consent_required", "Consent required");
    }
    String key = waiting.add(new PendingConsent(request, authorization, session));
    return places.to(Places.CONSENT, "application", request.application().name(), "sessionDataKeyConsent", key, "scope",
        String.join(" ", granted));
  }

  /** From the consent page. */
  Reply answered(Call call, String key) {
    Optional<PendingConsent> pending = waiting.take(key)
        .filter(found -> sessions.of(call, found.session().organization()).equals(Optional.of(found.session())));
    if (pending.isEmpty() || !call.post()) {
      return places.errorPage("invalid_request", "This sign-in is over. Start again at the application.");
    }
    AuthorizationRequest request = pending.get().request();
    String answer = call.parameter("consent").orElse("deny");
    if (!answer.equals("approve") && !answer.equals("approveAlways")) {
      return responses.error(call, request, "access_denied", "User denied the consent");
    }
    consents.add(pending.get().authorization());
    return codeIssuer.answer(call, request, pending.get().authorization(), pending.get().session());
  }
}
