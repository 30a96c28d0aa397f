package io.asbru.internal;

import io.asbru.AuthenticationResult;
import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Credential;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.HttpRequestView;
import io.asbru.Requirement;
import io.asbru.StepUp;
import io.asbru.organization.OrganizationRule;
import io.asbru.resource.BearerCredentials;
import io.asbru.resource.BearerCredentials.Malformed;
import io.asbru.resource.BearerCredentials.Token;
import io.asbru.resource.IntrospectionResponse;
import io.asbru.resource.IntrospectionResponse.Active;
import io.asbru.settings.ResourceServerSettings;
import io.asbru.settings.Setting;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges bearer tokens (RFC 6750). It is never handed a session, so it cannot make one or mix two callers. */
final class ResourceServer {

  private static final Logger LOG = System.getLogger(ResourceServer.class.getName());
  /** Values of a {@code typ} claim by which providers tell that a token is no access token. */
  private static final Set<String> OTHER_TYPES = Set.of("ID", "Refresh", "Offline", "Logout", "Serialized-ID");

  private final CachingTokenIntrospector introspector;
  private final OrganizationRule organizations;
  private final ResourceServerSettings settings;
  private final Refusals refusals;
  private final OccasionalLog log;
  private final Clock clock;

  ResourceServer(CachingTokenIntrospector introspector, OrganizationRule organizations, ResourceServerSettings settings,
      Refusals refusals, OccasionalLog log, Clock clock) {
    this.introspector = introspector;
    this.organizations = organizations;
    this.settings = settings;
    this.refusals = refusals;
    this.log = log;
    this.clock = clock;
  }

  AuthenticationResult authenticate(HttpRequestView view, BearerCredentials credentials, Requirement requirement) {
    if (credentials instanceof Token token) {
      Optional<IntrospectionResponse> known = introspector.fresh(token);
      return known.isPresent() ? judged(view, known.get(), requirement) : asked(view, token.wellFormed(), requirement);
    }
    return refusals.malformed(view, ((Malformed) credentials).description());
  }

  private AuthenticationResult asked(HttpRequestView view, BearerCredentials credentials, Requirement requirement) {
    if (credentials instanceof Malformed malformed) {
      return refusals.malformed(view, malformed.description());
    }
    try {
      return judged(view, introspector.introspect(((Token) credentials).value()), requirement);
    } catch (AuthorizationServerUnavailableException e) {
      LOG.log(Level.DEBUG, () -> "A bearer request is answered 503: " + e.getMessage());
      return refusals.tokenNotJudged(e.retryAfter());
    }
  }

  private AuthenticationResult judged(HttpRequestView view, IntrospectionResponse response, Requirement requirement) {
    if (!(response instanceof Active active) || !accessToken(active) || !ofPermittedOrganization(active)
        || !forThisAudience(active)) {
      return refusals.invalidToken(view);
    }
    if (requirement.login() && !requirement.bearer()) {
      return refusals.bearerNotAccepted();
    }
    if (!requirement.satisfiedBy(active.caller().scopes())) {
      return refusals.insufficientScope(view, requirement);
    }
    if (requirement.stepUp() != StepUp.NONE
        && !requirement.stepUp().satisfiedBy(active.caller(), clock.instant(), settings.clockSkew())) {
      return refusals.insufficientUserAuthentication(view, requirement.stepUp());
    }
    return new Authenticated(active.caller(), Credential.BEARER_TOKEN);
  }

  /** Active is not enough: refresh and ID tokens are active, too, and are no access tokens. */
  private boolean accessToken(Active active) {
    Map<String, Object> claims = active.caller().claims();
    Object type = claims.get("typ");
    boolean accessToken = (active.tokenType().isEmpty() || ofAccessTokens(active.tokenType().get()))
        && (type == null || !OTHER_TYPES.contains(type)) && !claims.containsKey("at_hash");
    if (!accessToken) {
      log.warn(LOG, "type", () -> "Refused a bearer token that is active but no access token.");
    }
    return accessToken;
  }

  private static boolean ofAccessTokens(String tokenType) {
    return tokenType.equals("Bearer") || tokenType.equalsIgnoreCase("Bearer") || tokenType.equalsIgnoreCase("JWT");
  }

  private boolean ofPermittedOrganization(Active active) {
    if (organizations.permits(active.caller().claims())) {
      return true;
    }
    log.warn(LOG, "organization", () -> "Refused a bearer token of the organization "
        + active.caller().organization().map(OccasionalLog::plain).orElse("(none named)") + ". To take it, list it in "
        + Setting.ACCEPTED_ORGANIZATIONS.key() + ", or correct " + Setting.ORGANIZATION_ID.key() + ".");
    return false;
  }

  private boolean forThisAudience(Active active) {
    if (settings.allowInsecureAnyAudience()) {
      return true;
    }
    for (String audience : active.audience()) {
      if (settings.acceptedAudiences().contains(audience)) {
        return true;
      }
    }
    log.warn(LOG, "audience", () -> "Refused a bearer token meant for " + OccasionalLog.plain(active.audience().toString())
        + ". To take it, list one of these in " + Setting.ACCEPTED_AUDIENCES.key() + ".");
    return false;
  }
}
