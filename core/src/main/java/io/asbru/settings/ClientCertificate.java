package io.asbru.settings;

import io.asbru.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collections;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/** Reads the certificate that the client presents in TLS, with its private key: PKCS#12, JKS or PEM. */
final class ClientCertificate {

  private ClientCertificate() {}

  static KeyManager[] read(Path file, Optional<Secret> password) throws IOException, GeneralSecurityException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString());
    }
    char[] secret = password.map(value -> value.value().toCharArray()).orElse(new char[0]);
    String text = new String(PrivateKeyFile.content(file), StandardCharsets.ISO_8859_1);
    KeyStore keys = PrivateKeyFile.looksLikePem(text) ? ofPem(text, secret) : KeyStore.getInstance(file.toFile(), secret);
    int entries = 0;
    for (String alias : Collections.list(keys.aliases())) {
      entries += keys.isKeyEntry(alias) ? 1 : 0;
    }
    if (entries != 1) {
      throw new GeneralSecurityException("it holds " + entries + " private keys instead of one");
    }
    KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, secret);
    return factory.getKeyManagers();
  }

  private static KeyStore ofPem(String text, char[] secret) throws IOException, GeneralSecurityException {
    PrivateKey key = PrivateKeyFile.ofPem(text);
    // Only the certificates: the parser stops at anything else.
    int begin = text.indexOf("-----BEGIN CERTIFICATE-----");
    if (begin < 0) {
      throw new GeneralSecurityException("there is no BEGIN CERTIFICATE in it");
    }
    StringBuilder certificates = new StringBuilder();
    while (begin >= 0) {
      int end = text.indexOf("-----END CERTIFICATE-----", begin);
      if (end < 0) {
        throw new GeneralSecurityException("a certificate in it has no end");
      }
      certificates.append(text, begin, end).append("-----END CERTIFICATE-----\n");
      begin = text.indexOf("-----BEGIN CERTIFICATE-----", end);
    }
    Certificate[] chain = CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(certificates.toString().getBytes(StandardCharsets.ISO_8859_1)))
        .toArray(Certificate[]::new);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, secret);
    keys.setKeyEntry("client", key, secret, chain);
    return keys;
  }
}
