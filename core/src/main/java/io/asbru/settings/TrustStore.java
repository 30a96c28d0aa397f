package io.asbru.settings;

import io.asbru.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Reads a file of trusted certificates, PKCS#12 or JKS. */
final class TrustStore {

  private TrustStore() {}

  /** What trusts these certificates and no others. */
  static TrustManager[] read(Path file, Optional<Secret> password) throws IOException, GeneralSecurityException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString());
    }
    KeyStore certificates = KeyStore.getInstance(file.toFile(), password.map(secret -> secret.value().toCharArray()).orElse(null));
    int trusted = 0;
    for (String alias : Collections.list(certificates.aliases())) {
      trusted += certificates.isCertificateEntry(alias) ? 1 : 0;
    }
    if (trusted == 0) {
      throw new GeneralSecurityException("no trusted certificate is in it");
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(certificates);
    return trust.getTrustManagers();
  }
}
