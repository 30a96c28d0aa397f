package io.asbru.settings;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The JWS algorithms that a setting may name: asymmetric ones, HMACs never beside them, so that no public key can pass for a secret. */
final class Algorithms {

  private static final Set<String> KNOWN = Set.of(
      "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");
  private static final Set<String> HMACS = Set.of("HS256", "HS384", "HS512");

  private Algorithms() {}

  /** The same and HMACs, for assertions that the client makes itself. */
  static String[] withHmac() {
    return Stream.concat(KNOWN.stream().sorted(), HMACS.stream().sorted()).toArray(String[]::new);
  }

  /** Asymmetric algorithms. */
  static Set<String> read(SettingsReader reader, SettingKey key) {
    return read(reader, key, KNOWN);
  }

  /** Asymmetric algorithms of ID tokens, or HMACs by a client secret that is long enough for them. */
  static Set<String> ofIdTokens(SettingsReader reader) {
    Set<String> all = Set.of(withHmac());
    Set<String> algorithms = read(reader, Setting.ID_TOKEN_ALGORITHMS, all);
    Optional<String> longest = algorithms.stream().filter(HMACS::contains).max(String::compareTo);
    if (longest.isEmpty()) {
      return algorithms;
    }
    if (algorithms.stream().anyMatch(KNOWN::contains)) {
      reader.fault(Setting.ID_TOKEN_ALGORITHMS, "mixes HMACs with algorithms of the provider's keys.",
          "Name the one that the client is registered with.");
    } else if (reader.given(Setting.CLIENT_SECRET)) {
      ClientSettings.requireLength(reader, reader.secret(Setting.CLIENT_SECRET), longest.get());
    } else {
      reader.fault(Setting.CLIENT_SECRET, "is missing for the HMACs of id-token-algorithms.", "Set it, or choose RS256.");
    }
    return algorithms;
  }

  private static Set<String> read(SettingsReader reader, SettingKey key, Set<String> taken) {
    Set<String> algorithms = reader.words(key);
    for (String algorithm : algorithms) {
      if (!taken.contains(algorithm)) {
        reader.fault(key, reader.shown(key, algorithm) + " is not taken.", "Choose among " + taken.stream().sorted().toList() + ".");
      }
    }
    return algorithms;
  }
}
