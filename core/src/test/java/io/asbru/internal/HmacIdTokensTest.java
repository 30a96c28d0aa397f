package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import io.asbru.Secret;
import io.asbru.internal.IdTokenVerifier.Expectation;
import io.asbru.settings.ConfigurationException;
import io.asbru.settings.Setting;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ID tokens with an HMAC by the client secret: only where the settings name them, and then nothing else. */
class HmacIdTokensTest extends TokenTestBase {

  private static final String SECRET = "0123456789".repeat(7);
  private static final Secret ACCESS_TOKEN = Secret.of("the-access-token");

  private void agree(String algorithm) {
    with(Map.of(Setting.CLIENT_SECRET, SECRET, Setting.ID_TOKEN_ALGORITHMS, algorithm));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HS256", "HS384", "HS512"})
  void hmacBySecret_isVerified_withoutTheKeySet(String algorithm) throws Exception {
    agree(algorithm);
    assertThat(verify(hmac(algorithm, SECRET, claims("nonce", "n", "at_hash", AccessTokenHash.of(ACCESS_TOKEN, algorithm)))))
        .containsEntry("sub", "charlie-id");
    assertThat(server.requests(KEYS)).isEmpty();
  }

  @Test
  void anythingElse_isRefused() {
    agree("HS256");
    Map<String, Object> claims = claims("nonce", "n");
    for (String token : List.of(hmac("HS256", SECRET.replace('9', '8'), claims), hmac("HS512", SECRET, claims), TestKeys.sign(claims),
        TestKeys.hmacWithPublicKey(claims), TestKeys.forged("{\"alg\":\"HS256\"}", claims, ""),
        TestKeys.forged("{\"alg\":\"HS256\"}", claims, "AAAA"), TestKeys.forged("{\"alg\":\"none\"}", claims, ""))) {
      assertThatThrownBy(() -> verify(token)).isInstanceOf(InvalidTokenException.class).hasMessageNotContaining(SECRET);
    }
  }

  @Test
  void hmacBySecret_isRefusedWhereItWasNotAgreed() {
    with(Map.of(Setting.CLIENT_SECRET, SECRET));
    assertThatThrownBy(() -> verify(hmac("HS256", SECRET, claims("nonce", "n")))).isInstanceOf(InvalidTokenException.class)
        .hasMessageContaining("its algorithm is none of [RS256]");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "HS256 RS256 | id-token-algorithms: mixes HMACs with algorithms of the provider's keys",
      "RS256 HS512 | id-token-algorithms: mixes HMACs with algorithms of the provider's keys",
      "HS256 HS1   | id-token-algorithms: 'HS1' is not taken"})
  void algorithmsThatDoNotGoTogether_stopTheStart(String algorithms, String fault) {
    assertThatThrownBy(() -> agree(algorithms)).isInstanceOf(ConfigurationException.class).hasMessageContaining(fault);
  }

  @ParameterizedTest
  @CsvSource({"HS256,31", "HS384,47", "HS512,63", "HS256 HS512,63"})
  void secretThatIsTooShort_stopsTheStart(String algorithms, int length) {
    assertThatThrownBy(() -> with(Map.of(Setting.CLIENT_SECRET, "s".repeat(length), Setting.ID_TOKEN_ALGORITHMS, algorithms)))
        .isInstanceOf(ConfigurationException.class).hasMessageContaining("client-secret: is shorter than the " + (length + 1) + " bytes");
  }

  private Map<String, Object> verify(String token) throws Exception {
    return authorizationServer().idTokenVerifier().verify(token, Expectation.ofSignIn(Secret.of("n"), ACCESS_TOKEN)).claims();
  }

  private static String hmac(String algorithm, String secret, Map<String, Object> claims) {
    try {
      JWSObject jws = new JWSObject(new JWSHeader(JWSAlgorithm.parse(algorithm)), new Payload(claims));
      jws.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
      return jws.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
