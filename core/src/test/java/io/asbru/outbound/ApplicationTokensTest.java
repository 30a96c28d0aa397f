package io.asbru.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asbru.AuthorizationServerUnavailableException;
import io.asbru.Secret;
import io.asbru.client.OrganizationClient;
import io.asbru.client.TokenRefusedException;
import io.asbru.internal.MutableClock;
import io.asbru.local.Endpoint;
import io.asbru.local.Fault;
import io.asbru.local.LocalOrganization;
import io.asbru.resource.IntrospectionResponse.Active;
import io.asbru.settings.Setting;
import io.asbru.settings.Settings;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tokens of the application against the local organization, whose clock is the test's. */
@Timeout(60)
class ApplicationTokensTest {

  private static final String EAST = "7e98b86f-63c7-41a1-8c56-c909a21a2615";

  private final MutableClock clock = new MutableClock(Instant.now());
  private final LocalOrganization local = LocalOrganization.builder().clock(clock).start();
  private final ApplicationTokens tokens = ApplicationTokens.of(east().build(), clock);
  private final ApplicationTokens rootTokens = ApplicationTokens.of(settings()
      .set(Setting.CLIENT_ID, "shared_client_id").set(Setting.CLIENT_SECRET, "shared_client_secret").build(), clock);

  @AfterEach
  void close() {
    tokens.close();
    rootTokens.close();
    local.close();
  }

  @Test
  void token_isKeptForTheSameScopesInAnyOrder() throws Exception {
    Secret first = tokens.forScopes("read_stores", "write_stores").accessToken();

    assertThat(tokens.forScopes("write_stores", "read_stores").accessToken()).isEqualTo(first);
    assertThat(requests()).isEqualTo(1);
  }

  @Test
  void otherScopes_areAnotherTokenWithExactlyThose() throws Exception {
    Secret reading = tokens.forScopes("read_stores").accessToken();
    Secret writing = tokens.forScopes("write_stores").accessToken();

    assertThat(writing).isNotEqualTo(reading);
    try (OrganizationClient client = OrganizationClient.of(east().build())) {
      assertThat(((Active) client.introspect(reading)).caller().scopes()).isEqualTo(Set.of("read_stores"));
    }
  }

  @Test
  void manyThreads_makeOneRequest() throws Exception {
    local.inject(Fault.latency(Duration.ofMillis(200)), Endpoint.TOKEN);
    ExecutorService threads = Executors.newFixedThreadPool(20);
    try {
      List<Future<Secret>> results = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        results.add(threads.submit(() -> tokens.forScopes("read_stores").accessToken()));
      }
      Secret one = results.get(0).get();
      for (Future<Secret> result : results) {
        assertThat(result.get()).isEqualTo(one);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(requests()).isEqualTo(1);
  }

  @Test
  void expiredToken_isReplaced() throws Exception {
    Secret first = tokens.forScopes("read_stores").accessToken();
    clock.advance(Duration.ofSeconds(3601));

    assertThat(tokens.forScopes("read_stores").accessToken()).isNotEqualTo(first);
  }

  @Test
  void tokenNearItsEnd_isAskedForAgainOnce() throws Exception {
    tokens.forScopes("read_stores").accessToken();
    clock.advance(Duration.ofSeconds(3569));
    tokens.forScopes("read_stores").accessToken();
    assertThat(requests()).isEqualTo(1);

    clock.advance(Duration.ofSeconds(2));
    tokens.forScopes("read_stores").accessToken();
    // The organization hands out the same token as long as it lives, so that there is nothing to gain by asking each time.
    tokens.forScopes("read_stores").accessToken();
    assertThat(requests()).isEqualTo(2);
  }

  @Test
  void tokenNearItsEnd_isUsedWhileTheOrganizationIsAway() throws Exception {
    Secret first = tokens.forScopes("read_stores").accessToken();
    clock.advance(Duration.ofSeconds(3580));
    local.stop();

    assertThat(tokens.forScopes("read_stores").accessToken()).isEqualTo(first);
    clock.advance(Duration.ofSeconds(30));
    assertThatThrownBy(() -> tokens.forScopes("read_stores").accessToken()).isInstanceOf(AuthorizationServerUnavailableException.class);
  }

  @Test
  void rejectedToken_isFetchedAnew() throws Exception {
    TokenSource source = tokens.forScopes("read_stores");
    Secret first = source.accessToken();
    source.rejected(Secret.of("another"));
    assertThat(source.accessToken()).isEqualTo(first);
    assertThat(requests()).isEqualTo(1);

    source.rejected(first);
    source.accessToken();
    assertThat(requests()).isEqualTo(2);
  }

  @Test
  void scopeThatIsNotGranted_isNamed() {
    assertThatThrownBy(() -> tokens.forScopes("read_stores", "internal_org_user_mgt_create").accessToken())
        .isInstanceOfSatisfying(InsufficientScopeException.class,
            e -> assertThat(e.missing()).isEqualTo(Set.of("internal_org_user_mgt_create")))
        .hasMessageContaining("internal_org_user_mgt_create").hasMessageContaining("sample_application_client_id")
        .hasMessageNotContaining("read_stores");
  }

  @Test
  void wrongSecret_isARefusalThatDoesNotShowIt() {
    try (ApplicationTokens wrong = ApplicationTokens.of(east().set(Setting.CLIENT_SECRET, "not-the-secret").build(), clock)) {
      assertThatThrownBy(() -> wrong.forScopes("read_stores").accessToken()).isInstanceOf(TokenRefusedException.class)
          .hasMessageContaining("invalid_client").hasMessageNotContaining("not-the-secret");
    }
  }

  @Test
  void failure_isNotKept() throws Exception {
    local.inject(Fault.status(503), Endpoint.TOKEN, 1);
    TokenSource source = tokens.forScopes("read_stores");
    assertThatThrownBy(source::accessToken).isInstanceOf(AuthorizationServerUnavailableException.class);
    assertThatThrownBy(() -> {
      local.inject(Fault.status(503), Endpoint.TOKEN, 1);
      source.authorization().get();
    }).isInstanceOf(UncheckedIOException.class);

    assertThat(source.authorization().get()).isEqualTo("Bearer " + source.accessToken().value());
  }

  @Test
  void organizationBelow_isSwitchedToWithOneTokenOfTheRoot() throws Exception {
    Secret switched = rootTokens.forScopesIn(EAST, "read_stores").accessToken();
    rootTokens.forScopesIn(EAST, "read_stores").accessToken();
    rootTokens.forScopesIn(EAST, "write_stores").accessToken();

    assertThat(requests()).as("one of the root, two switches").isEqualTo(3);
    try (OrganizationClient root = OrganizationClient.of(settings()
        .set(Setting.CLIENT_ID, "shared_client_id").set(Setting.CLIENT_SECRET, "shared_client_secret").build())) {
      assertThat(((Active) root.introspect(switched)).caller().organization()).contains(EAST);
    }
  }

  @Test
  void revokedRootToken_isReplacedAtTheSwitch() throws Exception {
    rootTokens.forScopesIn(EAST, "read_stores").accessToken();
    try (OrganizationClient root = OrganizationClient.of(settings()
        .set(Setting.CLIENT_ID, "shared_client_id").set(Setting.CLIENT_SECRET, "shared_client_secret").build())) {
      root.revoke(root.clientCredentials(Set.of()).orThrow().accessToken());
    }

    assertThat(rootTokens.forScopesIn(EAST, "write_stores").accessToken()).isNotNull();
  }

  @Test
  void clientOfAnOrganization_cannotSwitch() {
    assertThatThrownBy(() -> tokens.forScopesIn(EAST, "read_stores")).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("organization-id");
  }

  @Test
  void strings_showNoToken() throws Exception {
    TokenSource source = tokens.forScopes("read_stores");
    String token = source.accessToken().value();

    assertThat(source.toString()).isEqualTo("tokens of sample_application_client_id for [read_stores]").doesNotContain(token);
    assertThat(tokens.toString()).doesNotContain(token);
    assertThat(TokenSource.relaying(Secret.of("users-token")).toString()).doesNotContain("users-token");
  }

  private int requests() {
    return (int) local.journal().count(Endpoint.TOKEN);
  }

  private Settings.Builder east() {
    return settings().set(Setting.ORGANIZATION_ID, EAST)
        .set(Setting.CLIENT_ID, "sample_application_client_id").set(Setting.CLIENT_SECRET, "sample_application_client_secret");
  }

  private Settings.Builder settings() {
    return Settings.builder().set(Setting.BASE_URL, local.baseUrl().toString()).set(Setting.ROOT_ORGANIZATION, "bestcarmart");
  }
}
