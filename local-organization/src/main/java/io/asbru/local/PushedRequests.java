package io.asbru.local;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /oauth2/par} and what was pushed there.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9126#section-2">RFC 9126, section 2</a>
 */
final class PushedRequests implements EndpointHandler {

  private static final Duration LIFETIME = Duration.ofSeconds(60);
  private static final String URN = "urn:ietf:params:oauth:par:request_uri:";

  private final ClientAuthenticator clients;
  private final Waiting<Map<String, List<String>>> requests;

  PushedRequests(ClientAuthenticator clients, Clock clock) {
    this.clients = clients;
    this.requests = new Waiting<>(LIFETIME, clock);
  }

  @Override
  public Reply handle(Call call, Organization organization) {
    try {
      if (call.repeatsParameter()) {
        throw OAuthRefusal.invalidRequest("Invalid request with repeated parameters.");
      }
      if (call.parameter("request_uri").isPresent()) {
        throw OAuthRefusal.invalidRequest("Request does not allow request_uri parameter");
      }
      Application client = clients.authenticate(call, organization);
      Map<String, List<String>> parameters = call.parameters();
      parameters.put("client_id", List.of(client.clientId()));
      parameters.keySet().removeAll(List.of("client_secret", "client_assertion", "client_assertion_type"));
      return Reply.json(201,
          Json.object("request_uri", URN + requests.add(parameters), "expires_in", LIFETIME.toSeconds())).notStored();
    } catch (OAuthRefusal refusal) {
      return refusal.reply(call);
    }
  }

  /** The call with the parameters that were pushed; as it is if it names none; empty if it names what is not there. */
  Optional<Call> resolve(Call call, Organization organization) {
    Optional<String> uri = call.parameter("request_uri");
    if (uri.isEmpty() || !organization.root()) {
      return Optional.of(call);
    }
    if (!uri.get().startsWith(URN)) {
      return Optional.empty();
    }
    return requests.take(uri.get().substring(URN.length()))
        .filter(parameters -> parameters.getOrDefault("client_id", List.of()).stream().findFirst().equals(call.parameter("client_id")))
        .map(call::with);
  }
}
