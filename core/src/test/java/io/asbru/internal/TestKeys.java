package io.asbru.internal;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Keys of a provider and tokens signed with them, rightly and wrongly. */
final class TestKeys {

  static final RSAKey KEY = rsa("key-1");
  static final RSAKey OTHER_KEY = rsa("key-2");
  static final ECKey EC_KEY = ec("key-ec");

  private TestKeys() {}

  static String set(JWK... keys) {
    return "{\"keys\":[" + Arrays.stream(keys).map(key -> key.toPublicJWK().toJSONString()).collect(Collectors.joining(",")) + "]}";
  }

  static String sign(Map<String, Object> claims) {
    return sign(KEY, claims, header -> {});
  }

  static String sign(RSAKey key, Map<String, Object> claims, Consumer<JWSHeader.Builder> change) {
    return sign(key, JWSAlgorithm.RS256, claims, change);
  }

  static String sign(RSAKey key, JWSAlgorithm algorithm, Map<String, Object> claims, Consumer<JWSHeader.Builder> change) {
    try {
      JWSObject jws = unsigned(algorithm, key.getKeyID(), claims, change);
      jws.sign(new RSASSASigner(key));
      return jws.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static String signEc(Map<String, Object> claims) {
    try {
      JWSObject jws = unsigned(JWSAlgorithm.ES256, EC_KEY.getKeyID(), claims, header -> {});
      jws.sign(new ECDSASigner(EC_KEY));
      return jws.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The oldest trick: the public key, which everybody has, used as the secret of an HMAC. */
  static String hmacWithPublicKey(Map<String, Object> claims) {
    try {
      JWSObject jws = unsigned(JWSAlgorithm.HS256, KEY.getKeyID(), claims, header -> {});
      jws.sign(new MACSigner(KEY.toRSAPublicKey().getEncoded()));
      return jws.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A header of one's own making before a payload, without a signature or with a made-up one. */
  static String forged(String header, Map<String, Object> claims, String signature) {
    return Base64URL.encode(header) + "." + Base64URL.encode(JSONObjectUtils.toJSONString(claims)) + "." + signature;
  }

  private static JWSObject unsigned(JWSAlgorithm algorithm, String kid, Map<String, Object> claims,
      Consumer<JWSHeader.Builder> change) {
    JWSHeader.Builder header = new JWSHeader.Builder(algorithm).keyID(kid);
    change.accept(header);
    return new JWSObject(header.build(), new Payload(claims));
  }

  private static RSAKey rsa(String kid) {
    try {
      return new RSAKeyGenerator(2048).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ECKey ec(String kid) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static JOSEObjectType type(String typ) {
    return new JOSEObjectType(typ);
  }
}
