package io.asbru.local;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The keys of one organization: the one it signs with and those it used to sign with and still publishes. */
final class SigningKeys {

  private final List<RSAKey> keys = new ArrayList<>();

  /** The key to sign with. Made when it is needed first: that takes longer than everything else at the start. */
  synchronized RSAKey current() {
    if (keys.isEmpty()) {
      keys.add(generate());
    }
    return keys.get(0);
  }

  /** All published keys, the current one first. */
  synchronized List<RSAKey> published() {
    current();
    return List.copyOf(keys);
  }

  synchronized void rotate() {
    current();
    keys.add(0, generate());
  }

  synchronized void dropRetired() {
    if (keys.size() > 1) {
      keys.subList(1, keys.size()).clear();
    }
  }

  static RSAKey generate() {
    try {
      return new RSAKeyGenerator(2048).keyUse(KeyUse.SIGNATURE).algorithm(JWSAlgorithm.RS256)
          .keyID(UUID.randomUUID() + "_RS256").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
