package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEEncrypter;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.asbru.Secret;
import io.asbru.internal.IdTokenVerifier.Expectation;
import io.asbru.internal.IdTokenVerifier.IdToken;
import io.asbru.settings.ConfigurationException;
import io.asbru.settings.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** ID tokens and logout tokens that are encrypted for the client: taken as agreed and in no other way. */
class EncryptedTokensTest extends TokenTestBase {

  private static final Secret NONCE = Secret.of("the-nonce");
  private static final Expectation SIGN_IN = Expectation.ofSignIn(NONCE, Secret.of("the-access-token"));
  static final RSAKey OURS = rsa("ours");
  private static final RSAKey ALSO_OURS = rsa("also-ours");
  private static final RSAKey FOREIGN = rsa("foreign");
  private static final ECKey EC = ec();

  @TempDir
  private Path directory;

  @BeforeEach
  void agree() throws Exception {
    agree("RSA-OAEP-256", "A256GCM");
  }

  private void agree(String algorithm, String contentEncryption) throws Exception {
    with(Map.of(Setting.ID_TOKEN_ENCRYPTION_ALGORITHM, algorithm, Setting.ID_TOKEN_CONTENT_ENCRYPTION, contentEncryption,
        Setting.CLIENT_KEY, file(OURS, ALSO_OURS, EC)));
  }

  private String file(JWK... keys) throws Exception {
    return Files.writeString(directory.resolve("client.jwks"), new JWKSet(List.of(keys)).toString(false)).toString();
  }

  @ParameterizedTest
  @CsvSource({"RSA-OAEP,A128CBC-HS256", "RSA-OAEP-256,A256GCM", "RSA-OAEP-512,A192CBC-HS384", "ECDH-ES,A128GCM", "ECDH-ES+A128KW,A192GCM",
      "ECDH-ES+A256KW,A256CBC-HS512"})
  void tokenEncryptedAsAgreed_isVerifiedAsASignedOne(String algorithm, String contentEncryption) throws Exception {
    agree(algorithm, contentEncryption);
    JWEHeader.Builder header = new JWEHeader.Builder(JWEAlgorithm.parse(algorithm), EncryptionMethod.parse(contentEncryption))
        .contentType("JWT");
    boolean ec = algorithm.startsWith("ECDH");
    String signed = TestKeys.sign(withNonce());
    String token = encrypted(header.keyID(ec ? "ec" : "ours").build(), ec ? new ECDHEncrypter(EC) : new RSAEncrypter(OURS), signed);
    IdToken verified = verify(token);
    assertThat(verified.claims()).containsEntry("sub", "charlie-id");
    assertThat(verified.signed()).as("what the provider understands as id_token_hint").isEqualTo(Secret.of(signed));
    assertThat(verified.toString()).doesNotContain("charlie-id");
    assertThatThrownBy(() -> verify(encrypted(ec ? header.build() : header.keyID("ours").build(),
        ec ? new ECDHEncrypter(EC) : new RSAEncrypter(OURS), TestKeys.sign(claims("nonce", "another")))))
        .isInstanceOf(InvalidTokenException.class).hasMessageContaining("nonce is not the one");
  }

  @Test
  void keyIsFoundByKid_orWithoutOneAmongAll() throws Exception {
    assertThat(verify(token(ALSO_OURS, header -> header.keyID("also-ours"))).claims()).isNotEmpty();
    assertThat(verify(token(ALSO_OURS, header -> header.keyID(null))).claims()).isNotEmpty();
  }

  private record Defect(String name, String reason, String token) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** With claims that nobody looks at: each is refused before. */
  static Stream<Defect> defects() throws Exception {
    String inner = TestKeys.sign(Map.of("sub", "charlie-id"));
    String good = token(OURS, inner, header -> {});
    String[] parts = good.split("\\.");
    String undecryptable = "no key in client-key decrypts it";
    JWEHeader direct = new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM).keyID("ours").build();
    return Stream.of(
        new Defect("another key", undecryptable, token(FOREIGN, inner, header -> {})),
        new Defect("another kid", undecryptable, token(OURS, inner, header -> header.keyID("foreign"))),
        new Defect("the kid of another of our keys", undecryptable, token(OURS, inner, header -> header.keyID("also-ours"))),
        new Defect("another algorithm", "its encryption algorithm is not RSA-OAEP-256",
            token("RSA-OAEP", EncryptionMethod.A256GCM, OURS, inner, header -> {})),
        new Defect("RSA1_5", "its encryption algorithm is not", token("RSA1_5", EncryptionMethod.A256GCM, OURS, inner, header -> {})),
        new Defect("dir", "its encryption algorithm is not", encrypted(direct, new DirectEncrypter(new byte[32]), inner)),
        new Defect("another content encryption", "its content encryption is not A256GCM",
            token("RSA-OAEP-256", EncryptionMethod.A128GCM, OURS, inner, header -> {})),
        new Defect("changed tag", undecryptable, join(parts, 4, flipped(parts[4]))),
        new Defect("short tag", undecryptable, join(parts, 4, parts[4].substring(0, 6))),
        new Defect("changed ciphertext", undecryptable, join(parts, 3, flipped(parts[3]))),
        new Defect("changed initialization vector", undecryptable, join(parts, 2, flipped(parts[2]))),
        new Defect("changed key", undecryptable, join(parts, 1, flipped(parts[1]))),
        new Defect("no key", undecryptable, join(parts, 1, "")),
        new Defect("changed header", undecryptable, join(parts, 0, token(OURS, inner, header -> header.keyID(null)).split("\\.")[0])),
        new Defect("compressed", "it is compressed", token(OURS, inner, header -> header.compressionAlgorithm(CompressionAlgorithm.DEF))),
        new Defect("compressed bomb", "it is compressed",
            token(OURS, "a".repeat(20_000_000), header -> header.compressionAlgorithm(CompressionAlgorithm.DEF))),
        new Defect("critical extension", "critical header parameters",
            token(OURS, inner, header -> header.criticalParams(Set.of("x")).customParam("x", 1))),
        new Defect("other content", "it holds no JWT", token(OURS, inner, header -> header.contentType("json"))),
        new Defect("unsigned inside", "it is not a signed JWT", token(OURS, "{\"sub\":\"charlie-id\"}", header -> {})),
        new Defect("none inside", "it is not a signed JWT",
            token(OURS, TestKeys.forged("{\"alg\":\"none\"}", Map.of(), ""), header -> {})),
        new Defect("HMAC inside", "its algorithm is none of", token(OURS, TestKeys.hmacWithPublicKey(Map.of()), header -> {})),
        new Defect("encrypted inside", "it is not a signed JWT", token(OURS, good, header -> {})),
        new Defect("huge", "it is not encrypted", token(OURS, "a".repeat(110_000), header -> {})),
        new Defect("signed alone", "it is not encrypted", inner),
        new Defect("five parts of nothing", "it is no JWE", "e.e.e.e.e"),
        new Defect("no token", "it is not encrypted", "rubbish"));
  }

  @ParameterizedTest
  @MethodSource("defects")
  void tokenWithADefect_isRefused(Defect defect) {
    assertThatThrownBy(() -> verify(defect.token)).isInstanceOf(InvalidTokenException.class).hasMessageContaining(defect.reason);
    assertThatThrownBy(() -> authorizationServer().logoutTokenVerifier().verify(defect.token)).isInstanceOf(InvalidTokenException.class)
        .hasMessageContaining(defect.reason);
    assertThat(server.requests(KEYS)).as("nothing is asked for its sake").isEmpty();
  }

  @Test
  void foreignSignatureInside_isRefused() {
    String forged = TestKeys.sign(TestKeys.OTHER_KEY, withNonce(), header -> header.keyID("key-1"));
    assertThatThrownBy(() -> verify(token(OURS, forged, header -> {}))).isInstanceOf(InvalidTokenException.class)
        .hasMessageContaining("its signature is wrong");
  }

  @Test
  void encryptedToken_isRefusedWhereNothingWasAgreed() {
    with(Map.of());
    assertThatThrownBy(() -> verify(token(OURS, TestKeys.sign(withNonce()), header -> {}))).isInstanceOf(InvalidTokenException.class)
        .hasMessageContaining("it is encrypted, which was not agreed");
  }

  @Test
  void logoutToken_isDecryptedAsWell() throws Exception {
    Map<String, Object> logout = claims("sid", "session-1", "jti", "j",
        "events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
    assertThat(authorizationServer().logoutTokenVerifier().verify(token(OURS, TestKeys.sign(logout), header -> {})).sid())
        .contains("session-1");
  }

  @Test
  void keyThatHasNoKid_mayBeMeantByAny_andIsKnownByTheOneInTheSettings() throws Exception {
    String pem = Files.writeString(directory.resolve("client.pem"), ClientKeysTest.pem(OURS.toPrivateKey())).toString();
    Map<Setting, String> settings = Map.of(Setting.ID_TOKEN_ENCRYPTION_ALGORITHM, "RSA-OAEP-256",
        Setting.ID_TOKEN_CONTENT_ENCRYPTION, "A256GCM", Setting.CLIENT_KEY, pem);
    with(settings);
    assertThat(verify(token(OURS, header -> header.keyID("whatever"))).claims()).isNotEmpty();
    Map<Setting, String> named = new HashMap<>(settings);
    named.put(Setting.CLIENT_KEY_ID, "ours");
    with(named);
    assertThat(verify(token(OURS, header -> {})).claims()).isNotEmpty();
    assertThatThrownBy(() -> verify(token(OURS, header -> header.keyID("whatever")))).isInstanceOf(InvalidTokenException.class);
  }

  @Test
  void fileWithoutAKeyThatDecrypts_stopsTheStart() throws Exception {
    RSAKey signature = new RSAKey.Builder(OURS).keyUse(KeyUse.SIGNATURE).build();
    RSAKey otherAlgorithm = new RSAKey.Builder(OURS).algorithm(JWEAlgorithm.parse("RSA-OAEP-512")).build();
    for (JWK key : List.of(signature, otherAlgorithm, EC)) {
      String file = file(key);
      assertThatThrownBy(() -> with(Map.of(Setting.ID_TOKEN_ENCRYPTION_ALGORITHM, "RSA-OAEP-256", Setting.CLIENT_KEY, file)))
          .isInstanceOf(ConfigurationException.class).hasMessageContaining("no key in it decrypts by RSA-OAEP-256");
    }
  }

  @Test
  void keyForDecryptionAlone_isEnough_whereNothingIsSigned() throws Exception {
    RSAKey encryption = new RSAKey.Builder(OURS).keyUse(KeyUse.ENCRYPTION).algorithm(JWEAlgorithm.parse("RSA-OAEP-256")).build();
    Map<Setting, String> settings = Map.of(Setting.ID_TOKEN_ENCRYPTION_ALGORITHM, "RSA-OAEP-256",
        Setting.ID_TOKEN_CONTENT_ENCRYPTION, "A256GCM", Setting.CLIENT_KEY, file(encryption));
    with(settings);
    assertThat(verify(token(OURS, header -> {})).claims()).isNotEmpty();
    Map<Setting, String> signing = new HashMap<>(settings);
    signing.put(Setting.CLIENT_AUTHENTICATION, "private_key_jwt");
    assertThatThrownBy(() -> with(signing)).isInstanceOf(ConfigurationException.class).hasMessageContaining("no RSA or EC private key");
  }

  private IdToken verify(String token) throws Exception {
    return authorizationServer().idTokenVerifier().verify(token, SIGN_IN);
  }

  private Map<String, Object> withNonce() {
    return claims("nonce", "the-nonce");
  }

  private String token(RSAKey key, Consumer<JWEHeader.Builder> change) throws Exception {
    return token(key, TestKeys.sign(withNonce()), change);
  }

  static String token(RSAKey key, String inner, Consumer<JWEHeader.Builder> change) throws Exception {
    return token("RSA-OAEP-256", EncryptionMethod.A256GCM, key, inner, change);
  }

  private static String token(String algorithm, EncryptionMethod enc, RSAKey key, String inner, Consumer<JWEHeader.Builder> change)
      throws Exception {
    JWEHeader.Builder header = new JWEHeader.Builder(JWEAlgorithm.parse(algorithm), enc).keyID("ours").contentType("JWT");
    change.accept(header);
    return encrypted(header.build(), new RSAEncrypter(key), inner);
  }

  private static String encrypted(JWEHeader header, JWEEncrypter encrypter, String inner) throws Exception {
    JWEObject jwe = new JWEObject(header, new Payload(inner));
    jwe.encrypt(encrypter);
    return jwe.serialize();
  }

  private static String join(String[] parts, int index, String part) {
    String[] changed = parts.clone();
    changed[index] = part;
    return String.join(".", changed);
  }

  private static String flipped(String part) {
    return (part.charAt(0) == 'A' ? 'B' : 'A') + part.substring(1);
  }

  private static RSAKey rsa(String kid) {
    try {
      return new RSAKeyGenerator(2048).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ECKey ec() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
