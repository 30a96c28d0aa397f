package io.asbru.local;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Sends authorization responses to clients, in the mode they asked for.
 *
 * @see <a href="https://openid.net/specs/oauth-v2-multiple-response-types-1_0.html#ResponseModes">Response modes</a>
 */
final class AuthorizationResponses {

  private final Addresses addresses;
  private final Organizations organizations;
  private final TokenSigner signer;
  private final ActiveFaults faults;
  private final Clock clock;

  AuthorizationResponses(Addresses addresses, Organizations organizations, TokenSigner signer, ActiveFaults faults,
      Clock clock) {
    this.addresses = addresses;
    this.organizations = organizations;
    this.signer = signer;
    this.faults = faults;
    this.clock = clock;
  }

  static Map<String, String> error(String error, String description, Optional<String> state) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("error", error);
    parameters.put("error_description", description);
    state.ifPresent(value -> parameters.put("state", value));
    return parameters;
  }

  Reply error(Call call, AuthorizationRequest request, String error, String description) {
    return send(call, request, error(error, description, request.state()));
  }

  Reply send(Call call, AuthorizationRequest request, Map<String, String> parameters) {
    return send(call, request.residence(), request.application(), request.redirectUri(), request.responseMode(),
        parameters);
  }

  Reply send(Call call, Organization residence, Application application, String redirectUri, ResponseMode mode,
      Map<String, String> honest) {
    Map<String, String> parameters = new LinkedHashMap<>(honest);
    faults.strike(call, Endpoint.AUTHORIZE, Effect.Parameters.class)
        .forEach(effect -> effect.change().accept(parameters));
    Map<String, String> sent = mode.signed() ? signed(residence, application, parameters) : parameters;
    if (mode.formPost()) {
      return Pages.formPost(redirectUri, sent);
    }
    if (mode.fragment()) {
      return Reply.redirect(redirectUri + "#" + Places.encode(sent));
    }
    return Reply.redirect(Places.withQuery(redirectUri, sent));
  }

  private Map<String, String> signed(Organization residence, Application application, Map<String, String> parameters) {
    Organization by = addresses.signer(application, residence, organizations.root());
    Map<String, Object> claims = Json.object("iss", addresses.issuer(by), "aud", application.clientId(), "exp",
        clock.instant().plusSeconds(600).getEpochSecond());
    claims.putAll(parameters);
    return Map.of("response", signer.sign(claims, "JWT", by));
  }
}
