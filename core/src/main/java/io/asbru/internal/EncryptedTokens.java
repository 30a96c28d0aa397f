package io.asbru.internal;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEDecrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.RSADecrypter;
import io.asbru.internal.ClientKeys.ClientKey;
import io.asbru.settings.IdTokenEncryption;
import io.asbru.settings.Setting;
import java.security.interfaces.ECPrivateKey;
import java.text.ParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Takes signed ID tokens and logout tokens out of the encryption that was agreed, one algorithm and one content encryption. Whether a
 * token is encrypted is never up to the token.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation">OpenID Connect Core 1.0, section 3.1.3.7, 1</a>
 */
final class EncryptedTokens {

  /** A signed token of the longest kind that is taken, in base64url, and the other parts. */
  private static final int MOST_CHARACTERS = 140_000;
  private static final Pattern COMPACT = Pattern.compile(
      "[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

  private final Optional<Agreed> agreed;

  private record Agreed(JWEAlgorithm algorithm, EncryptionMethod contentEncryption, ClientKeys keys) {}

  private EncryptedTokens(Optional<Agreed> agreed) {
    this.agreed = agreed;
  }

  /** Tokens that are encrypted as agreed for one of these keys, or that are not if nothing was agreed. */
  static EncryptedTokens of(Optional<IdTokenEncryption> encryption, Optional<ClientKeys> keys) {
    return new EncryptedTokens(encryption.map(how -> new Agreed(JWEAlgorithm.parse(how.algorithm()),
        EncryptionMethod.parse(how.contentEncryption()),
        keys.orElseThrow(() -> new IllegalArgumentException("encrypted tokens need " + Setting.CLIENT_KEY.key())))));
  }

  /**
   * The signed token in it, which is <strong>not verified yet</strong>; the token itself if no encryption was agreed.
   *
   * @throws InvalidTokenException if it is not encrypted as agreed, or for another key
   */
  String signed(String token) throws InvalidTokenException {
    boolean encrypted = token.length() <= MOST_CHARACTERS && COMPACT.matcher(token).matches();
    if (agreed.isEmpty()) {
      if (encrypted) {
        throw new InvalidTokenException("it is encrypted, which was not agreed; see " + Setting.ID_TOKEN_ENCRYPTION_ALGORITHM.key());
      }
      return token;
    }
    if (!encrypted) {
      throw new InvalidTokenException("it is not encrypted though that was agreed; see " + Setting.ID_TOKEN_ENCRYPTION_ALGORITHM.key());
    }
    return decrypted(token, agreed.get());
  }

  private static String decrypted(String token, Agreed agreed) throws InvalidTokenException {
    JWEObject jwe;
    try {
      jwe = JWEObject.parse(token);
    } catch (ParseException | IllegalArgumentException e) {
      throw new InvalidTokenException("it is no JWE");
    }
    requireAgreed(jwe.getHeader(), agreed);
    for (ClientKey key : agreed.keys.decrypting(Optional.ofNullable(jwe.getHeader().getKeyID()))) {
      try {
        jwe.decrypt(decrypter(key));
        return jwe.getPayload().toString();
      } catch (JOSEException | IllegalStateException | IllegalArgumentException e) {
        // Whatever it is: who made the token is told nothing of it.
      }
    }
    throw new InvalidTokenException("no key in " + Setting.CLIENT_KEY.key() + " decrypts it");
  }

  /** Before anything is decrypted. With compression a small token could become any size, and its length tells of what is in it. */
  private static void requireAgreed(JWEHeader header, Agreed agreed) throws InvalidTokenException {
    if (!agreed.algorithm.equals(header.getAlgorithm())) {
      throw new InvalidTokenException("its encryption algorithm is not " + agreed.algorithm);
    }
    if (!agreed.contentEncryption.equals(header.getEncryptionMethod())) {
      throw new InvalidTokenException("its content encryption is not " + agreed.contentEncryption);
    }
    if (header.getCompressionAlgorithm() != null) {
      throw new InvalidTokenException("it is compressed");
    }
    if (header.getCriticalParams() != null) {
      throw new InvalidTokenException("it has critical header parameters");
    }
    if (header.getContentType() != null && !SignedToken.mediaType(header.getContentType()).equals("jwt")) {
      throw new InvalidTokenException("it holds no JWT, says its cty");
    }
  }

  private static JWEDecrypter decrypter(ClientKey key) throws JOSEException {
    return key.key() instanceof ECPrivateKey ec ? new ECDHDecrypter(ec) : new RSADecrypter(key.key());
  }
}
