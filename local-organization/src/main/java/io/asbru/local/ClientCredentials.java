package io.asbru.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/**
 * A client identifier and secret as they came in an {@code Authorization: Basic} header.
 *
 * <p>The two are not URL-decoded, and a secret with a colon in it cannot be sent: so does the real service.
 */
record ClientCredentials(String clientId, String clientSecret) {

  private static final String SCHEME = "basic ";

  static boolean inHeader(Call call) {
    return call.header("Authorization").filter(ClientCredentials::basic).isPresent();
  }

  /** The credentials of the header; empty if there are none or they are malformed. */
  static Optional<ClientCredentials> fromHeader(Call call) {
    return call.header("Authorization").filter(ClientCredentials::basic).flatMap(ClientCredentials::decode);
  }

  /** The identifier that a request names, true or not. */
  static Optional<String> namedClient(Call call) {
    return fromHeader(call).map(ClientCredentials::clientId).or(() -> call.parameter("client_id"));
  }

  boolean match(Application application) {
    return application.clientSecret()
        .map(secret -> MessageDigest.isEqual(secret.getBytes(UTF_8), clientSecret.getBytes(UTF_8))).orElse(false);
  }

  @Override
  public String toString() {
    return "ClientCredentials[" + clientId + ", ***]";
  }

  private static boolean basic(String header) {
    return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  private static Optional<ClientCredentials> decode(String header) {
    try {
      String[] parts = new String(Base64.getDecoder().decode(header.substring(SCHEME.length()).trim()), UTF_8)
          .split(":");
      return parts.length == 2 ? Optional.of(new ClientCredentials(parts[0], parts[1])) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
