package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.asbru.Secret;
import io.asbru.settings.ConfigurationException;
import io.asbru.settings.PrivateKeyFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientKeysTest {

  private final MutableClock clock = new MutableClock(Instant.parse("2026-03-01T12:00:00Z"));

  @TempDir
  private Path directory;

  @Test
  void pem_isRead() throws Exception {
    Path file = write(pem(TestKeys.KEY.toRSAPrivateKey()));
    ClientKeys.ClientKey key = clientKeys(keyFile(file)).signing();
    assertThat(key.key()).isEqualTo(TestKeys.KEY.toRSAPrivateKey());
    assertThat(key.announced()).isEmpty();
    assertThat(key.signatureAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
  }

  @Test
  void pem_isAnnouncedAsTheSettingsSay() throws Exception {
    Path file = write(pem(TestKeys.KEY.toRSAPrivateKey()));
    assertThat(clientKeys(keyFile(file, "at-the-provider")).signing().announced()).contains("at-the-provider");
  }

  @ParameterizedTest
  @CsvSource({"P-256,ES256", "P-384,ES384", "P-521,ES512"})
  void algorithmOfAnEllipticCurve_followsFromTheCurve(String curve, String algorithm) throws Exception {
    ECKey key = new ECKeyGenerator(Curve.parse(curve)).generate();
    for (String text : List.of(pem(key.toECPrivateKey()), key.toJSONString())) {
      assertThat(clientKeys(keyFile(write(text))).signing().signatureAlgorithm()).isEqualTo(JWSAlgorithm.parse(algorithm));
    }
  }

  @Test
  void jwk_bringsItsKidAndAlgorithm() throws Exception {
    RSAKey jwk = new RSAKey.Builder(TestKeys.KEY).algorithm(JWSAlgorithm.PS256).build();
    ClientKeys.ClientKey key = clientKeys(keyFile(write(jwk.toJSONString()))).signing();
    assertThat(key.announced()).contains("key-1");
    assertThat(key.signatureAlgorithm()).isEqualTo(JWSAlgorithm.PS256);
  }

  @Test
  void jwkSet_signsByTheFirstKeyForItOrTheOneNamed() throws Exception {
    RSAKey encryption = new RSAKey.Builder(TestKeys.KEY).keyID("enc").keyUse(KeyUse.ENCRYPTION).build();
    Path file = write(set(encryption, TestKeys.EC_KEY, TestKeys.OTHER_KEY));
    assertThat(clientKeys(keyFile(file)).signing().announced()).contains("key-ec");
    assertThat(clientKeys(keyFile(file, "key-2")).signing().announced()).contains("key-2");
    assertThatThrownBy(() -> clientKeys(keyFile(file, "enc"))).isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no key in it is called as client-key-id says");
  }

  @Test
  void pkcs12_isReadByAlias() throws Exception {
    Path file = Keytool.keyPair(directory, "one", "two");
    ClientKeys.ClientKey key = clientKeys(
        new PrivateKeyFile(file, Optional.of(Secret.of(Keytool.PASSWORD)), Optional.of("two"))).signing();
    assertThat(key.name()).contains("two");
    assertThat(key.announced()).contains("two");
    assertThat(clientKeys(new PrivateKeyFile(file, Optional.of(Secret.of(Keytool.PASSWORD)), Optional.empty())).signing().announced())
        .as("an alias is nothing that a provider knows").isEmpty();
    assertThatThrownBy(() -> clientKeys(new PrivateKeyFile(file, Optional.of(Secret.of("wrong")), Optional.empty())))
        .isInstanceOf(ConfigurationException.class).hasMessageContaining("client-key: cannot be used as a private key");
  }

  @Test
  void changedFile_isReadAnew() throws Exception {
    Path file = write(TestKeys.KEY.toJSONString());
    ClientKeys keys = clientKeys(keyFile(file));
    assertThat(keys.signing().announced()).contains("key-1");
    replace(file, TestKeys.OTHER_KEY.toJSONString());
    assertThat(keys.signing().announced()).contains("key-2");
  }

  @Test
  void changedFileThatIsNoKey_leavesTheKeysBefore() throws Exception {
    Path file = write(TestKeys.KEY.toJSONString());
    ClientKeys keys = clientKeys(keyFile(file));
    try (LogCapture log = new LogCapture(ClientKeys.class)) {
      replace(file, TestKeys.OTHER_KEY.toJSONString().substring(0, 300));
      assertThat(keys.signing().announced()).contains("key-1");
      assertThat(log.lines().toString()).contains("client-key has changed and cannot be used")
          .doesNotContain(TestKeys.OTHER_KEY.getPrivateExponent().toString().substring(0, 20));
    }
    Files.delete(file);
    assertThat(keys.signing().announced()).contains("key-1");
    replace(file, TestKeys.OTHER_KEY.toJSONString());
    assertThat(keys.signing().announced()).contains("key-2");
  }

  @Test
  void fileThatStaysUnusable_isToldOnceAMinute() throws Exception {
    Path file = write(TestKeys.KEY.toJSONString());
    ClientKeys keys = clientKeys(keyFile(file));
    try (LogCapture log = new LogCapture(ClientKeys.class)) {
      replace(file, "no key");
      for (int request = 0; request < 5; request++) {
        assertThat(keys.signing().announced()).contains("key-1");
      }
      assertThat(log.lines()).hasSize(1);
      clock.advance(Duration.ofSeconds(59));
      keys.signing();
      assertThat(log.lines()).hasSize(1);
      clock.advance(Duration.ofSeconds(1));
      keys.signing();
      assertThat(log.lines()).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"keys\":[]}", "{\"keys\":5}", "text", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
      "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----\n===\n-----END PRIVATE KEY-----",
      "{\"kty\":\"oct\",\"k\":\"AAAA\"}"})
  void fileWithoutAPrivateKey_stopsTheStart(String text) throws Exception {
    Path file = write(text);
    assertThatThrownBy(() -> clientKeys(keyFile(file))).isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("client-key: cannot be used as a private key");
  }

  @Test
  void keysThatCannotSign_stopTheStart() throws Exception {
    for (String text : List.of(TestKeys.KEY.toPublicJWK().toJSONString(),
        new RSAKey.Builder(TestKeys.KEY).keyUse(KeyUse.ENCRYPTION).build().toJSONString())) {
      Path file = write(text);
      assertThatThrownBy(() -> clientKeys(keyFile(file))).isInstanceOf(ConfigurationException.class);
    }
  }

  @Test
  void key_doesNotShowItself() throws Exception {
    ClientKeys.ClientKey key = clientKeys(keyFile(write(TestKeys.KEY.toJSONString()))).signing();
    assertThat(key).hasToString("ClientKey[key-1]");
  }

  private ClientKeys clientKeys(PrivateKeyFile file) {
    return new ClientKeys(file, true, Optional.empty(), clock);
  }

  private PrivateKeyFile keyFile(Path file) {
    return new PrivateKeyFile(file, Optional.empty(), Optional.empty());
  }

  private PrivateKeyFile keyFile(Path file, String keyId) {
    return new PrivateKeyFile(file, Optional.empty(), Optional.of(keyId));
  }

  private Path write(String text) throws Exception {
    return Files.writeString(directory.resolve("client.key"), text);
  }

  /** With another time: a test is faster than some file systems' clocks. */
  private static void replace(Path file, String text) throws Exception {
    Instant before = Files.exists(file) ? Files.getLastModifiedTime(file).toInstant() : Instant.now();
    Files.writeString(file, text);
    Files.setLastModifiedTime(file, FileTime.from(before.plusSeconds(5)));
  }

  private static String set(JWK... keys) {
    return new JWKSet(List.of(keys)).toString(false);
  }

  static String pem(PrivateKey key) {
    return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }
}
