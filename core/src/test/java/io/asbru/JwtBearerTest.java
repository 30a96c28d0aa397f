package io.asbru;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.client.TokenResponse.Granted;
import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.settings.Setting;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JWT access tokens that are validated here (RFC 9068). */
class JwtBearerTest extends BearerFixture {

  private static final Map<Setting, String> VALIDATE = Map.of(
      Setting.JWT_ACCESS_TOKENS, "validate", Setting.CLIENT_ID, "sample_jwt_client_id", Setting.CLIENT_SECRET, "sample_jwt_client_secret",
      Setting.INTROSPECTION_TTL, "0s", Setting.INTROSPECTION_INACTIVE_TTL, "0s");

  @Test
  void goodJwt_isTakenWithoutAskingAboutIt() throws Exception {
    start(VALIDATE);
    AuthenticationResult result = fixture.present(jwt());
    assertThat(((Authenticated) result).caller().scopes()).containsExactly("read_stores");
    assertThat(fixture.introspections()).isZero();
  }

  static Stream<Fault> faultsOfJwts() {
    return Stream.of(Fault.algNone(), Fault.hmacWithPublicKey(), Fault.badSignature(), Fault.unknownKid(), Fault.otherAlgorithm(),
        Fault.wrongIssuer(), Fault.missingClaim("iss"), Fault.wrongAudience(), Fault.missingClaim("aud"), Fault.wrongOrganization(),
        Fault.missingOrganization(), Fault.expired(), Fault.missingExpiry(), Fault.negativeExpiry(), Fault.issuedInFuture(),
        Fault.claim("nonce", "n"), Fault.claim("at_hash", "h"), Fault.missingClaim("sub"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faultsOfJwts")
  void badJwt_isRefusedWithoutAskingAboutIt(Fault fault) throws Exception {
    start(VALIDATE);
    fixture.organization.inject(fault.inAccessToken(), Endpoint.TOKEN);
    assertInvalid(fixture.present(jwt()));
    assertThat(fixture.introspections()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"missingKid", "decimalExpiry", "hugeExpiry"})
  void oddJwt_isTakenIfItIsUnambiguous(String name) throws Exception {
    start(VALIDATE);
    Fault fault = name.equals("missingKid") ? Fault.missingKid() : name.equals("hugeExpiry") ? Fault.hugeExpiry() : Fault.decimalExpiry();
    fixture.organization.inject(fault.inAccessToken(), Endpoint.TOKEN);
    AuthenticationResult result = fixture.present(jwt());
    // Two keys are published, the organization's and the root's, so that without a kid nobody can tell which was meant.
    assertThat(result).isInstanceOf(name.equals("missingKid") ? Refused.class : Authenticated.class);
  }

  @Test
  void typeOfOtherJwts_isRefusedUnlessItIsListed() throws Exception {
    start(VALIDATE);
    Granted tokens = fixture.client.password("Charlie", Secret.of("jG9A5KrX"), Set.of("openid")).orThrow();
    String idToken = tokens.idToken().orElseThrow().value();
    assertInvalid(fixture.present(idToken));
    fixture.close();
    Map<Setting, String> lenient = new HashMap<>(VALIDATE);
    lenient.put(Setting.JWT_TYPES, "JWT at+jwt");
    start(lenient);
    String another = fixture.client.password("Charlie", Secret.of("jG9A5KrX"), Set.of("openid")).orThrow().idToken().orElseThrow().value();
    assertInvalid(fixture.present(another));
    assertThat(fixture.present(jwt())).isInstanceOf(Authenticated.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"e30.e30.e30", "eyJhbGciOiJSUzI1NiJ9.%%%.AAAA", "eyJ=.eyJ=.AAA=", "eyJhbGciOiJSUzI1NiJ9..", "eyJ.eyJ.",
      "eyJhbGciOiJSUzI1NiIsImNyaXQiOlsiYjY0Il0sImI2NCI6ZmFsc2V9.e30.AAAA", "e.e.e.e.e", "eyJhbGciOjV9.e30.AAAA"})
  void malformedJwt_isRefused(String token) {
    start(VALIDATE);
    assertThat(fixture.present(token)).isInstanceOf(Refused.class);
    assertThat(((Refused) fixture.present(token)).reply().status()).isIn(400, 401);
  }

  /** The last character of a signature of 256 bytes has four bits that stand for nothing. */
  @Test
  void endedJwt_doesNotComeBackAsATextThatStandsForTheSameBytes() throws Exception {
    Map<Setting, String> keeping = new HashMap<>(VALIDATE);
    keeping.put(Setting.INTROSPECTION_TTL, "60s");
    start(keeping);
    String token = jwt();
    List<String> variants = new ArrayList<>();
    for (char last : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray()) {
      variants.add(token.substring(0, token.length() - 1) + last);
    }
    assertThat(fixture.present(token)).isInstanceOf(Authenticated.class);
    List<String> taken = variants.stream().filter(variant -> fixture.present(variant) instanceof Authenticated).toList();
    fixture.client.revoke(Secret.of(token));
    for (String variant : variants) {
      assertInvalid(fixture.present(variant));
    }
    assertThat(taken).containsExactly(token);
  }

  @Test
  void deeplyNestedJwt_isRefused() {
    start(VALIDATE);
    String bomb = "{\"alg\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
    String header = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"RS256\",\"typ\":\"at+jwt\"}".getBytes(
        UTF_8));
    String nested = Base64.getUrlEncoder().withoutPadding().encodeToString(bomb.getBytes(UTF_8));
    assertInvalid(fixture.present(nested + ".e30.AAAA"));
    assertInvalid(fixture.present(header + "." + nested + ".AAAA"));
  }

  private String jwt() throws AuthorizationServerUnavailableException {
    return fixture.token("Charlie", "jG9A5KrX", "read_stores");
  }
}
