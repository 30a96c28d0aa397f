package io.asbru.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import io.asbru.local.Effect.Forgery;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Signs claims with the keys of an organization, or, when a fault says so, in a way that must not be trusted. */
final class TokenSigner {

  private final Map<String, SigningKeys> keys = new ConcurrentHashMap<>();

  SigningKeys keys(Organization organization) {
    return keys.computeIfAbsent(organization.id(), id -> new SigningKeys());
  }

  void rotate() {
    keys.values().forEach(SigningKeys::rotate);
  }

  void dropRetired() {
    keys.values().forEach(SigningKeys::dropRetired);
  }

  /** Nothing will be signed any more. */
  void release() {
    keys.values().forEach(SigningKeys::release);
  }

  /** Signs with RS256. */
  String sign(Map<String, Object> claims, String type, Organization signer) {
    return sign(claims, type, signer, Optional.empty());
  }

  String sign(Map<String, Object> claims, String type, Organization signer, Optional<Forgery> forgery) {
    RSAKey key = keys(signer).current();
    if (forgery.isEmpty()) {
      return serialize(header(key, "RS256", type), claims, rsa(key));
    }
    Map<String, Object> header = header(key, "RS256", type);
    switch (forgery.get()) {
      case ALG_NONE:
        header.put("alg", "none");
        return Base64URL.encode(Json.write(header)) + "." + Base64URL.encode(Json.write(claims)) + ".";
      case HMAC_WITH_PUBLIC_KEY:
        header.put("alg", "HS256");
        return serialize(header, claims, hmac(key));
      case FOREIGN_KEY:
        return serialize(header, claims, rsa(SigningKeys.stranger()));
      case UNKNOWN_KID:
        RSAKey unknown = SigningKeys.stranger();
        return serialize(header(unknown, "RS256", type), claims, rsa(unknown));
      case MISSING_KID:
        header.remove("kid");
        return serialize(header, claims, rsa(key));
      case OTHER_ALGORITHM:
        header.put("alg", "RS512");
        return serialize(header, claims, rsa(key));
      default:
        throw new AssertionError(forgery);
    }
  }

  /** The claims of a token that one of these organizations has signed and whose key is still published. */
  Optional<Map<String, Object>> verify(String token, List<Organization> signers) {
    try {
      JWSObject jws = JWSObject.parse(token);
      for (Organization signer : signers) {
        for (RSAKey key : keys(signer).published()) {
          if (jws.verify(new RSASSAVerifier(key))) {
            return Optional.of(Json.read(jws.getPayload().toBytes()));
          }
        }
      }
    } catch (ParseException | JOSEException | IOException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** The thumbprint that goes as {@code x5t}. It is the public key's: there is no certificate. */
  static String thumbprint(RSAKey key) {
    try {
      return Base64URL.encode(MessageDigest.getInstance("SHA-1").digest(key.toRSAPublicKey().getEncoded())).toString();
    } catch (NoSuchAlgorithmException | JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> header(RSAKey key, String algorithm, String type) {
    return Json.object("x5t", thumbprint(key), "kid", key.getKeyID(), "typ", type, "alg", algorithm);
  }

  private static String serialize(Map<String, Object> header, Map<String, Object> claims, JWSSigner signer) {
    try {
      JWSObject jws = new JWSObject(JWSHeader.parse(new String(Json.write(header), UTF_8)),
          new Payload(Json.write(claims)));
      jws.sign(signer);
      return jws.serialize();
    } catch (ParseException | JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JWSSigner rsa(RSAKey key) {
    try {
      return new RSASSASigner(key);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JWSSigner hmac(RSAKey key) {
    try {
      return new MACSigner(key.toRSAPublicKey().getEncoded());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
