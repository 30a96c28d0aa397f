package io.asbru.internal;

import io.asbru.AuthenticationResult;
import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.HttpRequestView;
import io.asbru.Requirement;
import io.asbru.StepUp;
import io.asbru.resource.BearerCredentials;
import io.asbru.resource.BearerCredentials.Malformed;
import io.asbru.resource.BearerCredentials.Token;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Judges bearer requests (RFC 6750). It is never handed a session, so it cannot make one or mix two callers. */
final class ResourceServer {

  private static final Logger LOG = System.getLogger(ResourceServer.class.getName());

  private final CachingTokenIntrospector introspector;
  private final AcceptedTokens acceptedTokens;
  private final Refusals refusals;
  private final Duration clockSkew;
  private final Clock clock;

  ResourceServer(CachingTokenIntrospector introspector, AcceptedTokens acceptedTokens, Refusals refusals, Duration clockSkew, Clock clock) {
    this.introspector = introspector;
    this.acceptedTokens = acceptedTokens;
    this.refusals = refusals;
    this.clockSkew = clockSkew;
    this.clock = clock;
  }

  AuthenticationResult authenticate(HttpRequestView view, BearerCredentials credentials, Requirement requirement) {
    if (credentials instanceof Token token) {
      Optional<Answer> known = introspector.fresh(token);
      return known.isPresent() ? decided(view, known.get().accepted(), requirement) : asked(view, token.wellFormed(), requirement);
    }
    return refusals.malformed(view, ((Malformed) credentials).description());
  }

  private AuthenticationResult asked(HttpRequestView view, BearerCredentials credentials, Requirement requirement) {
    if (credentials instanceof Malformed malformed) {
      return refusals.malformed(view, malformed.description());
    }
    try {
      return decided(view, acceptedTokens.judge(introspector.introspect(((Token) credentials).value())), requirement);
    } catch (AuthorizationServerUnavailableException e) {
      LOG.log(Level.DEBUG, () -> "A bearer request is answered 503: " + e.getMessage());
      return refusals.tokenNotJudged(e.retryAfter());
    }
  }

  private AuthenticationResult decided(HttpRequestView view, Optional<Authenticated> accepted, Requirement requirement) {
    if (accepted.isEmpty()) {
      return refusals.invalidToken(view);
    }
    Authenticated authenticated = accepted.get();
    if (requirement.login() && !requirement.bearer()) {
      return refusals.bearerNotAccepted();
    }
    if (!requirement.satisfiedBy(authenticated.caller().scopes())) {
      return refusals.insufficientScope(view, requirement);
    }
    if (requirement.stepUp() != StepUp.NONE
        && !requirement.stepUp().satisfiedBy(authenticated.caller(), clock.instant(), clockSkew)) {
      return refusals.insufficientUserAuthentication(view, requirement.stepUp());
    }
    return authenticated;
  }
}
