package io.asbru.internal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.MACVerifier;
import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Secret;
import java.nio.charset.StandardCharsets;

/** What a signature of the provider is verified by: its key set, or where that was agreed the client secret. */
interface Signatures {

  /**
   * Verifies a token's signature. Its algorithm is one that was agreed.
   *
   * @throws InvalidTokenException if the provider has not signed it
   * @throws AuthorizationServerUnavailableException if that cannot be found out
   */
  void verify(SignedToken token) throws InvalidTokenException, AuthorizationServerUnavailableException;

  /** HMACs whose key is the octets of the client secret (OpenID Connect Core 1.0, section 10.1). Takes nothing else. */
  static Signatures ofSecret(Secret secret) {
    byte[] key = secret.value().getBytes(StandardCharsets.UTF_8);
    return token -> {
      boolean good;
      try {
        good = token.jws().verify(new MACVerifier(key));
      } catch (JOSEException | IllegalStateException e) {
        good = false;
      }
      if (!good) {
        throw new InvalidTokenException("its signature is wrong");
      }
    };
  }
}
