package io.asbru.settings;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * How ID tokens and logout tokens are encrypted for this client, as it was registered with the provider.
 *
 * @param algorithm the JWE algorithm, {@code id_token_encrypted_response_alg}: asymmetric, and not RSA1_5, whose padding tells
 *     too much
 * @param contentEncryption the JWE content encryption, {@code id_token_encrypted_response_enc}
 * @see <a href="https://openid.net/specs/openid-connect-registration-1_0.html#ClientMetadata">OpenID Connect Dynamic Client Registration
 *     1.0, section 2</a>
 */
public record IdTokenEncryption(String algorithm, String contentEncryption) {

  public IdTokenEncryption {
    requireNonNull(algorithm, "algorithm");
    requireNonNull(contentEncryption, "contentEncryption");
  }

  static Optional<IdTokenEncryption> read(SettingsReader reader) {
    Optional<String> algorithm = reader.choice(Setting.ID_TOKEN_ENCRYPTION_ALGORITHM, "RSA-OAEP", "RSA-OAEP-256", "RSA-OAEP-384",
        "RSA-OAEP-512", "ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A192KW", "ECDH-ES+A256KW");
    Optional<String> content = reader.choice(Setting.ID_TOKEN_CONTENT_ENCRYPTION, "A128CBC-HS256", "A192CBC-HS384", "A256CBC-HS512",
        "A128GCM", "A192GCM", "A256GCM");
    boolean encrypted = reader.given(Setting.ID_TOKEN_ENCRYPTION_ALGORITHM);
    if (!encrypted && reader.given(Setting.ID_TOKEN_CONTENT_ENCRYPTION)) {
      reader.fault(Setting.ID_TOKEN_CONTENT_ENCRYPTION, "says nothing without id-token-encryption-algorithm.",
          "Set both as the client is registered, or remove it.");
    }
    if (encrypted && !reader.given(Setting.CLIENT_KEY)) {
      reader.fault(Setting.CLIENT_KEY, "is missing for id-token-encryption-algorithm.",
          "Name a file with the private key whose public key the provider encrypts with.");
    }
    return algorithm.flatMap(given -> content.map(enc -> new IdTokenEncryption(given, enc)));
  }
}
