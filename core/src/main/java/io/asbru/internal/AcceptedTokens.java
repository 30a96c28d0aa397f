package io.asbru.internal;

import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Credential;
import io.asbru.organization.OrganizationRule;
import io.asbru.resource.IntrospectionResponse;
import io.asbru.resource.IntrospectionResponse.Active;
import io.asbru.settings.ResourceServerSettings;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.lang.System.Logger;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which tokens are taken as access tokens here. Active is not enough: a refresh token and an ID token are active, too, and so are the tokens of
 * other organizations and applications. It depends on the response and the settings alone, so that what is kept of a token may be judged once.
 */
final class AcceptedTokens {

  private static final Logger LOG = System.getLogger(AcceptedTokens.class.getName());
  /** Values of a {@code typ} claim by which providers tell that a token is no access token. */
  private static final Set<String> OTHER_TYPES = Set.of("ID", "Refresh", "Offline", "Logout", "Serialized-ID");

  private final OrganizationRule organizations;
  private final ResourceServerSettings settings;
  private final OccasionalLog log;

  AcceptedTokens(Settings settings, Clock clock) {
    organizations = settings.provider().organizationRule();
    this.settings = settings.resourceServer();
    log = new OccasionalLog(clock);
  }

  /** Whom the token lets in; empty if nobody, and of an active token the log then says why, now and then. */
  Optional<Authenticated> judge(IntrospectionResponse response) {
    return response instanceof Active active && accessToken(active) && ofPermittedOrganization(active) && forThisAudience(active)
        ? Optional.of(new Authenticated(active.caller(), Credential.BEARER_TOKEN)) : Optional.empty();
  }

  private boolean accessToken(Active active) {
    Map<String, Object> claims = active.caller().claims();
    Object type = claims.get("typ");
    boolean accessToken = active.tokenType().map(AcceptedTokens::ofAccessTokens).orElse(true)
        && (type == null || !OTHER_TYPES.contains(type)) && !claims.containsKey("at_hash") && !claims.containsKey("c_hash");
    if (!accessToken) {
      log.warn(LOG, "type", () -> "Refused a bearer token that is active but no access token.");
    }
    return accessToken;
  }

  private static boolean ofAccessTokens(String tokenType) {
    return tokenType.equalsIgnoreCase("Bearer") || tokenType.equalsIgnoreCase("JWT");
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
    if (settings.allowInsecureAnyAudience() || active.audience().stream().anyMatch(settings.acceptedAudiences()::contains)) {
      return true;
    }
    log.warn(LOG, "audience", () -> "Refused a bearer token meant for " + OccasionalLog.plain(active.audience().toString())
        + ". To take it, list one of these in " + Setting.ACCEPTED_AUDIENCES.key() + ".");
    return false;
  }
}
