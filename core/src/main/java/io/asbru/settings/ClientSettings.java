package io.asbru.settings;

import static java.util.Objects.requireNonNull;

import io.asbru.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The client, as which the application talks to the authorization server.
 *
 * @param id the client identifier
 * @param secret the client secret; absent for a public client
 * @param method how the client authenticates
 * @param formEncoded whether id and secret are form-encoded before they become a Basic header (RFC 6749, section
 *     2.3.1); Asgardeo does not decode them
 * @param key the file with the client's private keys; absent if it needs none
 * @param assertionAlgorithm JWS algorithm of client assertions; absent if it follows from the key
 * @param assertionAudience {@code token-endpoint}, {@code issuer}, or the audience itself
 * @param introspectionId the client identifier for introspection
 * @param introspectionSecret the secret for introspection; absent if there is none
 * @param introspectionMethod how the client authenticates for introspection; {@link Method#NONE} if it cannot introspect
 */
public record ClientSettings(
    String id,
    Optional<Secret> secret,
    Method method,
    boolean formEncoded,
    Optional<PrivateKeyFile> key,
    Optional<String> assertionAlgorithm,
    String assertionAudience,
    String introspectionId,
    Optional<Secret> introspectionSecret,
    Method introspectionMethod) {

  /** {@link #assertionAudience} for the address of the token endpoint. */
  public static final String TOKEN_ENDPOINT_AUDIENCE = "token-endpoint";
  /** {@link #assertionAudience} for the issuer. */
  public static final String ISSUER_AUDIENCE = "issuer";

  private static final String HOW_TO_GIVE_A_SECRET = "Set it, for example to ${env.CLIENT_SECRET} or ${file:/run/secrets/client-secret}.";

  /** Client authentication methods, named as OpenID Connect Core, section 9, and RFC 8705, section 2, name them. */
  public enum Method {
    /** HTTP Basic. */
    CLIENT_SECRET_BASIC,
    /** In the request's body. */
    CLIENT_SECRET_POST,
    /** An assertion with an HMAC by the secret (RFC 7523). */
    CLIENT_SECRET_JWT,
    /** An assertion signed by a private key (RFC 7523). */
    PRIVATE_KEY_JWT,
    /** A certificate of the client in TLS, by an authority that the provider trusts (RFC 8705, section 2.1). */
    TLS_CLIENT_AUTH,
    /** A certificate of the client in TLS that the provider knows (RFC 8705, section 2.2). */
    SELF_SIGNED_TLS_CLIENT_AUTH,
    /** A public client. */
    NONE;

    /** The name that the specifications and the settings give it. */
    public String value() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the client secret is needed. */
    public boolean bySecret() {
      return this == CLIENT_SECRET_BASIC || this == CLIENT_SECRET_POST || this == CLIENT_SECRET_JWT;
    }

    /** Whether the client is known by its certificate in TLS. */
    public boolean byCertificate() {
      return this == TLS_CLIENT_AUTH || this == SELF_SIGNED_TLS_CLIENT_AUTH;
    }
  }

  public ClientSettings {
    requireNonNull(id, "id");
    requireNonNull(method, "method");
    requireNonNull(introspectionMethod, "introspectionMethod");
  }

  /** Whether this client can ask the introspection endpoint. */
  public boolean introspects() {
    return introspectionMethod != Method.NONE;
  }

  /** Whether the client proves itself anywhere by a signature of its key. */
  public boolean signs() {
    return method == Method.PRIVATE_KEY_JWT || introspectionMethod == Method.PRIVATE_KEY_JWT;
  }

  static ClientSettings read(SettingsReader reader) {
    String id = reader.required(Setting.CLIENT_ID, "Copy it from the application's Protocol tab in the console.");
    Optional<Secret> secret = reader.secret(Setting.CLIENT_SECRET);
    Method method = choice(reader, Setting.CLIENT_AUTHENTICATION, Method.values())
        .orElse(reader.given(Setting.CLIENT_SECRET) ? Method.CLIENT_SECRET_BASIC : Method.NONE);
    requireCredentials(reader, Setting.CLIENT_AUTHENTICATION, method, reader.given(Setting.CLIENT_SECRET));
    if (method == Method.NONE && reader.given(Setting.CLIENT_SECRET)) {
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
    Method introspectionMethod = introspectionMethod(reader, method);
    Optional<String> algorithm = assertionAlgorithm(reader, method);
    if (method == Method.CLIENT_SECRET_JWT || introspectionMethod == Method.CLIENT_SECRET_JWT) {
      requireLength(reader, secret, algorithm.orElse("HS256"));
    }
    return new ClientSettings(id, secret, method, formEncoded, PrivateKeyFile.read(reader), algorithm, assertionAudience(reader),
        reader.text(Setting.INTROSPECTION_CLIENT_ID).orElse(id),
        reader.secret(Setting.INTROSPECTION_CLIENT_SECRET).or(() -> secret), introspectionMethod);
  }

  /** An Asgardeo organization takes a Basic header alone; another provider most likely what it takes everywhere. */
  private static Method introspectionMethod(SettingsReader reader, Method method) {
    boolean own = reader.given(Setting.INTROSPECTION_CLIENT_SECRET);
    boolean secret = own || reader.given(Setting.CLIENT_SECRET);
    Method[] choices = Arrays.stream(Method.values()).filter(choice -> choice != Method.NONE).toArray(Method[]::new);
    Optional<Method> chosen = choice(reader, Setting.INTROSPECTION_AUTHENTICATION, choices);
    if (chosen.isPresent()) {
      requireCredentials(reader, Setting.INTROSPECTION_AUTHENTICATION, chosen.get(), secret);
      if (own && !List.of(Method.CLIENT_SECRET_BASIC, Method.CLIENT_SECRET_POST).contains(chosen.get())) {
        reader.fault(Setting.INTROSPECTION_AUTHENTICATION, "does not go with introspection-client-secret.",
            "Choose client_secret_basic or client_secret_post, or remove the client of its own.");
      }
      return chosen.get();
    }
    boolean withoutPlainSecret = method != Method.NONE && method != Method.CLIENT_SECRET_BASIC && method != Method.CLIENT_SECRET_POST;
    if (!own && withoutPlainSecret && reader.given(Setting.ISSUER)) {
      return method;
    }
    return secret ? Method.CLIENT_SECRET_BASIC : Method.NONE;
  }

  private static void requireCredentials(SettingsReader reader, Setting setting, Method method, boolean secretGiven) {
    if (method.bySecret() && !secretGiven) {
      reader.fault(Setting.CLIENT_SECRET, "is missing for this " + setting.key() + ".", HOW_TO_GIVE_A_SECRET);
    }
    if (method == Method.PRIVATE_KEY_JWT && !reader.given(Setting.CLIENT_KEY)) {
      reader.fault(Setting.CLIENT_KEY, "is missing for this " + setting.key() + ".",
          "Name a file with the private key, for example /run/secrets/client.jwk.");
    }
    if (method.byCertificate() && !reader.given(Setting.CLIENT_CERTIFICATE)) {
      reader.fault(Setting.CLIENT_CERTIFICATE, "is missing for this " + setting.key() + ".",
          "Name a file with the certificate and its private key, for example /run/secrets/client.p12.");
    }
  }

  private static Optional<Method> choice(SettingsReader reader, Setting setting, Method... methods) {
    return reader.choice(setting, Arrays.stream(methods).map(Method::value).toArray(String[]::new))
        .map(name -> Method.valueOf(name.toUpperCase(Locale.ROOT)));
  }

  private static Optional<String> assertionAlgorithm(SettingsReader reader, Method method) {
    Optional<String> algorithm = reader.choice(Setting.CLIENT_ASSERTION_ALGORITHM, Algorithms.withHmac());
    boolean hmac = algorithm.filter(name -> name.startsWith("HS")).isPresent();
    if (algorithm.isPresent() && method == (hmac ? Method.PRIVATE_KEY_JWT : Method.CLIENT_SECRET_JWT)) {
      reader.fault(Setting.CLIENT_ASSERTION_ALGORITHM, "does not fit client-authentication.",
          "Choose HS256, HS384 or HS512 for client_secret_jwt, another for private_key_jwt, or remove it.");
    }
    return algorithm;
  }

  /** RFC 7518, section 3.2: a secret is as long as the digest, or it is guessed. */
  static void requireLength(SettingsReader reader, Optional<Secret> secret, String algorithm) {
    int needed = algorithm.startsWith("HS") ? Integer.parseInt(algorithm.substring(2)) / 8 : 32;
    if (secret.filter(value -> value.value().getBytes(StandardCharsets.UTF_8).length < needed).isPresent()) {
      reader.fault(Setting.CLIENT_SECRET, "is shorter than the " + needed + " bytes that " + algorithm + " needs.",
          "Have the provider make a longer one.");
    }
  }

  private static String assertionAudience(SettingsReader reader) {
    String audience = reader.text(Setting.CLIENT_ASSERTION_AUDIENCE).orElse(TOKEN_ENDPOINT_AUDIENCE);
    if (audience.equals(TOKEN_ENDPOINT_AUDIENCE) || audience.equals(ISSUER_AUDIENCE)) {
      return audience;
    }
    // To the letter: the provider compares it.
    reader.url(Setting.CLIENT_ASSERTION_AUDIENCE);
    return audience;
  }
}
