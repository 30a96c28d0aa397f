package io.asbru.local;

import static io.asbru.local.OAuthRefusal.invalidClient;
import static io.asbru.local.OAuthRefusal.invalidRequest;

import java.util.Optional;

/** Finds out which client sends a request: client_secret_basic, client_secret_post, private_key_jwt or none. */
final class ClientAuthenticator {

  private static final String WRONG = "Client credentials are invalid.";

  private final ClientAssertions assertions;

  ClientAuthenticator(ClientAssertions assertions) {
    this.assertions = assertions;
  }

  /** The client, which is looked up in the organization of the path. */
  Application authenticate(Call call, Organization organization) throws OAuthRefusal {
    Optional<String> clientId = call.parameter("client_id");
    Optional<String> secret = call.parameter("client_secret");
    Optional<String> assertion = call.parameter("client_assertion");
    if (ClientCredentials.inHeader(call)) {
      if (secret.isPresent() || assertion.isPresent()) {
        throw invalidRequest("Request body and headers contain authorization information");
      }
      return check(ClientCredentials.fromHeader(call), organization);
    }
    if (assertion.isPresent()) {
      return assertions.client(assertion.get(), organization).orElseThrow(() -> invalidClient(WRONG));
    }
    if (clientId.isEmpty()) {
      throw invalidClient("Client ID not found in the request.");
    }
    if (secret.isPresent()) {
      return check(Optional.of(new ClientCredentials(clientId.get(), secret.get())), organization);
    }
    return publicClient(clientId.get(), organization);
  }

  private static Application check(Optional<ClientCredentials> credentials, Organization organization)
      throws OAuthRefusal {
    return credentials
        .flatMap(sent -> organization.application(sent.clientId()).filter(sent::match))
        .orElseThrow(() -> invalidClient(WRONG));
  }

  private static Application publicClient(String clientId, Organization organization) throws OAuthRefusal {
    Application application = organization.application(clientId).orElseThrow(() -> invalidClient(WRONG));
    if (!application.publicClient()) {
      throw invalidClient("Unsupported client authentication mechanism");
    }
    return application;
  }
}
