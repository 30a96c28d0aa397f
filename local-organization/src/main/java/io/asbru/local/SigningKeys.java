package io.asbru.local;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;

/** The keys of one organization: the one it signs with and those it used to sign with and still publishes. */
final class SigningKeys {

  private static final int MOST_SPARE = 32;
  /** Of organizations that have ended. To make a key takes longer than everything else, and each test has an organization of its own. */
  private static final Queue<RSAKey> SPARE = new ArrayBlockingQueue<>(MOST_SPARE);

  /** A key that no organization has. */
  private static final class Stranger {
    private static final RSAKey KEY = generate();
  }

  private final List<RSAKey> keys = new ArrayList<>();

  /** The key to sign with; had when it is needed first. */
  synchronized RSAKey current() {
    if (keys.isEmpty()) {
      keys.add(spareOrNew());
    }
    return keys.get(0);
  }

  /** The organization has ended. */
  synchronized void release() {
    keys.forEach(SPARE::offer);
    keys.clear();
  }

  /** A key that none of them is, and which nobody publishes. */
  static RSAKey stranger() {
    return Stranger.KEY;
  }

  private static RSAKey spareOrNew() {
    RSAKey spare = SPARE.poll();
    return spare != null ? spare : generate();
  }

  /** All published keys, the current one first. */
  synchronized List<RSAKey> published() {
    current();
    return List.copyOf(keys);
  }

  synchronized void rotate() {
    current();
    keys.add(0, spareOrNew());
  }

  synchronized void dropRetired() {
    if (keys.size() > 1) {
      keys.subList(1, keys.size()).clear();
    }
  }

  private static RSAKey generate() {
    try {
      return new RSAKeyGenerator(2048).keyUse(KeyUse.SIGNATURE).algorithm(JWSAlgorithm.RS256)
          .keyID(UUID.randomUUID() + "_RS256").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
