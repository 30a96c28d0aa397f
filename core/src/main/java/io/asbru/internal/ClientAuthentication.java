package io.asbru.internal;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import io.asbru.Secret;
import io.asbru.settings.ClientSettings;
import io.asbru.settings.ClientSettings.Method;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
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
 */
record ClientAuthentication(Method method, String id, Optional<Secret> secret, boolean formEncoded) {

  /** The client at the token and revocation endpoints. */
  static ClientAuthentication of(ClientSettings client) {
    return new ClientAuthentication(client.method(), client.id(), client.secret(), client.formEncoded());
  }

  /** The client at the introspection endpoint, where Asgardeo takes nothing but a Basic header. */
  static ClientAuthentication forIntrospection(ClientSettings client) {
    return new ClientAuthentication(Method.CLIENT_SECRET_BASIC, client.introspectionId(), client.introspectionSecret(),
        client.formEncoded());
  }

  /** A form-encoded POST with these parameters and this authentication. */
  HTTPRequest post(URI endpoint, Map<String, String> parameters) {
    Map<String, String> form = new LinkedHashMap<>(parameters);
    HTTPRequest request = new HTTPRequest(HTTPRequest.Method.POST, endpoint);
    request.setHeader("Content-Type", "application/x-www-form-urlencoded");
    request.setAccept("application/json");
    switch (method) {
      case CLIENT_SECRET_BASIC -> request.setAuthorization(basic());
      case CLIENT_SECRET_POST -> {
        form.put("client_id", id);
        form.put("client_secret", secretValue());
      }
      case NONE -> form.put("client_id", id);
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

  private static String encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
