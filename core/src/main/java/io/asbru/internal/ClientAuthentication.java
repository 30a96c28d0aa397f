package io.asbru.internal;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Secret;
import io.asbru.settings.ClientSettings;
import io.asbru.settings.ClientSettings.Method;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a client proves who it is, in exactly one place of a request: WSO2 refuses a request with two.
 *
 * @param method the method
 * @param id the client identifier
 * @param secret the secret; absent for a public client
 * @param formEncoded whether both are form-encoded before they become a Basic header (RFC 6749, section 2.3.1)
 * @param assertions what makes the assertions of {@code private_key_jwt} and {@code client_secret_jwt}; absent for other methods
 */
record ClientAuthentication(Method method, String id, Optional<Secret> secret, boolean formEncoded, Optional<ClientAssertion> assertions) {

  private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  /** Without assertions. */
  ClientAuthentication(Method method, String id, Optional<Secret> secret, boolean formEncoded) {
    this(method, id, secret, formEncoded, Optional.empty());
  }

  /**
   * The client at the token and revocation endpoints, and where authorization requests are pushed.
   *
   * @param keys the client's private keys; absent if it has none
   */
  static ClientAuthentication of(ClientSettings client, Provider provider, Optional<ClientKeys> keys, Clock clock) {
    return new ClientAuthentication(client.method(), client.id(), client.secret(), client.formEncoded(),
        assertions(client.method(), client, provider, keys, clock));
  }

  /** The client at the introspection endpoint, where Asgardeo takes nothing but a Basic header. */
  static ClientAuthentication forIntrospection(ClientSettings client, Provider provider, Optional<ClientKeys> keys, Clock clock) {
    return new ClientAuthentication(client.introspectionMethod(), client.introspectionId(), client.introspectionSecret(),
        client.formEncoded(), assertions(client.introspectionMethod(), client, provider, keys, clock));
  }

  private static Optional<ClientAssertion> assertions(Method method, ClientSettings client, Provider provider, Optional<ClientKeys> keys,
      Clock clock) {
    return switch (method) {
      case PRIVATE_KEY_JWT -> Optional.of(new ClientAssertion(provider, client, keys, clock));
      case CLIENT_SECRET_JWT -> Optional.of(new ClientAssertion(provider, client, Optional.empty(), clock));
      default -> Optional.empty();
    };
  }

  /**
   * A form-encoded POST with these parameters and this authentication.
   *
   * @throws AuthorizationServerUnavailableException if it takes an assertion whose audience has to be discovered first, and that fails
   */
  HTTPRequest post(URI endpoint, Map<String, String> parameters) throws AuthorizationServerUnavailableException {
    Map<String, List<String>> all = new LinkedHashMap<>();
    parameters.forEach((name, value) -> all.put(name, List.of(value)));
    return postAll(endpoint, all);
  }

  /** The same with parameters that may occur more than once. */
  HTTPRequest postAll(URI endpoint, Map<String, List<String>> parameters) throws AuthorizationServerUnavailableException {
    Map<String, List<String>> form = new LinkedHashMap<>(parameters);
    HTTPRequest request = new HTTPRequest(HTTPRequest.Method.POST, endpoint);
    request.setHeader("Content-Type", "application/x-www-form-urlencoded");
    request.setAccept("application/json");
    switch (method) {
      case CLIENT_SECRET_BASIC -> request.setAuthorization(basic());
      case CLIENT_SECRET_POST -> {
        form.put("client_id", List.of(id));
        form.put("client_secret", List.of(secretValue()));
      }
      case CLIENT_SECRET_JWT, PRIVATE_KEY_JWT -> {
        form.put("client_id", List.of(id));
        form.put("client_assertion_type", List.of(JWT_BEARER));
        form.put("client_assertion", List.of(assertions.orElseThrow().make()));
      }
      case TLS_CLIENT_AUTH, SELF_SIGNED_TLS_CLIENT_AUTH, NONE -> form.put("client_id", List.of(id));
    }
    request.setBody(encode(form));
    return request;
  }

  private String basic() {
    String pair = formEncoded ? encode(id) + ":" + encode(secretValue()) : id + ":" + secretValue();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private String secretValue() {
    return secret.map(Secret::value).orElse("");
  }

  private static String encode(Map<String, List<String>> form) {
    return form.entrySet().stream()
        .flatMap(parameter -> parameter.getValue().stream().map(value -> encode(parameter.getKey()) + "=" + encode(value)))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
