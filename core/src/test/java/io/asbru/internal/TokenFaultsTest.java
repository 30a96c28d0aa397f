package io.asbru.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.Secret;
import io.asbru.client.TokenResponse;
import io.asbru.internal.IdTokenVerifier.Expectation;
import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.local.LocalOrganization;
import io.asbru.resource.IntrospectionResponse;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens of the local organization, good ones and every kind of bad one that it can make. */
@Timeout(60)
class TokenFaultsTest {

  private static final String EAST = "7e98b86f-63c7-41a1-8c56-c909a21a2615";
  private static final LocalOrganization ORGANIZATION = LocalOrganization.builder().start();

  private AuthorizationServer server = server(Setting.KEY_SET_MIN_INTERVAL, "0s");

  @AfterAll
  static void stop() {
    ORGANIZATION.close();
  }

  @AfterEach
  void reset() {
    server.close();
    ORGANIZATION.clearFaults();
    ORGANIZATION.journal().clear();
    ORGANIZATION.revokeTokens(ORGANIZATION.organization(EAST), "Charlie");
  }

  @Test
  void goodIdToken_isVerified() throws Exception {
    assertThat(verifyIdToken()).containsEntry("org_id", EAST).containsKeys("sub", "iat", "at_hash");
  }

  static Stream<Fault> faultsOfIdTokens() {
    return Stream.of(Fault.wrongIssuer(), Fault.wrongAudience(), Fault.wrongAzp(), Fault.wrongAtHash(), Fault.wrongOrganization(),
        Fault.missingOrganization(), Fault.expired(), Fault.issuedInFuture(), Fault.missingExpiry(), Fault.negativeExpiry(),
        Fault.missingClaim("iss"), Fault.missingClaim("aud"), Fault.missingClaim("sub"), Fault.missingClaim("iat"), Fault.algNone(),
        Fault.hmacWithPublicKey(), Fault.badSignature(), Fault.unknownKid(), Fault.otherAlgorithm());
  }

  @ParameterizedTest
  @MethodSource("faultsOfIdTokens")
  void badIdToken_isRefused(Fault fault) {
    ORGANIZATION.inject(fault, Endpoint.TOKEN);
    assertThatThrownBy(this::verifyIdToken).as(fault.toString()).isInstanceOf(InvalidTokenException.class);
  }

  @Test
  void oddButRightExpiry_isTaken() throws Exception {
    ORGANIZATION.inject(Fault.decimalExpiry(), Endpoint.TOKEN);
    assertThat(verifyIdToken()).isNotEmpty();
    ORGANIZATION.clearFaults();
    ORGANIZATION.revokeTokens(ORGANIZATION.organization(EAST), "Charlie");
    ORGANIZATION.inject(Fault.hugeExpiry(), Endpoint.TOKEN);
    assertThat(verifyIdToken()).isNotEmpty();
  }

  @Test
  void rotatedKeys_areFollowed() throws Exception {
    verifyIdToken();
    ORGANIZATION.rotateKeys();
    ORGANIZATION.dropRetiredKeys();
    ORGANIZATION.revokeTokens(ORGANIZATION.organization(EAST), "Charlie");
    assertThat(verifyIdToken()).isNotEmpty();
    assertThat(ORGANIZATION.journal().count(Endpoint.JWKS)).isEqualTo(2);
  }

  @Test
  void goodAccessToken_isActive() throws Exception {
    assertThat(introspectAccessToken()).isInstanceOf(IntrospectionResponse.Active.class);
    assertThat(ORGANIZATION.journal().count(Endpoint.INTROSPECT)).isZero();
  }

  static Stream<Fault> faultsOfAccessTokens() {
    return Stream.of(Fault.wrongIssuer(), Fault.expired(), Fault.issuedInFuture(), Fault.missingExpiry(), Fault.negativeExpiry(),
        Fault.missingClaim("iss"), Fault.missingClaim("sub"), Fault.claim("exp", "soon"), Fault.claim("aud", 5),
        Fault.claim("nonce", "n"), Fault.algNone(), Fault.hmacWithPublicKey(), Fault.badSignature(), Fault.unknownKid(),
        Fault.otherAlgorithm());
  }

  @ParameterizedTest
  @MethodSource("faultsOfAccessTokens")
  void badAccessToken_isInactive(Fault fault) throws Exception {
    ORGANIZATION.inject(fault.inAccessToken(), Endpoint.TOKEN);
    assertThat(introspectAccessToken()).as(fault.toString()).isSameAs(IntrospectionResponse.Inactive.INSTANCE);
  }

  @Test
  void idTokenAsAccessToken_isInactive() throws Exception {
    Secret idToken = tokens().idToken().orElseThrow();
    assertThat(server.introspector().introspect(idToken.value())).isSameAs(IntrospectionResponse.Inactive.INSTANCE);
    server.close();
    server = server(Setting.JWT_TYPES, "at+jwt JWT");
    assertThat(server.introspector().introspect(idToken.value())).isSameAs(IntrospectionResponse.Inactive.INSTANCE);
  }

  private Map<String, Object> verifyIdToken() throws Exception {
    TokenResponse.Granted granted = tokens();
    return server.idTokenVerifier().verify(granted.idToken().orElseThrow().value(),
        Expectation.ofRefresh(granted.accessToken(), Optional.empty())).claims();
  }

  private IntrospectionResponse introspectAccessToken() throws Exception {
    return server.introspector().introspect(tokens().accessToken().value());
  }

  private TokenResponse.Granted tokens() throws Exception {
    return server.tokenEndpoint().password("Charlie", Secret.of("jG9A5KrX"), Set.of("openid", "read_stores")).orThrow();
  }

  private static AuthorizationServer server(Setting more, String value) {
    return AuthorizationServer.of(Settings.builder()
        .set(Setting.BASE_URL, ORGANIZATION.baseUrl().toString())
        .set(Setting.ROOT_ORGANIZATION, "bestcarmart")
        .set(Setting.ORGANIZATION_ID, EAST)
        .set(Setting.CLIENT_ID, "sample_jwt_client_id")
        .set(Setting.CLIENT_SECRET, "sample_jwt_client_secret")
        .set(Setting.JWT_ACCESS_TOKENS, "validate")
        .set(more, value)
        .build(), Clock.systemUTC());
  }
}
