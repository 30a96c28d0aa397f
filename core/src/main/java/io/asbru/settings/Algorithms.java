package io.asbru.settings;

import java.util.Set;
import java.util.stream.Stream;

/** The JWS algorithms that a setting may name: asymmetric ones, so that no public key can pass for a secret. */
final class Algorithms {

  private static final Set<String> KNOWN = Set.of(
      "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

  private Algorithms() {}

  /** The same and HMACs, for assertions that the client makes itself. */
  static String[] withHmac() {
    return Stream.concat(KNOWN.stream().sorted(), Stream.of("HS256", "HS384", "HS512")).toArray(String[]::new);
  }

  static Set<String> read(SettingsReader reader, SettingKey key) {
    Set<String> algorithms = reader.words(key);
    for (String algorithm : algorithms) {
      if (!KNOWN.contains(algorithm)) {
        reader.fault(key, reader.shown(key, algorithm) + " is not taken.", "Choose among " + KNOWN.stream().sorted().toList() + ".");
      }
    }
    return algorithms;
  }
}
