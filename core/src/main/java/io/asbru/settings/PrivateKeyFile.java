package io.asbru.settings;

import static java.util.Objects.requireNonNull;

import io.asbru.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where private keys of the client are.
 *
 * @param path the file
 * @param password the password of a PKCS#12 file; absent for others
 * @param keyId the key that signs; absent for the first that can
 */
public record PrivateKeyFile(Path path, Optional<Secret> password, Optional<String> keyId) {

  private static final String REMEDY = "Name a PEM (PKCS#8), JWK, JWK set or PKCS#12 file that the server's user may read.";
  private static final Pattern PKCS8 = Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  public PrivateKeyFile {
    requireNonNull(path, "path");
    requireNonNull(password, "password");
    requireNonNull(keyId, "keyId");
  }

  static Optional<PrivateKeyFile> read(SettingsReader reader) {
    Optional<Path> path = path(reader, Setting.CLIENT_KEY, REMEDY);
    if (path.isPresent() && !Files.isReadable(path.get())) {
      reader.fault(Setting.CLIENT_KEY, "cannot be read.", REMEDY);
    }
    return path.map(file -> new PrivateKeyFile(file, reader.secret(Setting.CLIENT_KEY_PASSWORD), reader.text(Setting.CLIENT_KEY_ID)));
  }

  static Optional<Path> path(SettingsReader reader, Setting setting, String remedy) {
    try {
      return reader.text(setting).map(Path::of);
    } catch (InvalidPathException e) {
      reader.fault(setting, "is not a path.", remedy);
      return Optional.empty();
    }
  }

  /** Whether this is PEM text. */
  public static boolean looksLikePem(String text) {
    return text.contains("-----BEGIN ");
  }

  /**
   * The first private key of PEM text, RSA or EC, not encrypted (RFC 7468, section 10).
   *
   * @throws GeneralSecurityException if there is none; the message says how to make one
   */
  public static PrivateKey ofPem(String text) throws GeneralSecurityException {
    Matcher matcher = PKCS8.matcher(text);
    if (!matcher.find()) {
      throw new GeneralSecurityException(
          "there is no BEGIN PRIVATE KEY in it; openssl pkcs8 -topk8 -nocrypt makes one of another form");
    }
    PKCS8EncodedKeySpec key;
    try {
      key = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(1)));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("the private key is not Base64");
    }
    for (String algorithm : new String[] {"RSA", "EC"}) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(key);
      } catch (InvalidKeySpecException e) {
        // Of another algorithm. Not kept as a cause: nobody knows what it quotes.
      }
    }
    throw new GeneralSecurityException("the private key is neither RSA nor EC");
  }

  /** The file's content, bounded. */
  static byte[] content(Path file) throws IOException {
    if (Files.size(file) > 1_000_000) {
      throw new IOException("the file is larger than a megabyte");
    }
    return Files.readAllBytes(file);
  }
}
