package io.asbru.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Caller;
import io.asbru.Secret;
import io.asbru.internal.IntrospectionEndpoint;
import io.asbru.internal.LogCapture;
import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.local.LocalOrganization;
import io.asbru.resource.IntrospectionResponse.Active;
import io.asbru.resource.IntrospectionResponse.Inactive;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every call of the client against the local organization, which was written from the same page by somebody else. */
@Timeout(60)
class OrganizationClientTest {

  private static final String EAST = "7e98b86f-63c7-41a1-8c56-c909a21a2615";
  private static final String WEST = "12d1c4d2-2bb1-443b-aa4a-68f98a40d7c6";
  private static final Set<String> STORES = Set.of("openid", "read_stores", "write_stores");
  private static final LocalOrganization ORGANIZATION = LocalOrganization.builder().start();

  private final OrganizationClient client = OrganizationClient.of(east("sample_application").build());

  @AfterAll
  static void stop() {
    ORGANIZATION.close();
  }

  @AfterEach
  void reset() {
    client.close();
    ORGANIZATION.clearFaults();
    ORGANIZATION.journal().clear();
    for (String user : List.of("Charlie", "store-reader", "store-manager")) {
      ORGANIZATION.revokeTokens(ORGANIZATION.organization(EAST), user);
    }
  }

  @Test
  void password_grantsWhatUserAndApplicationMayDo() throws Exception {
    TokenResponse.Granted granted = client.password("store-reader", Secret.of("store-reader-pw"), STORES).orThrow();
    assertThat(granted.scopes()).contains(Set.of("openid", "read_stores"));
    assertThat(granted.expiresIn()).hasValueSatisfying(life -> assertThat(life).isBetween(Duration.ofMinutes(59), Duration.ofHours(1)));
    assertThat(granted.refreshToken()).isPresent();
    assertThat(granted.idToken()).isPresent();
  }

  @Test
  void password_grantsNoScopeAtAllWhereNoneIsAllowed() throws Exception {
    TokenResponse.Granted granted = client.password("no-scopes", Secret.of("no-scopes-pw"), Set.of("read_stores")).orThrow();
    assertThat(granted.scopes()).isEmpty();
    assertThat(((Active) client.introspect(granted.accessToken())).caller().scopes()).isEmpty();
  }

  @Test
  void wrongPassword_isARefusal() throws Exception {
    TokenResponse response = client.password("Charlie", Secret.of("wrong"), Set.of("openid"));
    assertThat(response).isInstanceOfSatisfying(TokenResponse.Refused.class, refused -> {
      assertThat(refused.error()).isEqualTo("invalid_grant");
      assertThat(refused.status()).isEqualTo(400);
    });
    assertThatThrownBy(response::orThrow).isInstanceOf(TokenRefusedException.class).hasMessageContaining("invalid_grant")
        .hasMessageNotContaining("wrong");
  }

  @Test
  void wrongSecret_isARefusal() throws Exception {
    try (OrganizationClient wrong = OrganizationClient.of(east("sample_application").set(Setting.CLIENT_SECRET, "wrong").build())) {
      assertThat(wrong.clientCredentials(Set.of())).isInstanceOfSatisfying(TokenResponse.Refused.class, refused -> {
        assertThat(refused.error()).isEqualTo("invalid_client");
        assertThat(refused.status()).isEqualTo(401);
      });
      assertThatThrownBy(() -> wrong.introspect(Secret.of("t"))).isInstanceOf(AuthorizationServerUnavailableException.class)
          .hasMessageContaining("status 401").hasMessageContaining("client-secret");
      assertThatThrownBy(() -> wrong.revoke(Secret.of("t"))).isInstanceOf(AuthorizationServerUnavailableException.class)
          .hasMessageContaining("invalid_client");
    }
  }

  @Test
  void madeUpCode_isARefusal() throws Exception {
    assertThat(client.authorizationCode(Secret.of("made-up"), "http://localhost:8080/oauth2/callback", Secret.of("v".repeat(43))))
        .isInstanceOfSatisfying(TokenResponse.Refused.class, refused -> assertThat(refused.error()).isEqualTo("invalid_grant"));
  }

  @Test
  void refresh_givesNewTokensOnce() throws Exception {
    TokenResponse.Granted first = client.password("Charlie", Secret.of("jG9A5KrX"), Set.of("openid", "read_stores")).orThrow();
    TokenResponse.Granted second = client.refresh(first.refreshToken().orElseThrow(), Set.of()).orThrow();
    assertThat(second.accessToken()).isNotEqualTo(first.accessToken());
    assertThat(client.introspect(first.accessToken())).isSameAs(Inactive.INSTANCE);
    assertThat(client.refresh(first.refreshToken().orElseThrow(), Set.of())).isInstanceOf(TokenResponse.Refused.class);
  }

  @Test
  void refresh_mayAskForLessAndNotForMore() throws Exception {
    TokenResponse.Granted first = client.password("Charlie", Secret.of("jG9A5KrX"), Set.of("openid", "read_stores")).orThrow();
    TokenResponse.Granted second = client.refresh(first.refreshToken().orElseThrow(), Set.of("read_stores")).orThrow();
    assertThat(second.scopes()).contains(Set.of("read_stores"));
    assertThat(client.refresh(second.refreshToken().orElseThrow(), Set.of("read_stores", "something_else")))
        .isInstanceOfSatisfying(TokenResponse.Refused.class, refused -> assertThat(refused.error()).isEqualTo("invalid_scope"));
  }

  @Test
  void clientCredentials_giveAnApplicationsToken() throws Exception {
    TokenResponse.Granted granted = client.clientCredentials(Set.of("read_stores")).orThrow();
    assertThat(granted.refreshToken()).isEmpty();
    Caller caller = ((Active) client.introspect(granted.accessToken())).caller();
    assertThat(caller.kind()).isEqualTo(Caller.Kind.APPLICATION);
    assertThat(caller.getName()).isEqualTo("sample_application_client_id");
  }

  @Test
  void clientSecretPost_worksToo() throws Exception {
    try (OrganizationClient post = OrganizationClient.of(
        east("sample_application").set(Setting.CLIENT_AUTHENTICATION, "client_secret_post").build())) {
      Secret token = post.clientCredentials(Set.of("read_stores")).orThrow().accessToken();
      assertThat(post.introspect(token)).isInstanceOf(Active.class);
      post.revoke(token);
      assertThat(post.introspect(token)).isSameAs(Inactive.INSTANCE);
    }
  }

  @Test
  void introspection_describesTheUserOfAnOpaqueToken() throws Exception {
    Active active = (Active) client.introspect(charlie().accessToken(), TokenTypeHint.ACCESS_TOKEN);
    assertThat(active.caller().kind()).isEqualTo(Caller.Kind.USER);
    assertThat(active.caller().getName()).startsWith("Charlie@");
    assertThat(active.caller().subject()).isEmpty();
    assertThat(active.caller().organization()).contains(EAST);
    assertThat(active.caller().scopes()).contains("read_stores");
    assertThat(active.audience()).contains("sample_application_client_id");
    assertThat(active.tokenType()).contains("Bearer");
  }

  @Test
  void introspection_describesTheUserOfAJwt() throws Exception {
    try (OrganizationClient jwt = OrganizationClient.of(east("sample_jwt").build())) {
      Secret token = jwt.password("Charlie", Secret.of("jG9A5KrX"), Set.of("openid", "read_stores")).orThrow().accessToken();
      Active active = (Active) jwt.introspect(token);
      assertThat(active.tokenType()).contains("JWT");
      assertThat(active.caller().subject()).isPresent();
    }
  }

  @Test
  void introspection_tellsARefreshTokenFromAnAccessToken() throws Exception {
    Active active = (Active) client.introspect(charlie().refreshToken().orElseThrow(), TokenTypeHint.REFRESH_TOKEN);
    assertThat(active.tokenType()).contains("Refresh");
  }

  @Test
  void tokenOfASiblingOrganization_isInactive() throws Exception {
    try (OrganizationClient west = OrganizationClient.of(settings(WEST, "fhErtAT2YF_M0Ek3AAYHLI8L25oa",
        "JirxvtfoecnrS8vBjM7ygOtSIXuCS_uK_9WEC7d1zPEa").build())) {
      assertThat(west.introspect(charlie().accessToken())).isSameAs(Inactive.INSTANCE);
    }
  }

  @Test
  void revocation_endsBothTokens() throws Exception {
    TokenResponse.Granted granted = charlie();
    client.revoke(granted.refreshToken().orElseThrow(), TokenTypeHint.REFRESH_TOKEN);
    assertThat(client.introspect(granted.accessToken())).isSameAs(Inactive.INSTANCE);
    client.revoke(granted.accessToken());
    client.revoke(Secret.of("unknown"));
  }

  @Test
  void userInfo_describesTheUserOrNobody() throws Exception {
    assertThat(client.userInfo(charlie().accessToken())).hasValueSatisfying(claims -> assertThat(claims).containsKey("sub"));
    assertThat(client.userInfo(Secret.of("unknown"))).isEmpty();
  }

  @Test
  void organizationSwitch_leadsFromTheRootToAnOrganization() throws Exception {
    Settings shared = settings(EAST, "shared_client_id", "shared_client_secret").set(Setting.SHARED_APPLICATION, "true").build();
    try (OrganizationClient root = OrganizationClient.of(shared)) {
      Secret token = root.clientCredentials(Set.of("read_stores")).orThrow().accessToken();
      Secret switched = root.switchOrganization(token, EAST, Set.of("read_stores")).orThrow().accessToken();
      assertThat(((Active) root.introspect(switched)).caller().organization()).contains(EAST);
      assertThat(root.switchOrganization(token, "00000000-0000-4000-8000-000000000009", Set.of()))
          .isInstanceOf(TokenResponse.Refused.class);
    }
  }

  @Test
  void unknownOrganization_namesTheSettingsToCheck() {
    Settings wrong = settings(EAST, "c", "s").set(Setting.ROOT_ORGANIZATION, "nowhere").build();
    try (OrganizationClient nowhere = OrganizationClient.of(wrong)) {
      assertThatThrownBy(() -> nowhere.clientCredentials(Set.of())).isInstanceOf(AuthorizationServerUnavailableException.class)
          .hasMessageContaining("status 404").hasMessageContaining("root-organization");
    }
  }

  @Test
  void stoppedOrganization_isUnavailableAndComesBack() throws Exception {
    try (LocalOrganization own = LocalOrganization.builder().start();
        OrganizationClient away = OrganizationClient.of(
            east("sample_application").set(Setting.BASE_URL, own.baseUrl().toString()).build())) {
      assertThat(away.clientCredentials(Set.of())).isInstanceOf(TokenResponse.Granted.class);
      own.stop();
      assertThatThrownBy(() -> away.clientCredentials(Set.of())).isInstanceOf(AuthorizationServerUnavailableException.class);
      own.restart();
      assertThat(away.clientCredentials(Set.of())).isInstanceOf(TokenResponse.Granted.class);
    }
  }

  static Stream<Fault> faultsOfAnyAnswer() {
    return Stream.of(Fault.reset(), Fault.latency(Duration.ofSeconds(20)), Fault.status(429, 7), Fault.status(500), Fault.status(502),
        Fault.status(503, 7), Fault.status(204), Fault.redirect("https://evil.example/"));
  }

  static Stream<Fault> faultsOfAJsonAnswer() {
    return Stream.concat(faultsOfAnyAnswer(), Stream.of(Fault.halfBody(), Fault.trickle(Duration.ofMillis(100)), Fault.notJson(),
        Fault.emptyBody(), Fault.hugeBody(300_000)));
  }

  @ParameterizedTest
  @MethodSource("faultsOfAJsonAnswer")
  @Timeout(value = 10, unit = TimeUnit.SECONDS)
  void faultOfTheTokenEndpoint_isNoAnswer(Fault fault) {
    ORGANIZATION.inject(fault, Endpoint.TOKEN);
    assertUnavailable(() -> client.clientCredentials(Set.of("read_stores")), fault);
  }

  @ParameterizedTest
  @MethodSource("faultsOfAJsonAnswer")
  @Timeout(value = 10, unit = TimeUnit.SECONDS)
  void faultOfTheIntrospectionEndpoint_isNoAnswer(Fault fault) throws Exception {
    Secret token = charlie().accessToken();
    ORGANIZATION.inject(fault, Endpoint.INTROSPECT);
    assertUnavailable(() -> client.introspect(token), fault);
  }

  @ParameterizedTest
  @MethodSource("faultsOfAnyAnswer")
  @Timeout(value = 10, unit = TimeUnit.SECONDS)
  void faultOfTheRevocationEndpoint_isNoAnswer(Fault fault) {
    ORGANIZATION.inject(fault, Endpoint.REVOKE);
    assertUnavailable(() -> client.revoke(Secret.of("t")), fault);
  }

  @ParameterizedTest
  @MethodSource("faultsOfAJsonAnswer")
  @Timeout(value = 10, unit = TimeUnit.SECONDS)
  void faultOfTheUserInfoEndpoint_isNoAnswer(Fault fault) throws Exception {
    Secret token = charlie().accessToken();
    ORGANIZATION.inject(fault, Endpoint.USERINFO);
    assertUnavailable(() -> client.userInfo(token), fault);
  }

  @Test
  void activeAsString_isNoAnswer() throws Exception {
    Secret token = charlie().accessToken();
    ORGANIZATION.inject(Fault.activeAsString(), Endpoint.INTROSPECT);
    assertUnavailable(() -> client.introspect(token), Fault.activeAsString());
  }

  @Test
  void wrongTokenType_isNoAnswer() {
    ORGANIZATION.inject(Fault.wrongTokenType(), Endpoint.TOKEN);
    assertUnavailable(() -> client.clientCredentials(Set.of()), Fault.wrongTokenType());
  }

  @Test
  void oddExpiry_isCopedWith() throws Exception {
    Secret token = charlie().accessToken();
    Map<Fault, Predicate<Caller>> expected = Map.of(
        Fault.missingExpiry(), caller -> caller.expiresAt().isEmpty(),
        Fault.decimalExpiry(), caller -> caller.expiresAt().orElseThrow().getNano() == 500_000_000,
        Fault.hugeExpiry(), caller -> caller.expiresAt().orElseThrow().getEpochSecond() == 253_402_300_799L);
    for (Map.Entry<Fault, Predicate<Caller>> each : expected.entrySet()) {
      ORGANIZATION.inject(each.getKey(), Endpoint.INTROSPECT, 1);
      assertThat(((Active) client.introspect(token)).caller()).as(each.getKey().toString()).matches(each.getValue());
    }
  }

  @Test
  void activeResponseThatContradictsItself_isInactive() throws Exception {
    Secret token = charlie().accessToken();
    try (LogCapture log = new LogCapture(IntrospectionEndpoint.class)) {
      for (Fault fault : List.of(Fault.expired(), Fault.negativeExpiry(), Fault.issuedInFuture(), Fault.wrongIssuer())) {
        ORGANIZATION.inject(fault, Endpoint.INTROSPECT, 1);
        assertThat(client.introspect(token)).as(fault.toString()).isInstanceOf(Inactive.class);
      }
      assertThat(log.lines()).as("at most one in a minute").hasSize(1);
    }
  }

  @Test
  void retryAfter_isPassedOn() {
    ORGANIZATION.inject(Fault.status(429, 7), Endpoint.INTROSPECT);
    assertThatThrownBy(() -> client.introspect(Secret.of("t"))).isInstanceOfSatisfying(
        AuthorizationServerUnavailableException.class, e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(7)));
  }

  private TokenResponse.Granted charlie() throws AuthorizationServerUnavailableException {
    return client.password("Charlie", Secret.of("jG9A5KrX"), Set.of("openid", "read_stores")).orThrow();
  }

  private static void assertUnavailable(ThrowingCallable call, Fault fault) {
    assertThatThrownBy(call).as(fault.toString()).isInstanceOf(AuthorizationServerUnavailableException.class);
  }

  private static Settings.Builder east(String application) {
    return settings(EAST, application + "_client_id", application + "_client_secret");
  }

  private static Settings.Builder settings(String organization, String id, String secret) {
    return Settings.builder()
        .set(Setting.BASE_URL, ORGANIZATION.baseUrl().toString())
        .set(Setting.ROOT_ORGANIZATION, "bestcarmart")
        .set(Setting.ORGANIZATION_ID, organization)
        .set(Setting.CLIENT_ID, id)
        .set(Setting.CLIENT_SECRET, secret)
        .set(Setting.REQUEST_TIMEOUT, "1s");
  }
}
