package io.asbru.settings;

import static java.util.Objects.requireNonNull;

import io.asbru.Secret;
import java.util.Optional;

/**
 * The client, as which the application talks to the authorization server.
 *
 * @param id the client identifier
 * @param secret the client secret; absent for a public client
 * @param method how the client authenticates
 * @param formEncoded whether id and secret are form-encoded before they become a Basic header (RFC 6749, section
 *     2.3.1); Asgardeo does not decode them
 * @param introspectionId the client identifier for introspection
 * @param introspectionSecret the secret for introspection; absent if the client cannot introspect
 */
public record ClientSettings(
    String id,
    Optional<Secret> secret,
    Method method,
    boolean formEncoded,
    String introspectionId,
    Optional<Secret> introspectionSecret) {

  /** Client authentication methods, named as OpenID Connect Core, section 9, names them. */
  public enum Method {
    /** HTTP Basic. */
    CLIENT_SECRET_BASIC,
    /** In the request's body. */
    CLIENT_SECRET_POST,
    /** A public client. */
    NONE
  }

  public ClientSettings {
    requireNonNull(id, "id");
    requireNonNull(method, "method");
  }

  static ClientSettings read(SettingsReader reader) {
    String id = reader.required(Setting.CLIENT_ID, "Copy it from the application's Protocol tab in the console.");
    boolean secretGiven = reader.given(Setting.CLIENT_SECRET);
    Optional<Secret> secret = reader.secret(Setting.CLIENT_SECRET);
    Method method = reader.choice(Setting.CLIENT_AUTHENTICATION, "client_secret_basic", "client_secret_post", "none")
        .map(ClientSettings::method)
        .orElse(secretGiven ? Method.CLIENT_SECRET_BASIC : Method.NONE);
    if (method != Method.NONE && !secretGiven) {
      reader.fault(Setting.CLIENT_SECRET, "is missing for this client-authentication.",
          "Set it, for example to ${env.CLIENT_SECRET} or ${file:/run/secrets/client-secret}.");
    }
    if (method == Method.NONE && secretGiven) {
      reader.fault(Setting.CLIENT_AUTHENTICATION, "none contradicts client-secret.", "Remove one of the two.");
    }
    boolean formEncoded = reader.choice(Setting.CLIENT_SECRET_ENCODING, "raw", "form")
        .map("form"::equals)
        .orElse(reader.given(Setting.ISSUER));
    if (!formEncoded && id.indexOf(':') >= 0) {
      reader.fault(Setting.CLIENT_ID, "contains a colon, which cannot be sent raw.", "Set client-secret-encoding to form.");
    }
    if (!reader.given(Setting.ISSUER) && !formEncoded && method == Method.CLIENT_SECRET_BASIC
        && secret.filter(value -> value.value().indexOf(':') >= 0).isPresent()) {
      reader.fault(Setting.CLIENT_SECRET, "contains a colon, with which Asgardeo does not accept client_secret_basic.",
          "Regenerate the secret in the console.");
    }
    if (reader.given(Setting.INTROSPECTION_CLIENT_ID) != reader.given(Setting.INTROSPECTION_CLIENT_SECRET)) {
      reader.fault(Setting.INTROSPECTION_CLIENT_ID, "and introspection-client-secret belong together.",
          "Give both or neither.");
    }
    return new ClientSettings(id, secret, method, formEncoded,
        reader.text(Setting.INTROSPECTION_CLIENT_ID).orElse(id),
        reader.secret(Setting.INTROSPECTION_CLIENT_SECRET).or(() -> secret));
  }

  private static Method method(String name) {
    return switch (name) {
      case "client_secret_basic" -> Method.CLIENT_SECRET_BASIC;
      case "client_secret_post" -> Method.CLIENT_SECRET_POST;
      default -> Method.NONE;
    };
  }
}
