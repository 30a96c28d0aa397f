package io.asbru.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.asbru.Secret;
import io.asbru.settings.Settings;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of cookies, from the settings: those that are named there; else one made of the client secret, so that all nodes of a cluster have
 * it; for a public client a random one, which dies with the process. Each purpose has keys of its own, derived from these.
 */
final class CookieKeys {

  private static final String HMAC = "HmacSHA256";
  /** A client secret is hard to guess (RFC 6749, section 10.10), but nobody has to make it easy to try. */
  private static final int ITERATIONS = 20_000;

  private final Settings settings;
  private final Secret random;
  private volatile List<byte[]> roots = List.of();

  /** The keys, with a random one for clients that have no secret. */
  CookieKeys(Settings settings, Secret random) {
    this.settings = settings;
    this.random = random;
  }

  /** The AES keys for a purpose by their ids, the newest first. */
  Map<String, byte[]> forPurpose(String purpose) {
    Map<String, byte[]> keys = new LinkedHashMap<>();
    for (byte[] root : roots()) {
      byte[] id = hmac(root, "asbru key id " + purpose);
      keys.putIfAbsent(Base64.getUrlEncoder().withoutPadding().encodeToString(id).substring(0, 6), hmac(root, "asbru key " + purpose));
    }
    return keys;
  }

  /** Made when they are first needed: by then somebody signs in, and not at every start. */
  private List<byte[]> roots() {
    List<byte[]> known = roots;
    if (known.isEmpty()) {
      known = make();
      roots = known;
    }
    return known;
  }

  private List<byte[]> make() {
    List<byte[]> made = new ArrayList<>();
    for (Secret key : settings.session().cookieKeys()) {
      made.add(key.value().getBytes(UTF_8));
    }
    if (made.isEmpty()) {
      Optional<Secret> secret = settings.client().secret();
      made.add(secret.isPresent() ? stretched(secret.get()) : random.value().getBytes(UTF_8));
    }
    return List.copyOf(made);
  }

  private byte[] stretched(Secret secret) {
    String salt = "asbru cookies " + settings.provider().key() + " " + settings.client().id();
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
          .generateSecret(new PBEKeySpec(secret.value().toCharArray(), salt.getBytes(UTF_8), ITERATIONS, 256)).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no PBKDF2WithHmacSHA256", e);
    }
  }

  static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
