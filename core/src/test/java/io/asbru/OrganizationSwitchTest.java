package io.asbru;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.AuthenticationResult.Authenticated;
import io.asbru.AuthenticationResult.Refused;
import io.asbru.client.TokenResponse;
import io.asbru.client.TokenResponse.Granted;
import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.resource.IntrospectionResponse.Active;
import io.asbru.resource.IntrospectionResponse.Inactive;
import io.asbru.session.MemorySessionStore;
import io.asbru.session.SessionStore;
import io.asbru.settings.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A user of the root organization, signed in here, works in the organizations below it. */
class OrganizationSwitchTest {

  private static final String EAST = EngineFixture.ORGANIZATION;
  private static final String WEST = "12d1c4d2-2bb1-443b-aa4a-68f98a40d7c6";
  private static final Set<String> SCOPES = Set.of("read_stores");

  private final EngineFixture fixture = new EngineFixture(Map.of(Setting.ORGANIZATION_ID, "", Setting.CLIENT_ID, "shared_client_id",
      Setting.CLIENT_SECRET, "shared_client_secret", Setting.CIRCUIT_BREAKER_DELAY, "100ms"));

  @AfterEach
  void stop() {
    fixture.close();
  }

  private SessionStore signedIn() throws Exception {
    return fixture.signedIn("root-admin", "root-admin-pw");
  }

  private Optional<TokenResponse> switched(SessionStore session, String organization) throws Exception {
    return fixture.authenticator.switchOrganization(EngineFixture.page("/account"), session, organization, SCOPES);
  }

  private String token(SessionStore session, String organization) throws Exception {
    return switched(session, organization).orElseThrow().orThrow().accessToken().value();
  }

  private int switches() {
    return fixture.organization.journal().entries(entry -> entry.endpoint() == Endpoint.TOKEN
        && entry.parameter("grant_type").orElse("").equals("organization_switch")).size();
  }

  @Test
  void tokenIsOfTheOtherOrganization_andKeptForTheSessionAndTheOrganization() throws Exception {
    SessionStore session = signedIn();

    String east = token(session, EAST);
    String west = token(session, WEST);

    assertThat(((Active) fixture.client.introspect(Secret.of(east))).caller().organization()).contains(EAST);
    assertThat(((Active) fixture.client.introspect(Secret.of(west))).caller().organization()).contains(WEST);
    assertThat(token(session, EAST)).isEqualTo(east);
    assertThat(token(session, WEST)).isEqualTo(west);
    assertThat(switches()).isEqualTo(2);
    token(signedIn(), EAST);
    assertThat(switches()).isEqualTo(3);
  }

  @Test
  void tokenThatRunsOut_isAskedForAnew() throws Exception {
    SessionStore session = signedIn();
    token(session, EAST);

    fixture.clock.advance(Duration.ofMinutes(59));
    token(session, EAST);
    assertThat(switches()).isEqualTo(1);
    fixture.clock.advance(Duration.ofSeconds(51));
    token(session, EAST);
    assertThat(switches()).isEqualTo(2);
  }

  @Test
  void twentyRequestsAtOnce_askOnce() throws Exception {
    SessionStore session = signedIn();
    fixture.organization.inject(Fault.latency(Duration.ofMillis(300)), Endpoint.TOKEN);
    ExecutorService threads = Executors.newFixedThreadPool(20);
    CountDownLatch start = new CountDownLatch(20);
    List<Future<String>> tokens = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      tokens.add(threads.submit(() -> {
        start.countDown();
        start.await();
        return token(session, EAST);
      }));
    }

    Set<String> different = new java.util.HashSet<>();
    for (Future<String> token : tokens) {
      different.add(token.get());
    }
    threads.shutdown();
    assertThat(different).hasSize(1);
    assertThat(switches()).isEqualTo(1);
  }

  @Test
  void signOut_endsTheTokensOfOtherOrganizations() throws Exception {
    SessionStore session = signedIn();
    String east = token(session, EAST);

    fixture.authenticator.signOut(EngineFixture.page("/account"), session);

    assertThat(switched(session, EAST)).isEmpty();
    // Refresh token, access token, and that of the other organization.
    fixture.organization.journal().await(Endpoint.REVOKE, 3, Duration.ofSeconds(10));
    assertThat(fixture.client.introspect(Secret.of(east))).isInstanceOf(Inactive.class);
  }

  /** The token is one of a bearer as well, and its introspection may be kept. */
  @Test
  void signOut_endsTheTokensOfOtherOrganizationsHereAtOnce() throws Exception {
    try (EngineFixture own = new EngineFixture(Map.of(Setting.ORGANIZATION_ID, "", Setting.CLIENT_ID, "shared_client_id",
        Setting.CLIENT_SECRET, "shared_client_secret", Setting.ACCEPTED_ORGANIZATIONS, EAST))) {
      SessionStore session = own.signedIn("root-admin", "root-admin-pw");
      String east = own.authenticator.switchOrganization(EngineFixture.page("/account"), session, EAST, SCOPES).orElseThrow().orThrow()
          .accessToken().value();
      assertThat(own.present(east)).isInstanceOf(Authenticated.class);

      own.authenticator.signOut(EngineFixture.page("/account"), session);

      assertThat(((Refused) own.present(east)).reply().status()).isEqualTo(401);
    }
  }

  @Test
  void refusal_isAnAnswer_andNotKept() throws Exception {
    SessionStore session = signedIn();

    for (String nowhere : List.of("00000000-0000-4000-8000-000000000009", "../x", "a&switching_organization=" + EAST)) {
      assertThat(switched(session, nowhere).orElseThrow()).isInstanceOf(TokenResponse.Refused.class);
      assertThat(switched(session, nowhere).orElseThrow()).isInstanceOf(TokenResponse.Refused.class);
    }
    assertThat(switches()).isEqualTo(6);
  }

  @Test
  void outage_isAnException_andIsOverWhenItIs() throws Exception {
    SessionStore session = signedIn();
    fixture.organization.inject(Fault.status(500), Endpoint.TOKEN, 1);

    assertThatThrownBy(() -> switched(session, EAST)).isInstanceOf(AuthorizationServerUnavailableException.class);
    assertThat(switched(session, EAST).orElseThrow()).isInstanceOf(Granted.class);
  }

  @Test
  void nobodyGetsATokenByAnotherOnesSession() throws Exception {
    SessionStore session = signedIn();
    token(session, EAST);

    assertThat(switched(new MemorySessionStore(), EAST)).isEmpty();
    for (FakeRequest request : List.of(
        EngineFixture.api("/api").with("Authorization", "Bearer made-up"),
        EngineFixture.api("/api").method("POST").with("Sec-Fetch-Site", "cross-site").with("Origin", "https://evil.example"))) {
      assertThat(fixture.authenticator.switchOrganization(request, session, EAST, SCOPES)).isEmpty();
    }
  }
}
