package io.asbru.local;

import static io.asbru.local.OAuthRefusal.invalidRequest;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code /oauth2/token}. The request is checked before the client, as the real service does.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-3.2">RFC 6749, section 3.2</a>
 */
final class TokenEndpoint implements EndpointHandler {

  private static final Set<String> NOT_IN_THE_QUERY =
      Set.of("client_secret", "client_assertion", "username", "password", "refresh_token", "code");

  private final Map<String, GrantHandler> grants;
  private final ClientAuthenticator clients;
  private final Clock clock;

  TokenEndpoint(Map<String, GrantHandler> grants, ClientAuthenticator clients, Clock clock) {
    this.grants = grants;
    this.clients = clients;
    this.clock = clock;
  }

  @Override
  public Reply handle(Call call, Organization organization) {
    try {
      GrantHandler grant = checked(call);
      Application client = clients.authenticate(call, organization);
      if (!client.grants().contains(call.parameter("grant_type").orElseThrow())) {
        throw new OAuthRefusal(400, "unauthorized_client",
            "The authenticated client is not authorized to use this authorization grant type");
      }
      return grant.grant(call, client, organization, clock.instant().truncatedTo(ChronoUnit.SECONDS));
    } catch (OAuthRefusal refusal) {
      return refusal.reply(call);
    }
  }

  private GrantHandler checked(Call call) throws OAuthRefusal {
    if (call.repeatsParameter()) {
      throw invalidRequest("Invalid request with repeated parameters.");
    }
    if (call.query().keySet().stream().anyMatch(NOT_IN_THE_QUERY::contains)) {
      throw invalidRequest("Invalid request with sensitive data in the URL.");
    }
    String type = call.parameter("grant_type")
        .orElseThrow(() -> invalidRequest("Missing grant_type parameter value"));
    GrantHandler grant = grants.get(type);
    if (grant == null) {
      throw invalidRequest("Unsupported grant_type value");
    }
    List<String> missing = grant.required().stream().filter(name -> call.parameter(name).isEmpty()).toList();
    if (!missing.isEmpty()) {
      throw invalidRequest("Missing parameters: " + String.join(" ", missing));
    }
    return grant;
  }
}
