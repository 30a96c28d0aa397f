package io.asbru.internal;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.Serializable;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Encrypts what a cookie holds, so that the browser can neither read nor change it: a JWE with a shared key and AES-256-GCM (RFC 7516;
 * {@code dir}, {@code A256GCM}). Its key id tells which of several keys it is made with.
 */
final class CookieSeal {

  private static final int MOST_CHARACTERS = 32_768;
  private static final String VERSION = "v";
  private static final String CONTENT = "c";

  /** By key id, the newest first. */
  private final Supplier<Map<String, byte[]>> keys;

  CookieSeal(CookieKeys keys, String purpose) {
    this.keys = new Supplier<>() {
      private volatile Map<String, byte[]> known = Map.of();

      @Override
      public Map<String, byte[]> get() {
        Map<String, byte[]> made = known;
        if (made.isEmpty()) {
          made = keys.forPurpose(purpose);
          known = made;
        }
        return made;
      }
    };
  }

  /** Encrypts what {@code toStored()} of a record makes. */
  String seal(Serializable stored) {
    Object[] pair = (Object[]) stored;
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(VERSION, pair[0]);
    json.put(CONTENT, plain(pair[1]));
    Map.Entry<String, byte[]> newest = keys.get().entrySet().iterator().next();
    JWEObject jwe = new JWEObject(
        new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM).keyID(newest.getKey())
            .compressionAlgorithm(CompressionAlgorithm.DEF).build(),
        new Payload(JSONObjectUtils.toJSONString(json)));
    try {
      jwe.encrypt(new DirectEncrypter(newest.getValue()));
    } catch (JOSEException e) {
      throw new IllegalStateException("every Java platform has AES-256-GCM", e);
    }
    return jwe.serialize();
  }

  /** What {@link #seal} was given; empty for anything that was not made with one of the keys, or was changed since. */
  Optional<Object> open(String sealed) {
    if (sealed.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    try {
      JWEObject jwe = JWEObject.parse(sealed);
      byte[] key = keys.get().get(String.valueOf(jwe.getHeader().getKeyID()));
      if (key == null || !JWEAlgorithm.DIR.equals(jwe.getHeader().getAlgorithm())
          || !EncryptionMethod.A256GCM.equals(jwe.getHeader().getEncryptionMethod())) {
        return Optional.empty();
      }
      jwe.decrypt(new DirectDecrypter(key));
      return Json.object(jwe.getPayload().toString()).flatMap(CookieSeal::stored);
    } catch (ParseException | JOSEException | RuntimeException e) {
      // Browsers send anything, and parsers answer some of it by a NullPointerException.
      return Optional.empty();
    }
  }

  private static Optional<Object> stored(Map<String, Object> json) {
    return json.get(VERSION) instanceof Long version && version.intValue() == version && json.get(CONTENT) instanceof Map<?, ?> content
        ? Optional.of(new Object[] {version.intValue(), content}) : Optional.empty();
  }

  /** Sets as lists, all else as it is. */
  private static Object plain(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach((name, member) -> copy.put(String.valueOf(name), plain(member)));
      return copy;
    }
    if (value instanceof Collection<?> collection) {
      List<Object> copy = new ArrayList<>();
      collection.forEach(element -> copy.add(plain(element)));
      return copy;
    }
    return value;
  }
}
