package io.asbru.internal;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import io.asbru.Secret;
import io.asbru.settings.ConfigurationException;
import io.asbru.settings.ConfigurationException.Fault;
import io.asbru.settings.PrivateKeyFile;
import io.asbru.settings.Setting;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.text.ParseException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The client's private keys, from one file. It is read anew when it has changed; if it cannot be used then, the keys before go on being
 * used, and the log says so, once a minute at the most.
 */
final class ClientKeys {

  private static final Logger LOG = System.getLogger(ClientKeys.class.getName());
  private static final String REMEDY = "Name a PEM (PKCS#8), JWK, JWK set or PKCS#12 file with RSA or EC keys, and a "
      + Setting.CLIENT_KEY_ID.key() + " that is in it.";

  private final PrivateKeyFile file;
  private final boolean signs;
  private final Optional<String> decryptsBy;
  private final OccasionalLog log;
  private volatile Content content;

  /**
   * One private key.
   *
   * @param key RSA or EC
   * @param name what the file calls it: kid, or alias; absent in PEM
   * @param announced the {@code kid} to announce; absent if the file has none that the provider would know
   * @param use what a JWK is for; absent if it may be used for anything
   * @param algorithm the algorithm that a JWK is for; absent if it names none
   */
  record ClientKey(PrivateKey key, Optional<String> name, Optional<String> announced, Optional<KeyUse> use, Optional<String> algorithm) {

    /** The JWS algorithm that goes with this key by default. */
    JWSAlgorithm signatureAlgorithm() {
      return algorithm.map(JWSAlgorithm::parse).orElseGet(() -> key instanceof ECPrivateKey ec
          ? Map.of(Curve.P_256, JWSAlgorithm.ES256, Curve.P_384, JWSAlgorithm.ES384, Curve.P_521, JWSAlgorithm.ES512)
              .getOrDefault(Curve.forECParameterSpec(ec.getParams()), JWSAlgorithm.ES256)
          : JWSAlgorithm.RS256);
    }

    /** Says which key it is, never what it is. */
    @Override
    public String toString() {
      return "ClientKey[" + name.orElse("without a name") + "]";
    }
  }

  private record Content(FileTime modified, long size, List<ClientKey> keys) {}

  /**
   * Reads the file.
   *
   * @param signs whether one of them has to sign
   * @param decryptsBy the JWE algorithm by which one of them has to decrypt; absent if nothing is encrypted for the client
   * @param clock tells when the log has to say something again
   * @throws ConfigurationException if it cannot be used
   */
  ClientKeys(PrivateKeyFile file, boolean signs, Optional<String> decryptsBy, Clock clock) {
    this.file = file;
    this.signs = signs;
    this.decryptsBy = decryptsBy;
    log = new OccasionalLog(clock);
    try {
      content = read();
    } catch (IOException | GeneralSecurityException e) {
      throw new ConfigurationException(List.of(new Fault(Setting.CLIENT_KEY.key(),
          "cannot be used as a private key (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ").", REMEDY)));
    }
  }

  /** The key that signs: the one that the settings name, else the first that may. */
  ClientKey signing() {
    List<ClientKey> keys = current();
    return signing(keys).orElseThrow(() -> new IllegalStateException("a key set without a signing key was accepted"));
  }

  private Optional<ClientKey> signing(List<ClientKey> keys) {
    List<ClientKey> fitting = keys.stream().filter(key -> key.use.filter(KeyUse.ENCRYPTION::equals).isEmpty()
        && key.algorithm.filter(name -> JWEAlgorithm.Family.ASYMMETRIC.contains(JWEAlgorithm.parse(name))).isEmpty()).toList();
    if (file.keyId().isEmpty()) {
      return fitting.stream().findFirst();
    }
    Optional<ClientKey> named = fitting.stream().filter(key -> key.name.equals(file.keyId())).findFirst();
    // A file without names has one key, and the settings say what the provider calls it.
    return named.or(() -> fitting.stream().filter(key -> key.announced.isEmpty() && fitting.size() == 1).findFirst())
        .map(key -> new ClientKey(key.key, key.name, file.keyId(), key.use, key.algorithm));
  }

  /**
   * The keys that may decrypt what is encrypted for the client.
   *
   * @param kid the {@code kid} of the token; a key that is known by another one is none of them, a key without one may be
   */
  List<ClientKey> decrypting(Optional<String> kid) {
    return decrypting(current()).stream().filter(key -> kid.isEmpty() || announced(key).isEmpty() || announced(key).equals(kid)).toList();
  }

  private List<ClientKey> decrypting(List<ClientKey> keys) {
    return keys.stream().filter(key -> decryptsBy.isPresent() && decrypts(key, decryptsBy.get())).toList();
  }

  private static boolean decrypts(ClientKey key, String algorithm) {
    return key.use.filter(use -> !use.equals(KeyUse.ENCRYPTION)).isEmpty()
        && key.algorithm.filter(name -> !name.equals(algorithm)).isEmpty()
        && (algorithm.startsWith("RSA") ? key.key instanceof RSAPrivateKey : key.key instanceof ECPrivateKey);
  }

  /** The {@code kid} that the provider knows a key by: its own, or for a key that has none the one in the settings. */
  private Optional<String> announced(ClientKey key) {
    return key.announced.or(() -> file.keyId().filter(id -> key.name.isEmpty() || key.name.get().equals(id)));
  }

  private List<ClientKey> current() {
    Content known = content;
    try {
      if (Files.getLastModifiedTime(file.path()).equals(known.modified) && Files.size(file.path()) == known.size) {
        return known.keys;
      }
      Content changed = read();
      content = changed;
      LOG.log(Level.INFO, () -> "Read the client's private keys anew from " + Setting.CLIENT_KEY.key());
      return changed.keys;
    } catch (IOException | GeneralSecurityException e) {
      log.warn(LOG, "unusable", () -> "client-key has changed and cannot be used, so that the keys before go on being used ("
          + e.getClass().getSimpleName() + ": " + e.getMessage() + ").");
      return known.keys;
    }
  }

  private Content read() throws IOException, GeneralSecurityException {
    // Before the content: a change in between is seen the next time.
    FileTime modified = Files.getLastModifiedTime(file.path());
    long size = Files.size(file.path());
    if (size > 1_000_000) {
      throw new IOException("the file is larger than a megabyte");
    }
    List<ClientKey> keys = parse(Files.readAllBytes(file.path()));
    if (keys.isEmpty() || signs && signing(keys).isEmpty()) {
      throw new GeneralSecurityException(file.keyId().isPresent() && !keys.isEmpty()
          ? "no key in it is called as " + Setting.CLIENT_KEY_ID.key() + " says" : "there is no RSA or EC private key in it");
    }
    if (decryptsBy.isPresent() && decrypting(keys).isEmpty()) {
      throw new GeneralSecurityException("no key in it decrypts by " + decryptsBy.get());
    }
    return new Content(modified, size, keys);
  }

  private List<ClientKey> parse(byte[] bytes) throws IOException, GeneralSecurityException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (PrivateKeyFile.looksLikePem(text)) {
      return List.of(new ClientKey(PrivateKeyFile.ofPem(text), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    }
    return text.stripLeading().startsWith("{") ? jwks(text) : keyStore();
  }

  private static List<ClientKey> jwks(String text) throws GeneralSecurityException {
    List<ClientKey> keys = new ArrayList<>();
    try {
      List<JWK> all = text.contains("\"keys\"") ? JWKSet.parse(text).getKeys() : List.of(JWK.parse(text));
      for (JWK jwk : all) {
        if (jwk instanceof AsymmetricJWK asymmetric && jwk.isPrivate() && supported(asymmetric.toPrivateKey())) {
          keys.add(new ClientKey(asymmetric.toPrivateKey(), Optional.ofNullable(jwk.getKeyID()), Optional.ofNullable(jwk.getKeyID()),
              Optional.ofNullable(jwk.getKeyUse()), Optional.ofNullable(jwk.getAlgorithm()).map(Algorithm::getName)));
        }
      }
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      // Without the cause, whose message may quote the key.
      throw new GeneralSecurityException("it is neither a JWK nor a JWK set");
    }
    return keys;
  }

  private List<ClientKey> keyStore() throws IOException, GeneralSecurityException {
    char[] password = file.password().map(Secret::value).orElse("").toCharArray();
    KeyStore store = KeyStore.getInstance(file.path().toFile(), password);
    List<ClientKey> keys = new ArrayList<>();
    for (String alias : Collections.list(store.aliases())) {
      Key key = store.isKeyEntry(alias) ? store.getKey(alias, password) : null;
      if (key instanceof PrivateKey found && supported(found)) {
        keys.add(new ClientKey(found, Optional.of(alias), Optional.empty(), Optional.empty(), Optional.empty()));
      }
    }
    return keys;
  }

  private static boolean supported(PrivateKey key) {
    return key instanceof RSAPrivateKey || key instanceof ECPrivateKey;
  }
}
